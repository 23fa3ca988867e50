"""How severe jurors are: like the textbook, without bias, with intervals that hold."""

import numpy as np
import pytest

from perron.engines.scoring.designs import Given, lay_out
from perron.engines.scoring.refusals import ScoringRefused
from perron.engines.scoring.severity import severities
from tests.engines.scoring.juries import a_jury, textbook


def test_a_complete_table_gives_the_published_analysis_of_variance() -> None:
    found = severities(textbook())

    # Mean squares 32.49 between judges, 1.02 left: (32.49 - 1.02) / 6 = 5.24.
    assert found.juror_sd**2 / 1e6 == pytest.approx(5.2444, abs=1e-3)
    assert found.error_sd**2 / 1e6 == pytest.approx(1.0194, abs=1e-3)
    assert found.problems == ()


def test_a_complete_table_shrinks_the_deviations_of_means_by_the_known_factor() -> None:
    found = severities(textbook())
    means = {"judge-1": 46 / 6, "judge-2": 15 / 6, "judge-3": 26 / 6, "judge-4": 40 / 6}
    middle = sum(means.values()) / 4
    shrink = 1 - 1.0194 / 32.4861

    for judge, mean in means.items():
        assert found.effects[judge] / 1000 == pytest.approx((mean - middle) * shrink, abs=1e-3)


def test_the_likelihood_is_that_of_the_model_written_out() -> None:
    rng = np.random.default_rng(11)
    _, given = a_jury(rng, jurors=5, applications=12, sds=(9000, 3000, 5000), calibration=1)
    design = lay_out(given)
    n, p = len(given), len(design.applications)
    by_application = np.eye(p)[design.at_application]
    by_juror = np.eye(5)[design.at_juror]

    def written_out(ratio: float) -> float:
        v = np.eye(n) + ratio * by_juror @ by_juror.T
        inverse = np.linalg.inv(v)
        x = by_application.T @ inverse @ by_application
        projection = inverse - inverse @ by_application @ np.linalg.solve(
            x, by_application.T @ inverse
        )
        logs = np.linalg.slogdet(v)[1] + np.linalg.slogdet(x)[1]
        return float(logs + (n - p) * np.log(design.points @ projection @ design.points))

    along, squares = design.summary(design.points)
    ratios = np.array([0.0, 0.2, 1.0, 5.0])
    short = design.deviance(along, squares, ratios)
    long = np.array([written_out(ratio) for ratio in ratios])
    assert short - short[0] == pytest.approx(long - long[0], abs=1e-6)


@pytest.mark.parametrize(
    ("jurors", "applications", "sd"), [(20, 120, 4000), (8, 40, 4000), (12, 60, 8000)]
)
def test_intervals_hold_about_as_often_as_they_say_and_effects_are_unbiased(
    jurors: int, applications: int, sd: float
) -> None:
    rng = np.random.default_rng(jurors)
    held, off, variances = [], [], []
    for _ in range(60):
        true, given = a_jury(rng, jurors=jurors, applications=applications, sds=(12_000, sd, 6000))
        found = severities(given)
        held += [one.low <= true[one.juror] <= one.high for one in found.jurors]
        off += [true[one.juror] - one.effect for one in found.jurors]
        variances.append((found.juror_sd**2 / sd**2, found.error_sd**2 / 6000**2))

    assert 0.92 <= np.mean(held) <= 0.98
    assert abs(np.mean(off)) < 0.15 * sd
    assert np.mean(variances, axis=0) == pytest.approx([1, 1], abs=0.15)


@pytest.mark.slow
def test_intervals_of_a_whole_edition_hold_nineteen_times_in_twenty() -> None:
    rng = np.random.default_rng(4)
    held: list[bool] = []
    for _ in range(60):
        true, given = a_jury(rng, jurors=40, applications=200, sds=(12_000, 4000, 6000))
        held += [one.low <= true[one.juror] <= one.high for one in severities(given).jurors]

    assert 0.93 <= np.mean(held) <= 0.97


def test_where_no_severity_shows_the_intervals_do_not_shrink_to_nothing() -> None:
    rng = np.random.default_rng(1)
    drawn = [
        severities(a_jury(rng, jurors=6, applications=20, sds=(9000, 0, 6000))[1])
        for _ in range(12)
    ]
    silent = [found for found in drawn if found.juror_sd == 0]

    assert silent
    assert all(one.effect == 0 and one.error > 500 for one in silent[0].jurors)


def test_a_jury_in_two_groups_is_said_to_be_in_two() -> None:
    given = [
        Given(juror, f"{group}-{at}", 50_000 + 1000 * at + 500 * (juror > "b") * (at % 2))
        for group in (("a", "b"), ("c", "d"))
        for at in range(5)
        for juror in group
    ]
    found = severities(given)

    assert found.groups == (("a", "b"), ("c", "d"))
    assert [problem.code for problem in found.problems] == ["groups_apart"]
    assert "2 groups" in str(found.problems[0])


def test_a_juror_who_shares_nothing_is_named_and_known_least() -> None:
    found = severities([*textbook(), Given("hermit", "cave", 9000)])
    hermit = next(one for one in found.jurors if one.juror == "hermit")

    assert [problem.facts["jurors"] for problem in found.problems] == [("hermit",)]
    assert not hermit.informed
    assert hermit.effect == pytest.approx(0)
    assert all(one.error < hermit.error for one in found.jurors if one.informed)


def test_calibration_applications_make_a_jury_one() -> None:
    _, given = a_jury(
        np.random.default_rng(2),
        jurors=30,
        applications=15,
        sds=(9000, 3000, 5000),
        calibration=1,
    )

    assert len(severities(given).groups) == 1


def test_jurors_who_never_differ_have_no_severity_and_no_uncertainty() -> None:
    same = [Given(juror, f"a{at}", 1000 * at) for juror in "xyz" for at in range(4)]

    assert all(one.effect == one.error == 0 for one in severities(same).jurors)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ([], "no_reviews"),
        ([Given("x", "a", 1), Given("x", "a", 2)], "scored_twice"),
        ([Given("x", "a", 1), Given("y", "b", 2)], "too_few_shared"),
        ([Given("x", "a", 1), Given("y", "a", 2)], "too_few_shared"),
    ],
)
def test_what_cannot_be_told_is_not_told(given: list[Given], code: str) -> None:
    with pytest.raises(ScoringRefused) as refusal:
        severities(given)

    assert code in [problem.code for problem in refusal.value.problems]


def test_the_order_of_the_reviews_changes_nothing() -> None:
    found, again = severities(textbook()), severities(textbook()[::-1])

    assert found.jurors == again.jurors
