"""Facts from a table: cell by cell, all or nothing; merged cells are refused with their range."""

import io
import zipfile
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from perron.calls.errors.editions import FactsRefused
from perron.calls.imports.facts import FactsFile, read_facts
from perron.calls.imports.tables import cell_name
from perron.calls.models import Award, Decision, Ranking, Scenario, SiteFact
from perron.calls.services.editions.entering import enter_facts
from perron.calls.services.editions.facts import facts_of
from perron.core.errors import NotAllowed
from perron.core.models import JournalLine
from perron.directory.models import District, Municipality, Organisation, Site
from tests.calls.make import an_edition, said
from tests.make import NOON, bruno, chantal

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
PAGE = "/en/calls/keep/facts/"


@pytest.fixture
def site() -> Site:
    district = District.objects.create(code="d1", name=said("North"))
    town = Municipality.objects.create(code="m1", name=said("Town"), district=district)
    board = Organisation.objects.create(code="board", name=said("Board"), kind="public")
    return Site.objects.create(
        code="school-1", name=said("Oak"), kind="school", organisation=board, municipality=town
    )


def workbook(rows: list[list[Any]], merge: str = "") -> bytes:
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    if merge:
        sheet.merge_range(merge, "merged")
    book.close()
    return held.getvalue()


def read(source: bytes | str, name: str = "facts.csv") -> FactsFile:
    return read_facts(source.encode() if isinstance(source, str) else source, name=name, day=DAY)


def test_cells_are_named_as_spreadsheets_do() -> None:
    columns = (0, 2, 25, 26, 701, 702)
    names = ["A5", "C5", "Z5", "AA5", "ZZ5", "AAA5"]
    assert [cell_name(5, column) for column in columns] == names


@pytest.mark.usefixtures("site")
def test_a_table_is_read_whether_text_or_workbook() -> None:
    heads = ["site", "level", "network", "pupils", "inventory", "awarded", "as_of", "source"]
    row = ["school-1", "primary;nursery", "free", "120", "oui", "en-2018", "2025-09-01", "FASE"]
    text = read("\n".join([",".join(heads), ",".join(row)]))
    sheet = read(workbook([heads, [*row[:3], 120, True, *row[5:]]]), "facts.xlsx")
    for found in (text, sheet):
        assert found.faults == []
        assert {one.name: one.value for one in found.facts} == {
            "level": ["primary", "nursery"],
            "network": "free",
            "pupils": 120,
            "inventory": True,
            "awarded": ["en-2018"],
        }
        assert {one.as_of for one in found.facts} == {date(2025, 9, 1)}


@pytest.mark.usefixtures("site")
def test_an_empty_cell_says_nothing_and_a_hyphen_an_empty_list() -> None:
    found = read("site,awarded,pupils,connected\nschool-1,-,,12.5")
    assert [(one.name, one.value) for one in found.facts] == [
        ("awarded", []),
        ("connected", "12.5"),
    ]


@pytest.mark.usefixtures("site")
def test_every_cell_that_does_not_fit_is_named() -> None:
    found = read(
        "site,network,pupils,inventory,moon,pupils,as_of\n"
        "school-1,lunar,many,perhaps,full,1,someday\n"
        "nowhere,free,1,yes,full,1,\n"
        "school-1,free,1,yes,full,1,"
    )
    assert [fault.cell for fault in found.faults] == [
        "E1",
        "F1",
        "G2",
        "B2",
        "C2",
        "D2",
        "A3",
        "A4",
    ]
    assert "“lunar” is none of: wbe, official, free, german." in str(found.faults[3])


@pytest.mark.usefixtures("site")
def test_merged_cells_are_refused_with_their_range() -> None:
    source = workbook([["site", "pupils"], ["school-1", 1]], merge="A4:B6")
    with pytest.raises(FactsRefused, match="A4:B6"):
        read(source, "facts.xlsx")


