"""What stands in a record stays a text in every document: no formula, no element, no line."""

import csv
import io
import json
import zipfile
from xml.parsers import expat

import pytest
from django.test import Client
from icalendar import Calendar

from perron.core.records.kinds import kinds
from perron.core.records.tables import as_csv, as_xlsx
from tests.make import a_measure, a_plan

pytestmark = pytest.mark.django_db
API = "/api/v1"
ODD = ["\x0b\x01", "\ufffe", "\x85", "\u2028", "]]>", "</script><script>", "\r\nBEGIN:VEVENT\r\n"]


@pytest.fixture(params=ODD)
def text(request: pytest.FixtureRequest) -> str:
    """A name with something odd in the middle, published."""
    odd = f"Tab{request.param}lets"
    step = {"name": {"en": odd}, "due": "2026-05"}
    a_plan(measure=[a_measure(name={"en": odd}, milestones=[step])])
    return odd


def well_formed(document: bytes) -> bool:
    """Whether a reader of XML gets to the end; raises where it does not."""
    return bool(expat.ParserCreate().ParseFile(io.BytesIO(document)))


def test_feeds_are_read_by_any_reader(text: str) -> None:
    for path in ("changes.atom", "measures/tablets.atom"):
        answer = Client().get(f"{API}/feeds/{path}")
        assert answer.status_code == 200
        assert well_formed(answer.content)
    assert text


def test_a_calendar_has_one_event_for_one_step(text: str) -> None:
    answer = Client().get(f"{API}/calendar.ics")

    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert len(events) == 1
    assert "lets" in str(events[0]["summary"])
    assert text


def test_no_text_ends_the_data_block_of_a_page(text: str) -> None:
    page = Client().get("/en/measures/tablets/").content.decode()

    block = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert json.loads(block)
    assert text


def test_a_workbook_opens(text: str) -> None:
    record = {"code": "tablets", "name": {"en": text}}

    book = zipfile.ZipFile(io.BytesIO(as_xlsx(kinds["measure"], [record])))
    for part in book.namelist():
        assert well_formed(book.read(part))


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "a;=1+1", "a\t=1+1", "a\n=1+1"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_is_a_formula_whatever_parts_the_columns(formula: str) -> None:
    record = {"code": "tablets", "name": {"en": formula}}
    table = as_csv(kinds["measure"], [record]).decode("utf-8-sig")

    for delimiter in (",", ";", "\t"):
        rows = csv.reader(io.StringIO(table, newline=""), delimiter=delimiter)
        for cell in (cell for row in rows for cell in row):
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
