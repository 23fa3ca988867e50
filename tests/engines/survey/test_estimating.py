"""Estimates equal published ones, and intervals hold what they promise."""

from collections.abc import Callable
from math import erf, sqrt

import numpy as np
import pytest
from numpy.typing import NDArray

from perron.engines.survey.errors import SurveyRefused
from perron.engines.survey.estimating import estimate_mean, estimate_share
from perron.engines.survey.intervals import exact, korn_graubard, logit, wilson
from perron.engines.survey.levels import estimate_levels, estimate_reaching
from perron.engines.survey.quantiles import (
    beta_below,
    beta_quantile,
    normal_quantile,
    student_quantile,
)
from perron.engines.survey.samples import Sample, sample
from perron.engines.survey.weighting import (
    answering_weights,
    design_weights,
    kish_effect,
    post_stratified,
    raked,
)

# S. L. Lohr, Sampling: Design and Analysis, example 5.2: the marks of four students in each of
# five suites, drawn out of 100; and example 3.2 (agstrat): farmland by region in 1992.
MARKS = [
    *(3.08, 2.60, 3.44, 3.04),
    *(2.36, 3.04, 3.28, 2.68),
    *(2.00, 2.56, 2.52, 1.88),
    *(3.00, 2.88, 3.44, 3.64),
    *(2.68, 1.92, 3.28, 3.20),
]
REGIONS = {
    "Northeast": (220, 21, 97_629.8, 7_647_472_708.0),
    "North Central": (1054, 103, 300_504.2, 29_618_183_543.0),
    "South": (1382, 135, 211_315.0, 53_587_487_856.0),
    "West": (422, 41, 662_295.5, 396_185_950_266.0),
}


def spread(count: int, mean: float, variance: float) -> NDArray[np.float64]:
    """Numbers that have exactly this mean and variance."""
    plain = np.arange(count, dtype=np.float64)
    plain -= plain.mean()
    return plain * sqrt(variance / plain.var(ddof=1)) + mean


def plainly(count: int) -> Sample:
    return sample(np.ones(count))


def test_a_cluster_sample_gives_the_published_mean_and_error() -> None:
    suites = [suite for suite in range(5) for _student in range(4)]
    of = sample([20.0] * 20, clusters=suites, drawn_of={"": 100})

    found = estimate_mean(of, np.array(MARKS))

    assert found.value == pytest.approx(2.826)
    assert found.se == pytest.approx(0.164, abs=5e-4)
    assert found.degrees == 4


def test_a_stratified_sample_gives_the_published_total_and_error() -> None:
    values = np.concatenate([spread(n, mean, var) for _N, n, mean, var in REGIONS.values()])
    strata = [name for name, (_N, n, _m, _v) in REGIONS.items() for _farm in range(n)]
    sizes: dict[object, float] = {name: row[0] for name, row in REGIONS.items()}
    drawn: dict[object, float] = {name: row[1] for name, row in REGIONS.items()}
    of = sample(design_weights(strata, sizes, drawn), strata, drawn_of=sizes)

    found = estimate_mean(of, values)
    counties = sum(row[0] for row in REGIONS.values())

    assert found.value * counties == pytest.approx(909_736_034, rel=1e-6)
    assert found.se * counties == pytest.approx(50_417_248, rel=1e-4)


def test_a_simple_sample_has_the_textbook_error_and_no_design_effect() -> None:
    values = np.array([1.0, 0, 0, 1, 1, 0, 1, 0, 0, 0])

    found = estimate_mean(plainly(10), values)

    assert found.value == 0.4
    assert found.se == pytest.approx(sqrt(0.4 * 0.6 / 9))
    assert found.effect == pytest.approx(1)
    assert found.kish == 1


def test_a_part_of_the_sample_keeps_everybody_in_the_design() -> None:
    values = np.array([1.0, 2, 3, 4, 5, 6])
    within = np.array([True, True, False, True, False, True])
    found = estimate_mean(plainly(6), values, within=within)
    apart = np.where(within, values - 3.25, 0) / 4

    assert found.value == 3.25
    assert found.people == 4
    assert found.se == pytest.approx(sqrt(6 / 5 * (apart**2).sum()))


def test_known_totals_take_away_what_they_explain() -> None:
    groups = ["a"] * 5 + ["b"] * 5
    values = np.array([1.0] * 5 + [0.0] * 5)
    weights = post_stratified(np.ones(10), groups, {"a": 30, "b": 70})

    found = estimate_share(sample(weights, margins=[groups]), values)

    assert found.value == pytest.approx(0.3)
    assert found.se == pytest.approx(0, abs=1e-12)


