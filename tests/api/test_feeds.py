"""Feeds: what changed, what was sealed; the same entry keeps its name, and no person is in any."""

import io
import re
from datetime import UTC, date, datetime
from xml.parsers import expat

import pytest
from django.test import Client

from perron.core.models import Seal
from perron.core.records.proposing import publish_records
from perron.directory.services.contacts import add_contact
from tests.directory.make import the_school
from tests.make import NOON, a_measure, a_plan, an_organisation, chantal, records

pytestmark = pytest.mark.django_db
LATER = NOON.replace(month=4)


def feed(client: Client, path: str) -> str:
    """A feed, which must be well formed."""
    response = client.get(f"/api/v1/feeds/{path}")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    expat.ParserCreate().ParseFile(io.BytesIO(response.content))
    return response.text


def every(tag: str, text: str) -> list[str]:
    """What stands in each element of a name."""
    return re.findall(rf"<{tag}(?: [^>]*)?>(.*?)</{tag}>", text, re.DOTALL)


def a_plan_that_changed() -> None:
    a_plan(
        programme=[{"code": "school", "strategy": "plan", "name": {"en": "School"}}],
        measure=[a_measure(programme="school"), a_measure("robots")],
    )
    changed = a_measure(programme="school", state="running", name={"fr": "Tablettes & Cie"})
    publish_records(records(measure=[changed]), by=None, at=LATER)


def test_everything_published_in_one_go_is_one_entry(client: Client) -> None:
    a_plan_that_changed()

    told = feed(client, "changes.atom?language=en")

    entries = every("entry", told)
    assert [every("title", entry)[0] for entry in entries] == [
        "1 record changed",
        "18 records changed",
    ]
    assert "Changed: measure" in entries[0]
    assert every("updated", told)[0] == "2026-04-02T12:00:00+00:00"


def test_an_entry_keeps_its_name_whatever_is_published_later(client: Client) -> None:
    a_plan_that_changed()
    before = every("id", feed(client, "changes.atom"))
    publish_records(records(measure=[a_measure("apples")]), by=None, at=LATER.replace(month=5))

    after = every("id", feed(client, "changes.atom"))

    assert after[0] == before[0]
    assert after[2:] == before[1:]
    assert all(re.fullmatch(r"tag:[\w.-]+,2026:[\w:+/.-]+", name) for name in after)
    assert len(set(after)) == len(after)


def test_a_thing_has_its_own_feed_and_a_programme_that_of_its_measures(client: Client) -> None:
    a_plan_that_changed()

    measure = feed(client, "measures/tablets.atom?language=en")
    programme = feed(client, "programmes/school.atom?language=en")

    assert [every("title", entry)[0] for entry in every("entry", measure)] == [
        "Changed: measure tablets",
        "Added: measure tablets",
    ]
    assert "name, state" in every("entry", measure)[0]
    assert len(every("entry", programme)) == 3
    assert "robots" not in programme


def test_a_feed_goes_on_when_the_thing_was_removed(client: Client) -> None:
    a_plan_that_changed()
    told = feed(client, "measures/robots.atom")
    assert client.get("/api/v1/feeds/measures/never.atom").status_code == 404

    assert "Perron" in every("title", told)[0]


@pytest.mark.parametrize(("language", "word"), [("fr", "Mesure"), ("de", "Maßnahme")])
def test_a_feed_speaks_the_language_that_its_address_asks_for(
    client: Client, language: str, word: str
) -> None:
    a_plan_that_changed()

    told = feed(client, f"measures/tablets.atom?language={language}")

    assert f'xml:lang="{language}"' in told
    assert word.casefold() in told.casefold()
    assert f"/{language}/measures/tablets/" in told
    answer = client.get(f"/api/v1/feeds/changes.atom?language={language}")
    assert answer.headers["Content-Language"] == language


def test_marks_of_mark_up_in_names_break_nothing(client: Client) -> None:
    a_plan_that_changed()

    assert "Tablettes &amp; Cie" in feed(client, "measures/tablets.atom")


def test_a_seal_is_told_with_its_digest_its_key_and_its_signature(client: Client) -> None:
    Seal.objects.create(
        day=date(2026, 3, 2),
        at=datetime(2026, 3, 3, 0, 5, tzinfo=UTC),
        heads={"core": [3, "a" * 64]},
        digest="b" * 64,
        key="c" * 64,
        signature="d" * 128,
    )

    told = feed(client, "seals.atom")
    whole = client.get("/api/v1/seals/2026-03-02").json()

    for part in ("b" * 64, "c" * 64, "d" * 128):
        assert part in told
    assert every("id", told)[1].endswith(":seal:2026-03-02")
    assert whole["heads"] == {"core": [3, "a" * 64]}
    assert client.get("/api/v1/seals").json()["seals"] == [whole]


def test_no_person_is_in_a_feed(client: Client) -> None:
    school, officer = the_school(), chantal()
    add_contact(school, {"name": "Denise Dupont"}, by=officer, at=NOON)
    changed = an_organisation("school", website="https://school.example")
    publish_records(records(organisation=[changed]), by=officer, at=LATER)

    for path in ("changes.atom", "organisations/school.atom"):
        told = feed(client, path)
        assert officer.actor_name not in told
        assert "Denise" not in told
        assert "Chantal" not in told
