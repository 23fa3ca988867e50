"""Files at the desk: looked at first, loaded as they were looked at, refused in sentences."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from perron.core.models import JournalLine
from perron.core.records.files import dump_strategy
from perron.directory.models import Organisation
from perron.strategy.models import Strategy
from tests.desk.make import DESK, a_town, at_desk, form_on, shown
from tests.directory.make import a_region
from tests.make import chantal

pytestmark = pytest.mark.django_db
STRATEGY = f"{DESK}/strategy-file/"
SHEET = f"{DESK}/spreadsheet/"


@pytest.fixture
def desk() -> Client:
    a_town()
    a_region()
    return at_desk(chantal())


def upload(desk: Client, address: str, source: str | bytes, **fields: Any) -> Any:
    content = source.encode() if isinstance(source, str) else source
    return desk.post(address, {"file": SimpleUploadedFile("list.csv", content), **fields})


def hidden(answer: Any) -> str:
    """The token of the file that a page has kept."""
    found = re.search(r'name="token" value="([0-9a-f]+)"', answer.content.decode())
    assert found
    return found.group(1)


def changed_plan() -> str:
    return dump_strategy("plan").replace("en: Plan", "en: The new plan")


def test_a_strategy_file_is_shown_with_what_it_would_change(desk: Client) -> None:
    answer = upload(desk, STRATEGY, changed_plan())

    assert "What “list.csv” would change" in shown(answer)
    assert "Strategy 0 1" in shown(answer)
    assert "strategy plan : name" in shown(answer)
    assert str(Strategy.objects.get().name) == "Plan"


def test_what_was_looked_at_is_loaded(desk: Client) -> None:
    token = hidden(upload(desk, STRATEGY, changed_plan()))

    answer = desk.post(STRATEGY, {"token": token, "do": "load"})

    assert answer["Location"] == "/en/strategy/plan/"
    assert str(Strategy.objects.get().name) == "The new plan"
    assert JournalLine.objects.get(verb="strategy.loaded").actor.startswith("person:")


def test_a_file_that_changes_nothing_says_so_and_offers_no_button(desk: Client) -> None:
    answer = upload(desk, STRATEGY, dump_strategy("plan"))

    assert "the file says what is published already" in shown(answer)
    assert 'value="load"' not in answer.content.decode()


def test_every_problem_of_a_file_is_told_with_its_line(desk: Client) -> None:
    answer = upload(desk, STRATEGY, "format: perron-strategy/1\nstrategy: {code: Plan!}\n")

    assert answer.status_code == 422
    assert "problems were found in “list.csv”. Nothing was changed." in shown(answer)
    assert "Line 2" in shown(answer)


def test_a_file_that_is_no_longer_kept_is_asked_for_again(desk: Client) -> None:
    answer = desk.post(STRATEGY, {"token": "0" * 64, "do": "load"})

    assert answer.status_code == 410
    assert "Choose it once more." in shown(answer)


def test_a_form_without_a_file_says_so(desk: Client) -> None:
    answer = desk.post(STRATEGY, {"do": "load"})

    assert answer.status_code == 422
    assert "No file was chosen. Nothing was changed." in shown(answer)


@pytest.mark.parametrize("address", [STRATEGY, SHEET])
@pytest.mark.parametrize(("size", "most"), [(5_300_000, 5), (20_000_000, 6), (50_000_000, 32)])
def test_a_large_file_is_refused_in_a_sentence(
    desk: Client, address: str, *, size: int, most: int
) -> None:
    answer = upload(desk, address, b"x" * size)

    assert answer.status_code == 413
    said = f"larger than the site takes ({most} MB)" if most == 32 else f"larger than {most} MB"
    assert said in shown(answer)


GOOD = "Name;Art;Gemeinde\nMühle;public;Newbridge\nScheune;public;\n"


def test_a_spreadsheet_is_shown_with_what_it_would_do(desk: Client) -> None:
    answer = upload(desk, SHEET, GOOD, kind="organisation")

    page = shown(answer)
    assert "Read as UTF-8, columns separated by “;”." in page
    assert "2 rows: 2 would be added, 0 changed, 0 stay as they are." in page
    assert "Mühle muhle" in page
    assert not Organisation.objects.filter(code="muhle").exists()


def test_a_good_spreadsheet_is_loaded(desk: Client) -> None:
    fields = {"token": hidden(upload(desk, SHEET, GOOD)), "kind": "organisation", "do": "load"}

    answer = desk.post(SHEET, fields, follow=True)

    assert "Loaded: 2 added, 0 changed, 0 as they were." in shown(answer)
    assert Organisation.objects.get(code="muhle").municipality_id


def test_cells_to_put_right_stand_in_a_table(desk: Client) -> None:
    answer = upload(desk, SHEET, GOOD + "Haus;castle;\n")

    assert "4 Art castle “castle” is not in the list. Write one of: Public." in shown(answer)
    assert "Leave the rows with such cells out" in shown(answer)


def test_bad_rows_are_left_out_only_when_somebody_says_so(desk: Client) -> None:
    token = hidden(upload(desk, SHEET, GOOD + "Haus;castle;\n"))

    refused = desk.post(SHEET, {"token": token, "do": "load"})
    assert refused.status_code == 422
    assert not Organisation.objects.filter(code="muhle").exists()

    desk.post(SHEET, {"token": token, "do": "load", "skip_bad": "yes"})
    assert Organisation.objects.filter(code="muhle").exists()


def test_doubles_are_decided_about_before_anything_is_loaded(desk: Client) -> None:
    answer = upload(desk, SHEET, GOOD + "Mill;public;\n")
    assert "row 4, “Mill”, has the name and place of “mill”" in shown(answer)
    assert 'value="load"' not in answer.content.decode()

    token = hidden(answer)
    decided = desk.post(SHEET, {"token": token, "doubles": "keep", "do": "decide"})
    assert "3 rows: 3 would be added" in shown(decided)
    assert 'name="doubles" value="keep"' in decided.content.decode()

    desk.post(SHEET, {"token": token, "doubles": "keep", "do": "load"})
    assert Organisation.objects.filter(code="mill-2").exists()


def test_an_invented_decision_is_none(desk: Client) -> None:
    token = hidden(upload(desk, SHEET, GOOD + "Mill;public;\n"))

    answer = desk.post(SHEET, {"token": token, "doubles": "burn", "do": "load"})

    assert answer.status_code == 422


def test_what_is_no_table_is_refused_on_the_page(desk: Client) -> None:
    answer = upload(desk, SHEET, b"PK\x03\x04", kind="organisation")

    assert answer.status_code == 422
    assert "it is a workbook. Save the sheet as CSV (UTF-8) first." in shown(answer)
    assert 'type="file"' in answer.content.decode()


def test_places_and_sites_are_loaded_too(desk: Client) -> None:
    answer = upload(desk, SHEET, "Nom;Organisme\nAnnexe;town\n", kind="site")

    assert "1 rows: 1 would be added" in shown(answer)


def test_an_unknown_kind_is_read_as_organisations(desk: Client) -> None:
    assert "2 would be added" in shown(upload(desk, SHEET, GOOD, kind="measure"))


def test_the_form_of_the_first_visit_has_what_it_needs(desk: Client) -> None:
    page = desk.get(SHEET).content.decode()

    assert 'enctype="multipart/form-data"' in page
    assert form_on(desk.get(SHEET), "none") == {}
