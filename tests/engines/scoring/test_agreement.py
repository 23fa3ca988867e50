"""How far jurors agree: the published example, and intervals that hold."""

import numpy as np
import pytest

from perron.engines.scoring.agreement import agreement
from perron.engines.scoring.designs import Given
from perron.engines.scoring.refusals import ScoringRefused
from tests.engines.scoring.juries import a_jury, textbook


def test_a_complete_table_gives_the_published_correlations() -> None:
    found = agreement(textbook(), rng=np.random.default_rng(1))

    assert found.icc == pytest.approx(0.29, abs=0.005)  # ICC(2,1)
    assert found.consistency == pytest.approx(0.71, abs=0.005)  # ICC(3,1)
    assert found.low < 0.1
    assert 0.7 < found.high < 0.9
    assert found.juror_sd == pytest.approx(2290, abs=1)


def test_the_interval_holds_about_as_often_as_it_says() -> None:
    rng = np.random.default_rng(12)
    sds = (12_000, 4000, 6000)
    true = sds[0] ** 2 / sum(sd**2 for sd in sds)
    found = [
        agreement(a_jury(rng, jurors=8, applications=30, sds=sds)[1], rng=rng, replicates=150)
        for _ in range(60)
    ]

    assert 0.88 <= np.mean([one.low <= true <= one.high for one in found]) <= 1
    assert np.mean([one.icc for one in found]) == pytest.approx(true, abs=0.05)
    assert all(one.low <= one.icc <= one.high for one in found)


def test_jurors_who_never_differ_agree_wholly() -> None:
    same = [Given(juror, f"a{at}", 1000 * at) for juror in "xyz" for at in range(4)]
    found = agreement(same, rng=np.random.default_rng(1))

    assert (found.icc, found.consistency, found.high) == (1, 1, 1)


def test_where_nothing_varies_there_is_nothing_to_agree_on() -> None:
    same = [Given(juror, application, 5000) for juror in "xy" for application in "abc"]
    found = agreement(same, rng=np.random.default_rng(1))

    assert (found.icc, found.low, found.high, found.consistency) == (0, 0, 0, 0)


def test_agreement_on_two_applications_is_not_told() -> None:
    pair = [Given(juror, application, 5) for juror in "xyz" for application in "ab"]
    with pytest.raises(ScoringRefused, match="three applications"):
        agreement(pair, rng=np.random.default_rng(1))
