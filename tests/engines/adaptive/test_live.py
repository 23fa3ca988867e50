"""A bank that lives: new items are learnt from few answers, and old ones are watched."""

import numpy as np
import pytest

from perron.engines.adaptive import seeding
from perron.engines.adaptive.ability import Prior, posterior, prior_weights
from perron.engines.adaptive.bank import Item
from perron.engines.adaptive.blueprint import Blueprint, Facts, plan
from perron.engines.adaptive.errors import AdaptiveRefused
from perron.engines.adaptive.generating import a_bank
from perron.engines.adaptive.seeding import learn, newest, places
from perron.engines.adaptive.sitting import Design, sit
from perron.engines.adaptive.tables import tabulate
from perron.engines.adaptive.watching import undrifted, unwatched, watch

BANK = a_bank(60, np.random.default_rng(5))
TABLES = tabulate(BANK)
PRIOR = Prior(0, 1)
BEFORE = prior_weights(TABLES.points, PRIOR)


def test_new_items_are_a_tenth_at_most_and_neither_first_nor_last() -> None:
    rng = np.random.default_rng(1)
    drawn = [places(20, rng) for _ in range(50)]

    assert {len(one) for one in drawn} == {2}
    assert min(min(one) for one in drawn) >= 1
    assert max(max(one) for one in drawn) <= 18
    assert places(9, rng) == ()


def test_the_item_with_the_fewest_answers_comes_next() -> None:
    still = np.array([True, True, False])
    assert newest(np.array([5, 3, 0]), still, np.random.default_rng(1)) == 1
    with pytest.raises(AdaptiveRefused, match="No new item"):
        newest(np.array([5, 3, 0]), ~np.ones(3, dtype=bool), np.random.default_rng(1))


@pytest.mark.slow
@pytest.mark.parametrize("floor", [0.0, 0.2])
def test_an_item_is_learnt_from_four_hundred_answers(floor: float) -> None:
    errors = []
    for seed in range(2):
        rng = np.random.default_rng(seed)
        abilities = rng.normal(size=400)
        design = Design(TABLES, plan([Facts()] * 60, Blueprint(10)), PRIOR)
        weights = np.array(
            [posterior(TABLES, BEFORE, sit(design, float(one), rng).kept) for one in abilities]
        )
        chance = floor + (1 - floor) / (1 + np.exp(-1.2 * (abilities - 0.4)))
        scores = (rng.random(400) < chance).astype(int).tolist()
        found = learn(TABLES.points, weights, scores, floor=floor)
        errors.append((found.b - 0.4) / found.se_b)
        assert found.se_b < 0.35
        assert abs(found.a - 1.2) < 3 * found.se_a

    assert np.abs(errors).max() < 3


def test_few_turns_still_give_an_item(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seeding, "TURNS", 2)
    found = learn(TABLES.points, np.repeat(BEFORE[None, :], 4, axis=0), [1, 1, 1, 0])

    assert found.b < 0


def test_answers_without_posteriors_teach_nothing() -> None:
    for scores in ([], [2], [1, 0]):
        with pytest.raises(AdaptiveRefused, match="needs the posterior"):
            learn(TABLES.points, BEFORE[None, :], scores)


@pytest.mark.slow
def test_an_item_that_became_easier_raises_the_alarm_and_no_other() -> None:
    rng = np.random.default_rng(11)
    bank = [*BANK[:20], Item(1, 0, steps=(-0.5, 0.5))]
    true = [Item(1.3, BANK[3].b - 1.5) if item == 3 else one for item, one in enumerate(bank)]
    tables, real = tabulate(bank), tabulate(true)
    everything = Design(real, plan([Facts()] * 21, Blueprint(21)), PRIOR)
    drift = undrifted(21)
    for _ in range(12):
        night = unwatched(21)
        for ability in rng.normal(size=40):
            night = night.plus(watch(tables, BEFORE, sit(everything, float(ability), rng).kept))
        drift = drift.after(night)

    assert drift.alarms() == [3]
    assert drift.easier[3] > drift.harder[3]


def test_an_item_without_answers_is_left_as_it_was() -> None:
    drift = undrifted(60).after(watch(TABLES, BEFORE, [(0, 1)]))

    assert drift.after(unwatched(60)).easier.tolist() == drift.easier.tolist()
