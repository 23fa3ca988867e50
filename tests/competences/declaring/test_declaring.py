"""The Digital Skills Indicator: the exact rule, the form, and both sides."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from perron.competences.errors.sitting import SittingErased
from perron.competences.models import Declaration, Sitting
from perron.competences.rules.declaring import ACTIVITIES, AREAS, LEVELS, declared
from perron.competences.services.declaring import declare
from tests.competences.figures.make import a_finished
from tests.make import NOON

ENOUGH = {"1": 1, "2": 1, "3": 1, "4": 1, "5": 1}
ABOVE = {"1": 2, "2": 2, "3": 3, "4": 3, "5": 3}


def doing(**counts: int) -> list[str]:
    """So many activities of each area, ``a1=2``."""
    return [
        code for area in AREAS for code, _words in area.activities[: counts.get(f"a{area.code}", 0)]
    ]


def test_there_are_thirty_activities_in_five_areas() -> None:
    assert [len(area.activities) for area in AREAS] == [4, 6, 7, 6, 7]
    assert len(ACTIVITIES) == 30


@pytest.mark.parametrize(
    ("counts", "areas", "overall"),
    [
        ({"a1": 2, "a2": 2, "a3": 3, "a4": 3, "a5": 3}, [2, 2, 2, 2, 2], "above-basic"),
        ({"a1": 1, "a2": 2, "a3": 3, "a4": 3, "a5": 3}, [1, 2, 2, 2, 2], "basic"),
        ({"a1": 1, "a2": 1, "a3": 2, "a4": 2, "a5": 2}, [1, 1, 1, 1, 1], "basic"),
        ({"a1": 4, "a2": 6, "a3": 7, "a4": 6}, [2, 2, 2, 2, 0], "low"),
        ({"a1": 1, "a2": 1, "a3": 1}, [1, 1, 1, 0, 0], "narrow"),
        ({"a1": 1, "a5": 1}, [1, 0, 0, 0, 1], "limited"),
        ({"a4": 6}, [0, 0, 0, 2, 0], "none"),
        ({}, [0, 0, 0, 0, 0], "none"),
    ],
)
def test_areas_and_levels_follow_the_rule(
    counts: dict[str, int], areas: list[int], overall: str
) -> None:
    found = declared(doing(**counts))

    assert list(found.areas.values()) == areas
    assert found.overall == overall
    assert overall in LEVELS


def test_who_did_not_use_the_internet_is_not_assessed() -> None:
    assert declared(["mail"], used=False).overall == "not-assessed"


def holding(sitting: Sitting) -> Client:
    client = Client()
    client.get("/en/skills/figures/")
    session = client.session
    session["sittings"] = [str(sitting.key)]
    session.save()
    client.cookies["sessionid"] = session.session_key or ""
    return client


def sent(**more: Any) -> dict[str, Any]:
    return {"used": "yes", "area_1": ["news"], "area_2": ["mail", "calls"], **more}


@pytest.mark.django_db
def test_the_form_leads_to_both_sides() -> None:
    sitting = a_finished(level=2)
    client = holding(sitting)
    address = f"/en/skills/declared/{sitting.key}/"

    assert "Tick what you have done yourself" in client.get(address).content.decode()
    answer = client.post(address, sent())
    page = client.get(answer["Location"]).content.decode()

    kept = Declaration.objects.get()
    assert kept.areas == {"1": 1, "2": 2, "3": 0, "4": 0, "5": 0}
    assert kept.overall == "limited"
    assert "two areas of five" in page
    assert "intermediate" in page
    assert "almost certainly (99 in 100)" in page
    assert 'value="mail" id="id_area_2_0" checked' in (
        client.get(f"{address}?again=1").content.decode().replace(' aria-describedby=""', "")
    )


@pytest.mark.django_db
def test_saying_it_again_replaces_what_was_said() -> None:
    sitting = a_finished()
    client = holding(sitting)
    address = f"/en/skills/declared/{sitting.key}/"
    client.post(address, sent())
    client.post(address, {"used": "no", "area_1": ["news"]})

    assert Declaration.objects.get().overall == "not-assessed"
    assert Declaration.objects.get().answers == {"used": False, "done": []}
    assert "not assessed" in client.get(address).content.decode()


@pytest.mark.django_db
def test_a_wrong_tick_is_refused_in_a_sentence_and_nothing_is_kept() -> None:
    sitting = a_finished()
    client = holding(sitting)
    address = f"/en/skills/declared/{sitting.key}/"

    for fields in ({}, {"used": "maybe"}, sent(area_1=["telepathy"])):
        answer = client.post(address, fields)
        assert answer.status_code == 422
        assert "Nothing is lost" in answer.content.decode()
    assert not Declaration.objects.exists()


@pytest.mark.django_db
def test_a_sitting_that_was_erased_meanwhile_is_told_in_a_sentence() -> None:
    sitting = a_finished()
    Sitting.objects.all().delete()

    with pytest.raises(SittingErased):
        declare(sitting, used=True, done=["mail"], at=NOON)


@pytest.mark.django_db
def test_what_was_shown_stands_there_once_the_test_has_ended() -> None:
    sitting = a_finished(profile={})
    client = holding(sitting)
    client.post(f"/en/skills/declared/{sitting.key}/", sent())

    page = client.get(f"/en/skills/declared/{sitting.key}/").content.decode()

    assert "once your test has ended" in page
    assert "not known yet" in page


@pytest.mark.django_db
def test_nobody_else_sees_or_says_anything(client: Client) -> None:
    sitting = a_finished()

    assert client.get(f"/en/skills/declared/{sitting.key}/").status_code == 404
    assert client.post(f"/en/skills/declared/{sitting.key}/", sent()).status_code == 404
    assert client.get(f"/en/skills/declared/{uuid4()}/").status_code == 404