def test_raking_meets_every_total_and_keeps_the_odds_ratio() -> None:
    rows, columns = ["a", "a", "b", "b"], ["x", "y", "x", "y"]
    found = raked(
        np.array([10.0, 20, 30, 40]), [rows, columns], [{"a": 50, "b": 50}, {"x": 45, "y": 55}]
    )
    w = found.weights

    assert [w[0] + w[1], w[2] + w[3], w[0] + w[2]] == pytest.approx([50, 50, 45])
    assert w[0] * w[3] / (w[1] * w[2]) == pytest.approx(10 * 40 / (20 * 30))


def test_those_who_answer_stand_for_those_of_their_cell_who_do_not() -> None:
    found = answering_weights(
        np.array([2.0, 2, 2, 5, 5]), [True, False, False, True, True], ["a", "a", "a", "b", "b"]
    )

    assert found.tolist() == [6, 0, 0, 5, 5]
    assert kish_effect(np.array([1.0, 1, 2])) == pytest.approx(3 * 6 / 16)


def test_intervals_equal_published_ones() -> None:
    """R. G. Newcombe (1998), Statistics in Medicine 17, 857-872, table I: methods 3 and 5."""
    published = [
        (81, 263, (0.2553, 0.3662), (0.2527, 0.3676)),
        (15, 148, (0.0624, 0.1605), (0.0578, 0.1617)),
        (0, 20, (0.0000, 0.1611), (0.0000, 0.1684)),
        (1, 29, (0.0061, 0.1718), (0.0009, 0.1776)),
    ]
    for hits, size, by_score, by_exact in published:
        score, sure = wilson(hits / size, size), exact(hits / size, size)
        assert (score.low, score.high) == pytest.approx(by_score, abs=6e-5)
        assert (sure.low, sure.high) == pytest.approx(by_exact, abs=6e-5)


def test_quantiles_equal_tables() -> None:
    assert normal_quantile(0.975) == pytest.approx(1.959963985)
    for degrees, point in ((1, 12.7062), (4, 2.7764), (30, 2.0423), (1e7, 1.9600)):
        assert student_quantile(0.975, degrees) == pytest.approx(point, abs=5e-5)
        assert student_quantile(0.025, degrees) == pytest.approx(-point, abs=5e-5)
    assert beta_below(0.3, 2, 3) == pytest.approx(0.3483)
    assert beta_quantile(0.3483, 2, 3) == pytest.approx(0.3)
    assert (beta_below(-1, 2, 3), beta_below(2, 2, 3)) == (0, 1)
    assert (beta_quantile(0.5, 0, 3), beta_quantile(0.5, 3, 0)) == (0, 1)


def test_a_rare_share_gets_the_exact_interval_and_a_common_one_the_logit() -> None:
    none = estimate_share(plainly(40), np.zeros(40))
    half = estimate_share(plainly(40), np.array([0.0, 1.0] * 20))

    assert (none.interval.method, half.interval.method) == ("korn-graubard", "logit")
    assert none.interval.high == pytest.approx(exact(0, 40).high)
    assert half.interval == logit(0.5, half.se, 39)
    assert korn_graubard(0.1, 50, people=60, degrees=5).high > exact(0.1, 50).high
    assert korn_graubard(1.0, 1, people=1, degrees=1).low < 0.05


def test_a_lonely_unit_is_measured_against_all_and_counted() -> None:
    of = sample([1.0, 1, 1], ["a", "a", "b"])
    found = estimate_mean(of, np.array([1.0, 2, 6]))
    errors = np.array([-2.0, -1, 3]) / 3

    assert found.alone == 1
    assert found.se == pytest.approx(sqrt(2 * ((errors[:2] + 0.5) ** 2).sum() + 1))


def test_certain_levels_are_plain_shares_and_unsure_ones_add_what_a_census_cannot_know() -> None:
    chances = np.array([[1.0, 0], [0, 1], [0, 1], [0, 1]])
    sure, plain = estimate_levels(plainly(4), chances)[1], estimate_share(plainly(4), chances[:, 1])
    census = sample(np.ones(4), drawn_of={"": 4})
    unsure = estimate_reaching(census, np.full((4, 2), 0.5), 1)

    assert (sure.value, sure.se, sure.interval) == (plain.value, plain.se, plain.interval)
    assert unsure.se == pytest.approx(sqrt(4 * 0.25 / 16))
    assert unsure.measuring == pytest.approx(1 / 16)


