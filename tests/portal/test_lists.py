"""Lists narrow, page, sort and download with the filter in force; nonsense is read as nothing."""

import csv
import io
import json
import re
import zipfile

import pytest
from django.core.cache import cache, caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from perron.directory.models import Contact, Organisation
from tests.make import a_fact, a_measure, a_plan, an_organisation

pytestmark = pytest.mark.django_db

EVERY_CHOICE = {"running", "completed", "call", "skills"}


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    cache.clear()
    caches["files"].clear()


def three_measures() -> None:
    a_plan(
        measure=[
            a_measure("robots", state="running", type="call", start="2019"),
            a_measure("tablets", state="completed", facts=[a_fact()], start="2020"),
            a_measure("dojos", state="running", nodes=[{"node": "skills"}], start="2018"),
        ]
    )


def titles(client: Client, query: str = "") -> list[str]:
    page = client.get(f"/en/measures/{query}").context["page"]
    return [measure.code for measure in page.object_list]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["dojos", "robots", "tablets"]),
        ("?state=running", ["dojos", "robots"]),
        ("?state=running&type=call", ["robots"]),
        ("?state=running&state=completed", ["dojos", "robots", "tablets"]),
        ("?theme=skills", ["dojos"]),
        ("?q=tablet", ["tablets"]),
        ("?q=tabletts", ["tablets"]),
        ("?sort=newest", ["tablets", "robots", "dojos"]),
        ("?sort=oldest", ["dojos", "robots", "tablets"]),
    ],
)
def test_a_list_narrows(client: Client, query: str, found: list[str]) -> None:
    three_measures()

    assert titles(client, query) == found


@pytest.mark.parametrize(
    "query",
    [
        "?page=0",
        "?page=-1",
        "?page=99999999999",
        "?page=x",
        "?sort=;drop",
        "?state='",
        "?state=%00",
        "?q=%00%27%22%3Cscript%3E",
        "?theme=nothing&theme=%F0%9F%A4%96",
        "?q=" + "%25" * 100,
    ],
)
def test_nonsense_in_the_address_is_no_error(client: Client, query: str) -> None:
    three_measures()

    answer = client.get(f"/en/measures/{query}")

    assert answer.status_code == 200
    assert "<script>" not in answer.text.replace("<script src=", "").replace("<script type=", "")


def test_the_number_of_queries_does_not_grow_with_the_rows(client: Client) -> None:
    counts: list[int] = []
    for number in (1, 20):
        cache.clear()
        a_plan(measure=[a_measure(f"m{n}", facts=[a_fact()]) for n in range(number)])
        client.get("/en/measures/")
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get("/en/measures/")
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_a_download_holds_what_the_filter_shows(client: Client) -> None:
    three_measures()

    text = client.get("/en/download/measures.csv?state=running").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))

    assert [row["code"] for row in rows] == ["dojos", "robots"]
    assert rows[1]["name_en"] == "Robots"


def test_a_download_as_json_holds_whole_records(client: Client) -> None:
    three_measures()

    records = json.loads(client.get("/en/download/measures.json?q=tablets").content)

    assert records["measures"][0]["facts"][0]["number"] == 500


def test_a_download_as_xlsx_is_a_workbook(client: Client) -> None:
    three_measures()

    book = zipfile.ZipFile(io.BytesIO(client.get("/en/download/measures.xlsx").content))

    assert "xl/worksheets/sheet1.xml" in book.namelist()


def test_a_cell_that_looks_like_a_formula_is_text(client: Client) -> None:
    a_plan(measure=[a_measure(name={"en": '=HYPERLINK("http://x")'})])

    text = client.get("/en/download/measures.csv").content.decode("utf-8-sig")

    assert "'=HYPERLINK" in text


@pytest.mark.parametrize("address", ["measures.exe", "people.csv", "cards.csv"])
def test_what_is_no_public_list_has_no_download(client: Client, address: str) -> None:
    assert client.get(f"/en/download/{address}").status_code == 404


def test_who_refuses_display_is_on_no_page_and_in_no_file(client: Client) -> None:
    a_plan(organisation=[an_organisation("agency")])
    agency = Organisation.objects.get(code="agency")
    Contact.objects.create(organisation=agency, name="Shown Person")
    Contact.objects.create(organisation=agency, name="Hidden Person", display_refused=True)

    page = client.get("/en/organisations/agency/").text
    files = "".join(
        client.get(f"/en/download/organisations.{form}").content.decode("utf-8", "replace")
        for form in ("csv", "json")
    )

    assert "Shown Person" in page
    assert "Hidden Person" not in page
    assert "Hidden Person" not in files
    assert "Hidden Person" not in client.get("/en/search/?q=hidden+person").text.replace(
        "hidden person", ""
    )


def counted(client: Client, query: str) -> dict[str, int]:
    page = client.get(f"/en/measures/{query}").text
    found = re.findall(
        r'value="([^"]+)"[^>]*>\s*<span>.*?</span><span[^>]*>(\d+)<', page, re.DOTALL
    )
    return {value: int(count) for value, count in found}


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("", {"running": 2, "completed": 1, "call": 1, "skills": 1}),
        ("?state=running", {"running": 2, "completed": 1, "call": 1, "skills": 1}),
        ("?state=completed", {"running": 2, "completed": 1}),
        ("?theme=skills", {"running": 1, "skills": 1}),
        ("?state=completed&theme=skills", {"running": 1}),
        ("?state=nothing", {"running": 2, "completed": 1}),
        ("?q=tablets", {"completed": 1}),
        ("?q=tablets&state=running", {"completed": 1}),
    ],
)
def test_a_choice_says_how_many_rows_it_would_leave(
    client: Client, query: str, left: dict[str, int]
) -> None:
    three_measures()

    found = counted(client, query)

    assert {name: count for name, count in found.items() if name in EVERY_CHOICE} == left


def test_what_was_counted_is_counted_again_after_a_publication(client: Client) -> None:
    three_measures()
    before = counted(client, "?type=call")

    a_plan(measure=[a_measure("drones", state="running", type="call")])

    assert counted(client, "?type=call")["running"] == before["running"] + 1


def test_a_measure_under_two_chosen_themes_is_shown_once(client: Client) -> None:
    economy = {"code": "economy", "version": "first", "level": "theme", "name": {"en": "Economy"}}
    dojos = a_measure("dojos", nodes=[{"node": "skills"}, {"node": "economy"}])
    a_plan(node=[economy], measure=[dojos])

    page = client.get("/en/measures/?theme=skills&theme=economy").context["page"]

    assert ([one.code for one in page.object_list], page.paginator.count) == (["dojos"], 1)


def test_an_empty_choice_is_no_choice(client: Client) -> None:
    three_measures()

    assert titles(client, "?state=&theme=%00") == ["dojos", "robots", "tablets"]
