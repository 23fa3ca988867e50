"""What would change sides of a cut-off if severities were taken out, and how surely."""

import numpy as np
import pytest

from perron.engines.scoring.designs import Given
from perron.engines.scoring.refusals import ScoringRefused
from perron.engines.scoring.robustness import Robustness, Standing, robustness
from perron.engines.scoring.severity import Severities, severities
from tests.engines.scoring.juries import a_jury


def a_severe_and_a_mild_juror() -> Severities:
    rng = np.random.default_rng(6)
    return severities(
        [
            Given(juror, f"a{at}", 50_000 + 1000 * at + shift + int(rng.integers(-300, 300)))
            for at in range(12)
            for juror, shift in (("severe", -8000), ("even", 0), ("mild", 8000))
        ]
    )


STANDINGS = (
    Standing("lucky", 70_000, ("mild", "even")),
    Standing("sure", 69_000, ("even",)),
    Standing("unlucky", 65_500, ("severe", "even")),
    Standing("far", 20_000, ("severe",)),
)


def looked_at(cut: int, seed: int = 1) -> Robustness:
    return robustness(a_severe_and_a_mild_juror(), STANDINGS, cut, rng=np.random.default_rng(seed))


def test_who_would_change_sides_is_counted_and_named() -> None:
    found = looked_at(cut=2)
    by_id = {side.application: side for side in found.sides}

    assert found.changed == 2
    assert (by_id["lucky"].inside, by_id["lucky"].inside_adjusted) == (True, False)
    assert (by_id["unlucky"].inside, by_id["unlucky"].inside_adjusted) == (False, True)
    assert by_id["unlucky"].adjusted == pytest.approx(69_500, abs=300)
    assert by_id["lucky"].probability < 0.05
    assert by_id["unlucky"].probability > 0.95
    assert by_id["far"].probability == 0
    assert [side.application for side in found.doubtful()] == ["lucky", "unlucky"]
    assert (found.low, found.high) == (2, 2)
    assert found.mean == pytest.approx(2, abs=0.1)


@pytest.mark.parametrize("cut", [0, 4])
def test_a_list_with_one_side_only_cannot_change(cut: int) -> None:
    found = looked_at(cut)

    assert (found.changed, found.mean, found.doubtful()) == (0, 0, ())


def test_the_same_generator_gives_the_same_answer() -> None:
    assert looked_at(2, seed=5) == looked_at(2, seed=5)


def test_equal_scores_keep_their_order() -> None:
    standings = [Standing(name, 50_000, ("even",)) for name in "abcd"]
    found = robustness(a_severe_and_a_mild_juror(), standings, 2, rng=np.random.default_rng(1))

    assert [side.probability for side in found.sides] == [1, 1, 0, 0]


def test_draws_spread_as_the_standard_errors_say() -> None:
    _, given = a_jury(
        np.random.default_rng(8), jurors=10, applications=60, sds=(12_000, 4000, 6000)
    )
    found = severities(given)
    drawn = found.plausible.draw(np.random.default_rng(9), 20_000)
    effects = np.array([one.effect for one in found.jurors])
    errors = np.array([one.error for one in found.jurors])

    assert np.sqrt(((drawn - effects) ** 2).mean(axis=0)) == pytest.approx(errors, rel=0.05)


def test_a_list_that_does_not_fit_the_jury_is_refused_with_every_reason() -> None:
    standings = (*STANDINGS, Standing("sure", 1, ()), Standing("other", 1, ("nobody",)))
    with pytest.raises(ScoringRefused) as refusal:
        robustness(a_severe_and_a_mild_juror(), standings, 7, rng=np.random.default_rng(1))

    assert [problem.code for problem in refusal.value.problems] == [
        "cut_outside",
        "listed_twice",
        "no_jurors",
        "jurors_unknown",
    ]