def covered(rng: np.random.Generator, strata: int) -> bool:
    """Whether one drawn sample, with chances for levels, gives an interval that holds the truth."""
    sizes = [4000, 3000, 2000][:strata]
    truth = [rng.normal(0.6 * stratum - 0.5, 1, size) for stratum, size in enumerate(sizes)]
    weights, names, chances = [], [], []
    for stratum, abilities in enumerate(truth):
        count = 60 + 40 * stratum
        seen = rng.choice(abilities, count, replace=False) + rng.normal(0, 0.5, count)
        middle = (0.6 * stratum - 0.5) * 0.2 + seen * 0.8  # posterior: prior N(mean, 1), error 0.5
        above = [1 - _below(-one / sqrt(0.2)) for one in middle]
        chances += [[1 - one, one] for one in above]
        weights += [len(abilities) / count] * count
        names += [stratum] * count
    totals: dict[object, float] = dict(enumerate(map(float, sizes)))
    found = estimate_reaching(sample(weights, names, drawn_of=totals), np.array(chances), 1)
    share = float((np.concatenate(truth) >= 0).mean())
    return found.interval.low <= share <= found.interval.high


def _below(z: float) -> float:
    return 0.5 * (1 + erf(z / sqrt(2)))


@pytest.mark.slow
def test_intervals_of_shares_by_unsure_levels_cover_the_truth_95_times_in_100() -> None:
    rng = np.random.default_rng(11)
    held = [covered(rng, 3) for _sample in range(2000)]

    assert 0.94 <= np.mean(held) <= 0.965


def covered_by_clusters(rng: np.random.Generator) -> bool:
    """One sample of 30 clusters out of 300 that differ from each other."""
    shares = rng.beta(3, 4, 300)
    drawn = rng.choice(300, 30, replace=False)
    values = np.concatenate([rng.random(20) < shares[cluster] for cluster in drawn])
    of = sample(np.ones(600), clusters=np.repeat(drawn, 20).tolist(), drawn_of={"": 300})
    found = estimate_share(of, values.astype(float))
    return bool(found.interval.low <= shares.mean() <= found.interval.high)


@pytest.mark.slow
def test_intervals_of_cluster_samples_cover_the_truth_95_times_in_100() -> None:
    rng = np.random.default_rng(12)
    held = [covered_by_clusters(rng) for _sample in range(2000)]

    assert 0.94 <= np.mean(held) <= 0.965


def test_what_cannot_be_estimated_is_refused_in_a_sentence() -> None:
    two = plainly(2)
    cases: list[tuple[Callable[[], object], str]] = [
        (lambda: sample([]), "Nobody answered"),
        (lambda: sample([1, -1]), "weight of person 2"),
        (lambda: sample([1, 1, 1], drawn_of={"": 2}).fractions(), "3 units in the sample"),
        (lambda: estimate_mean(two, np.array([1.0])), "one value"),
        (lambda: estimate_mean(two, np.array([1.0, np.nan])), "one value"),
        (lambda: estimate_mean(two, np.ones(2), within=np.zeros(2)), "Nobody of this part"),
        (lambda: estimate_share(two, np.array([0.0, 2.0])), "chances between"),
        (lambda: estimate_share(sample([1.0, 1], ["a", "b"]), np.ones(2)), "as many strata"),
        (lambda: estimate_share(two, np.ones(2), level=95), "no level"),
        (lambda: estimate_levels(two, np.ones(2)), "a chance for each level"),
        (lambda: estimate_levels(two, np.array([[0.5, 0.5], [0.9, 0.9]])), "person 2"),
        (lambda: design_weights(["a"], {"a": 10}, {}), "How many were drawn"),
        (lambda: answering_weights(np.ones(2), [True, False], ["a", "b"]), "cell b"),
        (lambda: raked(np.ones(2), [["a", "b"]], [{"a": 1}]), "no known total"),
        (lambda: raked(np.ones(1), [["a"]], [{"a": 1, "b": 1}]), "Nobody in the sample"),
        (lambda: raked(np.ones(2), [["a", "b"]], [{"a": 1, "b": 0}]), "total of 0"),
        (lambda: raked(np.ones(1), [["a"], ["x"]], [{"a": 1}, {"x": 2}]), "same sum"),
        (
            lambda: raked(
                np.ones(2), [["a", "b"], ["x", "y"]], [{"a": 1, "b": 3}, {"x": 3, "y": 1}]
            ),
            "No weights fit",
        ),
    ]
    for asks, words in cases:
        with pytest.raises(SurveyRefused, match=words):
            asks()
