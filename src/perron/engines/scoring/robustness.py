"""How far a list depends on who judged whom: what would change if severities were taken out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from perron.engines.scoring.designs import Floats
from perron.engines.scoring.refusals import Problem, refuse_any, repeated
from perron.engines.scoring.severity import Severities

USUAL = (0.05, 0.95)


@dataclass(frozen=True, slots=True)
class Standing:
    """An application where it stands: its score in thousandths, and the jurors who make it."""

    application: str
    score: int
    jurors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """On which side of the cut-off an application stands, and would.

    ``adjusted``: score less the mean effect of its jurors, in thousandths; ``inside_adjusted``: by
    that; ``probability``: of standing inside, over draws of what the effects may be.
    """

    application: str
    inside: bool
    adjusted: float
    inside_adjusted: bool
    probability: float


@dataclass(frozen=True, slots=True)
class Robustness:
    """What would change sides. Nothing here replaces a score.

    ``changed``: how many would, by the effects; ``mean``, ``low`` and ``high``: over draws (5th and
    95th in a hundred). ``sides``: each application, in the order of the list.
    """

    cut: int
    changed: int
    mean: float
    low: int
    high: int
    sides: tuple[Side, ...]

    def doubtful(self, least: float = 0.05) -> tuple[Side, ...]:
        """Applications that would stand on the other side in at least that share of draws."""
        return tuple(one for one in self.sides if _other(one) >= least)


def _other(side: Side) -> float:
    return 1 - side.probability if side.inside else side.probability


def robustness(
    found: Severities,
    standings: Sequence[Standing],
    cut: int,
    *,
    rng: np.random.Generator,
    draws: int = 1000,
) -> Robustness:
    """How many of a list would change sides of its cut-off without severities, and which.

    ``standings`` in the order of the ranking; the first ``cut`` are inside. In each draw the
    effects are taken out, the list is ordered again (equal scores keep their order) and as many
    are inside.
    Raises ScoringRefused for a cut outside the list, jurors without a severity, and applications
    without jurors or listed twice.
    """
    refuse_any(_faults(found, standings, cut))
    jurors = found.plausible.design.jurors
    at = {juror: column for column, juror in enumerate(jurors)}
    shares = np.zeros((len(standings), len(jurors)))
    for row, one in enumerate(standings):
        shares[row, [at[juror] for juror in one.jurors]] = 1 / len(one.jurors)
    scores = np.array([float(one.score) for one in standings])
    effects = np.array([[one.effect for one in found.jurors]])
    adjusted = scores - effects @ shares.T
    now = np.arange(len(standings)) < cut
    by_effects = _inside(adjusted, cut)[0]
    drawn = _inside(scores - found.plausible.draw(rng, draws) @ shares.T, cut)
    entering = (drawn & ~now).sum(axis=1)
    low, high = np.quantile(entering, USUAL, method="inverted_cdf")
    return Robustness(
        cut=cut,
        changed=2 * int((by_effects & ~now).sum()),
        mean=2 * float(entering.mean()),
        low=2 * int(low),
        high=2 * int(high),
        sides=tuple(
            Side(
                one.application,
                bool(now[row]),
                float(adjusted[0, row]),
                bool(by_effects[row]),
                float(drawn[:, row].mean()),
            )
            for row, one in enumerate(standings)
        ),
    )


def _inside(scores: Floats, cut: int) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Which are among the first ``cut`` of each row, equal scores in the order of the list."""
    order = np.argsort(-scores, axis=1, kind="stable")
    inside = np.zeros(scores.shape, dtype=bool)
    np.put_along_axis(inside, order[:, :cut], values=True, axis=1)
    return inside


def _faults(found: Severities, standings: Sequence[Standing], cut: int) -> Iterator[Problem]:
    if not 0 <= cut <= len(standings):
        yield Problem.of(
            "cut_outside",
            "The cut-off after {cut} lies outside a list of {count}.",
            cut=cut,
            count=len(standings),
        )
    if twice := repeated(one.application for one in standings):
        yield Problem.of("listed_twice", "{ids:names}: listed more than once.", ids=twice)
    if bare := tuple(one.application for one in standings if not one.jurors):
        yield Problem.of("no_jurors", "{ids:names}: without jurors.", ids=bare)
    known = found.effects
    unknown = sorted({juror for one in standings for juror in one.jurors if juror not in known})
    if unknown:
        yield Problem.of(
            "jurors_unknown", "{jurors:names}: without a severity.", jurors=tuple(unknown)
        )