def packed(size: int) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/sheet.xml", b"0" * size)
    return held.getvalue()


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (b"", "empty"),
        (b"PK\x03\x04not really", "workbook"),
        (packed(10), "workbook"),
        (packed(61 * 1024 * 1024), "larger"),
        (b"PK\x03\x04" + b"0" * (6 * 1024 * 1024), "larger"),
        (workbook([]), "empty"),
        (b"name,pupils\nx,1", "one column must be headed"),
    ],
)
def test_what_is_no_table_of_facts_is_refused(source: bytes, words: str) -> None:
    with pytest.raises(FactsRefused, match=words):
        read(source)


@pytest.mark.usefixtures("site")
def test_facts_are_kept_in_the_place_of_earlier_ones_with_one_line() -> None:
    officer = chantal()
    found = read("site,pupils,source\nschool-1,120,Census")
    assert enter_facts(found.facts, by=officer, at=NOON) == 1
    assert enter_facts(found.facts, by=officer, at=NOON) == 0
    more = read("site,pupils\nschool-1,130")
    assert enter_facts(more.facts, by=officer, at=NOON) == 1
    assert SiteFact.objects.get().value == 130
    assert JournalLine.objects.filter(verb="facts.entered").count() == 2
    with pytest.raises(NotAllowed):
        enter_facts(more.facts, by=bruno(), at=NOON)


def test_the_nearest_fact_counts_and_says_where_it_comes_from(site: Site) -> None:
    town = read("municipality,rurality,pupils\nm1,rural,1")
    board = read("organisation,pupils,source\nboard,2,Board")
    enter_facts([*town.facts, *board.facts], by=None, at=NOON)
    facts = facts_of(site, NOON)
    assert facts == {
        "kind": "school",
        "organisation": "board",
        "municipality": "m1",
        "district": "d1",
        "rurality": "rural",
        "pupils": 2,
    }
    assert str(facts.origins["pupils"].source) == "Board"
    assert facts_of(site.organisation, NOON)["organisation"] == "board"
    assert site.municipality
    assert facts_of(site.municipality, NOON)["kind"] == "municipality"


def test_awards_that_were_announced_are_facts_and_invented_ones_are_not(site: Site) -> None:
    edition = an_edition()
    fields = {"edition": edition, "language": "fr", "begun_at": NOON, "saved_at": NOON}
    real = edition.applications.create(**fields, number="1", site=site)
    ranking = Ranking.objects.create(edition=edition, number=1, sealed_at=NOON, digest="x")
    scenario = Scenario.objects.create(
        edition=edition, ranking=ranking, method="rank", asked_at=NOON, asked_by="x"
    )
    decision = Decision.objects.create(
        edition=edition, number=1, scenario=scenario, prepared_at=NOON, state="prepared"
    )
    Award.objects.create(decision=decision, application=real, outcome="awarded")
    assert "awarded" not in facts_of(site, NOON)
    Decision.objects.update(state="announced", announced_at=NOON)
    assert facts_of(site, NOON)["awarded"] == ["tablets-2026"]
    assert "awarded" not in facts_of(site.organisation, NOON)
    assert site.municipality
    assert "awarded" not in facts_of(site.municipality, NOON)
    edition.applications.update(demonstration=True)
    assert "awarded" not in facts_of(site, NOON)


@pytest.mark.usefixtures("site")
def test_officers_check_a_file_before_they_load_it(client: Client) -> None:
    client.force_login(chantal())
    assert client.get(PAGE).status_code == 200

    def send(do: str, text: str = "site,pupils\nschool-1,120") -> Any:
        file = SimpleUploadedFile("facts.csv", text.encode())
        return client.post(PAGE, {"do": do, "file": file})

    assert "Nothing is wrong: 1 fact in 1 rows." in send("check").content.decode()
    assert not SiteFact.objects.exists()
    assert send("load", "site,pupils\nschool-1,many").status_code == 422
    assert not SiteFact.objects.exists()
    assert send("load")["Location"] == PAGE
    assert SiteFact.objects.get().value == 120
    assert client.post(PAGE, {"do": "check"}).status_code == 422
    assert send("check", "x,y\n1,2").status_code == 422
    client.force_login(bruno())
    assert send("load").status_code == 403
