"""A file of organisations is checked cell by cell; it is loaded whole or its good rows only."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from perron.core.errors import NotAllowed
from perron.core.models import JournalLine
from perron.core.records.kinds import kinds
from perron.core.records.proposing import publish_records
from perron.directory.errors import SpreadsheetRefused
from perron.directory.imports.spreadsheets import Doubles, Reading, read_spreadsheet
from perron.directory.models import Organisation, Place
from perron.directory.services.importing import import_records
from tests.directory.make import a_region
from tests.make import NOON, a_fact, an_organisation, bruno

pytestmark = pytest.mark.django_db

HEAD = "code;name;kind;enterprise_number;postal_code;municipality;website;founded"


def read(*rows: str, head: str = HEAD, kind: str = "organisation", **options: Any) -> Reading:
    source = "\n".join([head, *rows]).encode()
    return read_spreadsheet(source, name="list.csv", kind=kinds[kind], **options)


def test_a_row_becomes_a_record() -> None:
    a_region()

    reading = read("mill;The Mill;Public;BE 0403.170.701;;hautchamp;mill.example;6/12/2018")

    assert reading.findings == []
    assert reading.to_load() == {
        "mill": {
            "code": "mill",
            "name": {"fr": "The Mill"},
            "kind": "public",
            "enterprise_number": "0403170701",
            "municipality": "1",
            "website": "https://mill.example",
            "founded": "2018-12-06",
        }
    }


def test_how_the_file_was_read_is_said() -> None:
    a_region()

    reading = read("Mill;public;red", head="name;kind;colour")

    assert reading.notes() == [
        "Read as UTF-8, columns separated by “;”.",
        "Columns that were not read: colour.",
    ]
    assert read("Mill;public", head="name;kind").notes()[1:] == []


def test_a_code_is_made_from_the_name_and_stays_apart_from_others() -> None:
    a_region(an_organisation("ecole-du-pont", municipality="1"))

    reading = read("École du Pont;public;2", "École du pont !;public;3", head="nom;type;commune")

    assert list(reading.records) == ["ecole-du-pont-2", "ecole-du-pont-3"]


def test_the_postal_code_tells_the_municipality_where_only_one_has_it() -> None:
    a_region()

    reading = read("a;A;public;;100;;;", "b;B;public;;201;;;", "c;C;public;;100;nowhere;;")

    assert reading.records["a"]["municipality"] == "1"
    assert "municipality" not in reading.records["b"]
    assert [str(finding) for finding in reading.findings] == [
        "row 4, “municipality”: “nowhere” is not known. Write its code or its official name."
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("a;A;mill;;;;;", "row 2, “kind”: “mill” is not in the list. Write one of: Public."),
        ("a;;public;;;;;", "row 2, “name”: This is still needed."),
        ("a;A;;;;;;", "row 2, “kind”: This is still needed."),
        ("A b;A;public;;;;;", "row 2, “code”: “A b” is not a code."),
        ("a;A;public;0403170702;;;;", "“0403170702” has wrong check digits. Correct it"),
        ("a;A;public;;;;mill;", "row 2, “website”: “mill” is not a web address."),
        ("a;A;public;;;;;lately", "row 2, “founded”: “lately” is not a date."),
        ('a;"=HYPERLINK(""x"")";public;;;;;', "row 2, “name”: The cell begins like a formula."),
        ("a;@SUM(A1);public;;;;;", "row 2, “name”: The cell begins like a formula."),
        ("a;-A1;public;;;;;", "row 2, “name”: The cell begins like a formula."),
        (f"a;{'x' * 5000};public;;;;;", "row 2, “name”: The cell has 5000 characters."),
        ("a;A;public;;;;;2018;surplus", "row 2, “founded”: The row has more cells than"),
        (";…;public;;;;;", "row 2, “name”: No code can be made from this name."),
    ],
)
def test_what_is_wrong_is_said_of_its_cell(row: str, said: str) -> None:
    a_region()

    reading = read(row)

    assert said in " ".join(map(str, reading.findings))
    assert reading.records == {}


def test_an_at_sign_alone_is_no_formula() -> None:
    a_region()

    assert read("a;@Home;public;;;;;").findings == []


def test_a_name_that_several_municipalities_have_needs_the_code() -> None:
    a_region()
    publish_records(
        {"municipality": {"4": {"code": "4", "name": {"en": "newbridge"}, "district": "north"}}},
        by=None,
        at=NOON,
    )

    reading = read("a;A;public;;;Newbridge;;")

    assert "Several are called “Newbridge”. Write the code: 2, 4." in str(reading.findings[0])


def test_the_whole_is_refused_with_every_cell_until_bad_rows_may_be_left_out() -> None:
    a_region()
    reading = read("a;A;public;;;;;", "b;B;mill;;;;;", "c;;public;;;;;")

    with pytest.raises(SpreadsheetRefused, match=r"row 3, “kind”(?s:.)*row 4, “name”"):
        reading.to_load()
    assert list(reading.to_load(skip_bad=True)) == ["a"]


def test_a_long_report_is_cut_and_says_so() -> None:
    a_region()

    with pytest.raises(SpreadsheetRefused, match="… and 5 more"):
        read(*(f"a{number};A;mill;;;;;" for number in range(25))).to_load()


def test_a_known_code_changes_what_the_cells_say_and_nothing_else() -> None:
    a_region(an_organisation("mill", name={"en": "Mill", "fr": "Moulin"}, facts=[a_fact()]))

    record = read("mill;Le Moulin;;;;2;;").records["mill"]

    assert record == {
        "code": "mill",
        "name": {"en": "Mill", "fr": "Le Moulin"},
        "kind": "public",
        "municipality": "2",
        "facts": [a_fact()],
    }


def test_loading_writes_the_rows_and_one_line_for_the_file() -> None:
    a_region()
    reading = read("a;A;public;;;;;", "b;B;public;;;;;")

    done = import_records(kinds["organisation"], reading.to_load(), by=None, at=NOON)
    again = import_records(kinds["organisation"], reading.to_load(), by=None, at=NOON)

    assert (len(done.changes), again.same) == (2, 2)
    assert Organisation.objects.filter(code__in=["a", "b"]).count() == 2
    line = JournalLine.objects.get(verb="directory.imported")
    assert (line.change["added"], line.change["changed"]) == (2, 0)


def test_places_are_loaded_with_their_services_and_their_organisation() -> None:
    a_region(an_organisation("mill", enterprise_number="0403170701"))
    term = {"list": "service", "name": {"en": "E-banking"}, "code": "banking"}
    publish_records({"term": {"service/banking": term}}, by=None, at=NOON)

    reading = read(
        "Desk;0403 170 701;e-banking, banking", head="name;organisation;services", kind="place"
    )
    import_records(kinds["place"], reading.to_load(), by=None, at=NOON)

    place = Place.objects.get()
    assert place.organisation is not None
    assert (place.code, place.organisation.code, place.services) == ("desk", "mill", ["banking"])


def test_a_hundred_rows_take_as_many_questions_as_one() -> None:
    a_region()

    def questions(count: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            read(*(f"n{number};N {number};public;;;;;" for number in range(count)))
        return len(queries)

    assert questions(100) == questions(1)


def test_only_officers_load_files() -> None:
    a_region()

    with pytest.raises(NotAllowed, match="organisation"):
        import_records(kinds["organisation"], read("a;A;public;;;;;").records, by=bruno(), at=NOON)


def double_of(reading: Reading) -> str:
    return str(reading.doubles[0])


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["a;A;public;;;;;", "a;B;public;;;;;"], "row 3, “B”, has the code of row 2"),
        (
            [";A;public;0403170701;;;;", ";B;public;0403.170.701;;;;"],
            "row 3, “B”, has the number of row 2",
        ),
        ([";A;public;;;1;;", ";a;public;;;1;;"], "row 3, “a”, has the name and place of row 2"),
        ([";Mühle;public;0202239951;;;;"], "row 2, “Mühle”, has the number of “mill”"),
        ([";MILL;public;;;;;"], "row 2, “MILL”, has the name and place of “mill”"),
        (["x;X;public;0202239951;;;;"], "row 2, “X”, has the number of “mill”"),
    ],
)
def test_what_looks_known_is_listed_for_decision(rows: list[str], said: str) -> None:
    a_region(an_organisation("mill", enterprise_number="0202239951"))

    reading = read(*rows)

    assert double_of(reading) == said
    with pytest.raises(SpreadsheetRefused, match=said):
        reading.to_load()


def test_doubles_may_be_left_out() -> None:
    a_region(an_organisation("mill"))

    reading = read(";Mill;public;;;;;", ";A;public;;;;;", ";a;public;;;;;", decision=Doubles.SKIP)

    assert list(reading.to_load()) == ["a"]


def test_doubles_may_change_what_is_known() -> None:
    a_region(an_organisation("mill"))

    reading = read(
        ";Mill;public;;;;https://mill.example;", ";mill;public;;;;;", decision=Doubles.UPDATE
    )

    assert reading.to_load()["mill"]["website"] == "https://mill.example"


def test_doubles_may_be_loaded_beside_what_is_known() -> None:
    a_region(an_organisation("mill"))

    assert list(read(";Mill;public;;;;;", decision=Doubles.KEEP).to_load()) == ["mill-2"]


@pytest.mark.parametrize("decision", [Doubles.KEEP, Doubles.UPDATE])
def test_a_number_never_belongs_to_two(decision: Doubles) -> None:
    a_region(an_organisation("mill", enterprise_number="0202239951"))

    reading = read("x;X;public;0202239951;;;;", decision=decision)

    assert "It belongs to “mill” already." in str(reading.findings[0])


def test_two_rows_never_share_a_code() -> None:
    a_region()

    reading = read("a;A;public;;;;;", "a;B;public;;;;;", decision=Doubles.KEEP)

    assert "row 3, “code”: It stands in row 2 already." in str(reading.findings[0])
    assert list(reading.records) == ["a"]
