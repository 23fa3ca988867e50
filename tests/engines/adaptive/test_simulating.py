"""Invented persons: estimates as close, and intervals as honest, as the bench asks."""

import numpy as np
import pytest

from perron.engines.adaptive.ability import Prior, posterior, prior_weights
from perron.engines.adaptive.bank import Item
from perron.engines.adaptive.errors import AdaptiveRefused
from perron.engines.adaptive.generating import a_bank
from perron.engines.adaptive.simulating import simulate
from perron.engines.adaptive.tables import tabulate


@pytest.mark.parametrize(("guessed", "goal"), [(False, 0.27), (True, 0.33)])
def test_twenty_items_are_precise_and_the_interval_is_honest(*, guessed: bool, goal: float) -> None:
    rng = np.random.default_rng(3)
    tables = tabulate(a_bank(300, rng, guessed=guessed))

    found = simulate(tables, rng.normal(size=4000), 20, prior=Prior(0, 1), rng=rng)

    assert found.rmse < goal
    assert found.coverage() == pytest.approx(0.95, abs=0.011)
    assert np.mean(found.sds**2) == pytest.approx(found.rmse**2, rel=0.06)


def test_persons_in_step_get_what_one_alone_would_get() -> None:
    tables = tabulate([Item(1.2, 0.3, 0.2), Item(1, -0.5, steps=(-1.0, 0.0, 1.0)), Item(2, 1)])
    rng = np.random.default_rng(4)

    found = simulate(tables, rng.normal(size=700), 3, prior=Prior(), rng=rng)

    before = prior_weights(tables.points, Prior())
    possible = [
        float(tables.points @ posterior(tables, before, [(0, one), (1, two), (2, three)]))
        for one in (0, 1)
        for two in (0, 1, 2, 3)
        for three in (0, 1)
    ]
    far = np.abs(found.means[:, None] - np.array(possible)).min(axis=1)
    assert far.max() < 1e-5
    assert found.rmse < 1


@pytest.mark.parametrize("items", [0, 4])
def test_a_test_is_no_longer_than_the_bank(items: int) -> None:
    tables = tabulate([Item(1, 0)] * 3)
    rng = np.random.default_rng(4)

    with pytest.raises(AdaptiveRefused, match="cannot be asked"):
        simulate(tables, np.zeros(2), items, prior=Prior(), rng=rng)
