"""What is learnt from answers: items, differences between groups, drift; and that it is whole."""

from collections.abc import Mapping
from datetime import timedelta

import numpy as np
import pytest

from perron.competences.enums import CalibrationState, FlagKind, ItemState
from perron.competences.models import Calibration, Chunk, Flag, Item
from perron.competences.rules.calibrating import ENOUGH, kinds_of
from perron.competences.services.calibrating import gathering, running
from perron.competences.services.calibrating.running import begin, calibrate, count_chunk
from perron.core.models import JournalLine, Work
from perron.engines.adaptive.renewing import Person
from tests.competences.answered import Who, a_bank, run, sat
from tests.make import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several chunks of a few people."""
    monkeypatch.setattr(gathering, "SITTINGS", 90)


def measured() -> list[tuple[float, float]]:
    return [(one.a, one.b) for one in Item.objects.order_by("pk")]


def test_answers_bring_difficulties_nearer_to_what_they_are() -> None:
    items, true = a_bank()
    guessed = np.array([one.b for one in items])
    sat(items, true, 600)
    run("items")

    found = np.array([b for _a, b in measured()])
    apart = found - true - (found - true).mean()
    assert np.sqrt((apart**2).mean()) < 0.16
    assert np.sqrt(((guessed - true) ** 2).mean()) > 0.4
    assert found.mean() == pytest.approx(guessed.mean(), abs=0.02)  # the scale stays where it was
    assert all(0.05 < one.se_b < 0.3 for one in Item.objects.all())
    line = JournalLine.objects.get(verb="bank.calibrated")
    assert line.change["calibrated"] == len(items)


def test_the_order_in_which_workers_count_changes_nothing() -> None:
    items, true = a_bank()
    sat(items, true, 300)
    run("items")
    once = measured()
    Calibration.objects.all().delete()
    for item in items:
        item.save()
    run("items", backwards=True)

    assert measured() == once


def test_a_chunk_whose_worker_died_is_counted_by_another_and_once() -> None:
    items, true = a_bank()
    sat(items, true, 300)
    calibration = begin("items", at=NOON)
    assert calibration
    first = Chunk.objects.order_by("pk").first()
    assert first
    count_chunk(first.pk, at=NOON)
    count_chunk(first.pk, at=NOON)
    Work.objects.all().delete()

    assert calibrate(NOON + timedelta(days=1)) == ["drift"]
    left = Chunk.objects.filter(calibration=calibration, sums__isnull=True).count()
    assert Work.objects.filter(name="competences.count").count() >= left == 3
    while Chunk.objects.filter(sums__isnull=True).exists():
        for pk in Chunk.objects.filter(sums__isnull=True).values_list("pk", flat=True):
            count_chunk(pk, at=NOON)
    calibration.refresh_from_db()
    assert calibration.state == CalibrationState.DONE
    assert calibration.found["people"] == 300


def test_a_last_chunk_that_two_count_at_once_ends_the_step_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    items, true = a_bank()
    sat(items, true, 250)
    run("drift")  # the first has nothing before it
    begin("drift", at=NOON + timedelta(days=1))
    assert not Chunk.objects.exists()  # nothing came since
    begin("items", at=NOON)
    *others, last = Chunk.objects.filter(step=0)
    for chunk in others:
        count_chunk(chunk.pk, at=NOON)
    real, patched = gathering.people_of, f"{running.__name__}.people_of"

    def overtaken(chunk: Chunk, numbers: Mapping[int, int]) -> list[Person]:
        monkeypatch.setattr(patched, real)
        count_chunk(chunk.pk, at=NOON)
        return real(chunk, numbers)

    monkeypatch.setattr(patched, overtaken)
    count_chunk(last.pk, at=NOON)

    assert Calibration.objects.get(kind="items").step == 1
    assert Chunk.objects.filter(step=1).count() == len(others) + 1


def test_too_few_answers_begin_nothing() -> None:
    items, true = a_bank()
    sat(items, true, ENOUGH - 1)

    assert calibrate(NOON) == []
    assert not Calibration.objects.exists()


def test_a_question_that_is_harder_in_one_language_leaves_the_pool_with_a_line() -> None:
    items, true = a_bank(guessed=0.1)
    sat(items, true, 500)
    sat(items, true, 500, seed=2, who=Who(language="de", harder={3: 1.0}))
    run("language-de")

    flag = Flag.objects.get()
    assert (flag.item, flag.kind) == (items[3], FlagKind.DIF)
    assert flag.figures["apart"] == pytest.approx(1.0, abs=0.35)
    items[3].refresh_from_db()
    assert items[3].state == ItemState.FLAGGED
    line = JournalLine.objects.get(verb="item.flagged")
    assert line.change["group"] == "language-de"


def test_a_group_that_knows_less_is_not_taken_for_unfair_questions() -> None:
    items, true = a_bank(guessed=0.1)
    sat(items, true, 500)
    weaker = [one + 0.7 for one in true]  # all questions alike: the group knows less
    sat(items, weaker, 500, seed=3, who=Who(age="75-plus"))
    sat(items, true, 500, seed=4, who=Who(age="25-54"))
    run("age-75-plus")

    assert not Flag.objects.exists()


def test_a_question_that_leaked_raises_the_alarm_of_drift() -> None:
    items, true = a_bank(guessed=0.0)
    Item.objects.update(calibrated_at=NOON)
    for night in range(4):
        at = NOON + timedelta(days=night)
        sat(items, true, 250, seed=10 + night, who=Who(harder={5: -2.0}), at=at)
        run("drift", at=at)

    flag = Flag.objects.get()
    assert (flag.item, flag.kind) == (items[5], FlagKind.DRIFT)
    assert flag.figures["easier"] > 5


def test_a_new_question_is_taken_into_use_once_it_is_known_well() -> None:
    items, true = a_bank()
    Item.objects.filter(pk=items[0].pk).update(state=ItemState.NEW)
    items[0].refresh_from_db()
    sat(items, true, 900)
    run("items")

    items[0].refresh_from_db()
    assert items[0].state == ItemState.ACTIVE
    assert items[0].b - np.mean([b for _a, b in measured()]) == pytest.approx(
        true[0] - np.mean(true), abs=0.35
    )


def test_each_night_asks_for_items_drift_languages_and_ages() -> None:
    assert kinds_of(("fr", "de")) == [
        "items",
        "drift",
        "language-de",
        "age-under-25",
        "age-25-54",
        "age-55-74",
        "age-75-plus",
    ]
