"""Pictures of those who took the test: whom they count, and when there is a new one."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from perron.competences.jobs.figures import make
from perron.competences.models import Invitation, Panel, Picture, Sitting
from perron.competences.pieces import figures
from perron.competences.services.bank.live import LiveBank
from perron.competences.services.figures.counting import counted, drawn
from perron.competences.services.figures.keeping import make_picture
from perron.core.models import JournalLine
from perron.indicators.models import Value
from perron.indicators.services import computed
from tests.competences.figures.make import a_finished, a_profile, many_finished, says
from tests.desk.make import a_rich_plan
from tests.make import NOON

pytestmark = pytest.mark.django_db
SOON, WEEK = NOON + timedelta(hours=1), timedelta(days=7)


def test_nine_people_make_no_picture_and_ten_do() -> None:
    many_finished(5, 4)
    assert make_picture(SOON) is None

    a_finished()
    picture = make_picture(SOON)

    assert picture is not None
    assert picture.people == 10
    assert picture.table["rows"]["overall"]["counts"] is None
    assert JournalLine.objects.filter(verb="figures.made").count() == 1


def test_a_new_picture_needs_ten_more_and_another_day() -> None:
    many_finished(30, 30, 30, 30)
    first = make_picture(SOON)
    many_finished(3, 3, at=NOON + WEEK)

    assert first is not None
    assert make_picture(SOON + timedelta(hours=2)) is None
    assert make_picture(SOON + WEEK) is None

    many_finished(12, 12, 12, 12, at=NOON + WEEK)
    second = make_picture(SOON + WEEK)

    assert second is not None
    assert second.people == 174
    assert second.table["rows"]["1.1"]["counts"] == [45, 45, 42, 42]
    first.refresh_from_db()
    assert first.table["rows"]["1.1"]["counts"] == [30, 30, 30, 30]


def test_who_was_counted_stays_counted_when_the_sitting_is_erased() -> None:
    many_finished(30, 30, 30, 30)
    make_picture(SOON)
    Sitting.objects.all().delete()
    many_finished(10, 10, 10, 10, at=NOON + WEEK)

    picture = make_picture(SOON + WEEK)

    assert picture is not None
    assert picture.people == 160


def test_panels_demonstrations_and_short_or_open_tests_are_not_counted() -> None:
    many_finished(30, 30, 30, 30)
    other: list[dict[str, Any]] = [{"is_demonstration": True}, {"counts": False}]
    for fields in (*other, {"answered": 3}, {"profile": {}}):
        many_finished(0, 20, **fields)
    panel = Panel.objects.create(
        code="p", name={"en": "P"}, population={}, opens_at=NOON, closes_at=SOON, made_at=NOON
    )
    Invitation.objects.create(
        panel=panel, digest="x", stratum="s", weight=1, sitting=a_finished(), used_at=NOON
    )

    picture = make_picture(SOON)

    assert picture is not None
    assert picture.people == 120


def test_people_are_counted_at_levels_drawn_by_their_chances_and_always_alike() -> None:
    profile = a_profile([0.5, 0.3, 0.2, 0.0])
    sittings = [Sitting(key=UUID(int=number), profile=profile) for number in range(2000)]

    people, rows, _both = counted(sittings)

    assert people == 2000
    assert [round(count / 2000, 1) for count in rows["overall"]] == [0.5, 0.3, 0.2, 0.0]
    assert counted(sittings)[1] == rows
    assert rows["1.1"] != rows["1.2"]
    assert drawn(sittings[0], "1.1", (0.0, 0.0, 0.0, 1.0)) == 3


def test_the_page_says_that_nobody_is_counted_yet(client: Client) -> None:
    page = client.get("/en/skills/figures/").content.decode()

    assert "Too few people have finished the test so far" in page
    assert "No panel has been published yet" in page
    assert client.get("/en/skills/figures/people.csv").content.decode().count("\n") == 1


def test_the_page_shows_people_who_took_it_and_never_calls_them_the_population(
    client: Client,
) -> None:
    sittings = many_finished(30, 60, 30, 30)
    for sitting in sittings[:100]:
        says(sitting, everything=sitting.pk % 2 == 0)
    make_picture(SOON)

    page = client.get("/en/skills/figures/").content.decode()

    assert "150 people finished the test" in page
    assert "They are not the population" in page
    assert "80% of those who took the test are at basic level or above" in page
    assert "What people said of themselves, by what they showed" in page


def test_hidden_numbers_stand_in_neither_page_nor_file(client: Client) -> None:
    many_finished(190, 77, 83, 7)
    make_picture(SOON)

    page = client.get("/en/skills/figures/").content.decode()
    file = client.get("/en/skills/figures/people.csv").content.decode()

    assert "overall,All 21 competences together,190,,83,,357,2026-03-02" in file
    assert "77 (" not in page


def test_the_live_figure_is_the_pictures_and_absent_before_the_first() -> None:
    def told() -> dict[str, object]:
        return {one.figure.code: one.number for one in computed(SOON)}

    many_finished(4)
    assert "tests-finished" not in told()
    assert "skills-measured" not in told()

    many_finished(10)
    make_picture(SOON)
    many_finished(3)

    assert told()["tests-finished"] == 14


def test_the_night_job_makes_a_picture() -> None:
    many_finished(10)

    make()

    assert Picture.objects.filter(panel=None).count() == 1


def test_the_declared_indicator_that_the_bank_names_stands_beside_as_declared(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_rich_plan()
    named = Value.objects.filter(part="").values_list("indicator__code", flat=True).first()
    bank = LiveBank(0, None, {"declared_indicator": named}, ())
    monkeypatch.setattr(figures, "live_bank", lambda: bank)

    page = client.get("/en/skills/figures/").content.decode()

    assert "declared, not measured" in page
    assert f"/en/indicators/{named}/" in page
