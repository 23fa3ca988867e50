"""Who scored what, as matrices: the additive model of jurors and applications, and its likelihood.

    score_ij = application_i + juror_j + error_ij,   juror_j ~ N(0, s_j²), error_ij ~ N(0, s_e²)

Applications are fixed and absorbed (M removes their means). With C = Z'MZ, its eigenvalues d_k and
directions u_k, w_k = u_k'Z'My, nu = reviews - applications, and the ratio g = s_j² / s_e²:

    -2 log REML(g) = sum log(1 + g d_k) + nu log Q(g),   Q(g) = y'My - sum w_k² g / (1 + g d_k)

with s_e² = Q(g) / nu at its best (Patterson and Thompson 1971; Searle, Casella and McCulloch 1992,
chapter 6). One number is sought, whatever the number of reviews.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from perron.engines.scoring.refusals import Problem, refuse_any, repeated

Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]

# Ratios of standard deviations s_j / s_e as tangents of even steps: a half-Cauchy law, made even.
STEPS = 400
ANGLES = (np.arange(STEPS) + 0.5) / STEPS * np.pi / 2
RATIOS: Floats = np.concatenate([[0.0], np.tan(ANGLES) ** 2])
TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Given:
    """A juror gave an application so many points, in thousandths."""

    juror: str
    application: str
    points: int


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """Reviews in the order of their applications, and what the model needs of who scored what.

    ``at_juror`` and ``at_application``: one index for each review; ``starts``: where each
    application's reviews begin; ``strengths`` and ``directions``: d_k and u_k (columns).
    """

    jurors: tuple[str, ...]
    applications: tuple[str, ...]
    points: Floats
    at_juror: Numbers
    at_application: Numbers
    starts: Numbers
    strengths: Floats
    directions: Floats
    groups: tuple[tuple[str, ...], ...]

    @property
    def freedom(self) -> int:
        """Reviews less applications."""
        return len(self.points) - len(self.applications)

    @property
    def counts(self) -> Numbers:
        """Reviews by application."""
        return np.bincount(self.at_application, minlength=len(self.applications))

    def means(self, points: Floats) -> Floats:
        """Mean by application; the last axis goes from reviews to applications."""
        sums: Floats = np.add.reduceat(points, self.starts, axis=-1)
        return sums / self.counts

    def summary(self, points: Floats) -> tuple[Floats, Floats]:
        """w_k and y'My of points; any axes before that of the reviews are kept."""
        within = points - self.means(points)[..., self.at_application]
        along = within @ self.directions[self.at_juror]
        return along, np.asarray((within**2).sum(axis=-1))

    def remainder(self, along: Floats, squares: Floats, ratios: Floats) -> Floats:
        """Q(g) for each ratio (last axis)."""
        pulls = ratios[:, None] / (1 + ratios[:, None] * self.strengths)
        return squares[..., None] - along**2 @ pulls.T

    def deviance(self, along: Floats, squares: Floats, ratios: Floats) -> Floats:
        """-2 log REML(g) for each ratio (last axis)."""
        logs = np.log1p(ratios[:, None] * self.strengths).sum(axis=-1)
        floor = np.maximum(squares[..., None], TINY) * TINY
        left = np.maximum(self.remainder(along, squares, ratios), floor)
        deviance: Floats = logs + self.freedom * np.log(left)
        return deviance


def lay_out(given: Sequence[Given]) -> Design:
    """The design of a set of reviews.

    Raises ScoringRefused when a juror scored an application twice, or when too few applications
    were scored by several jurors to tell severity from chance.
    """
    refuse_any(_faults(given))
    jurors = tuple(sorted({one.juror for one in given}))
    applications = tuple(sorted({one.application for one in given}))
    juror_at = {juror: at for at, juror in enumerate(jurors)}
    application_at = {application: at for at, application in enumerate(applications)}
    ordered = sorted(given, key=lambda one: (application_at[one.application], one.juror))
    at_juror = np.array([juror_at[one.juror] for one in ordered])
    at_application = np.array([application_at[one.application] for one in ordered])
    counts = np.bincount(at_application)
    seen = np.zeros((len(applications), len(jurors)))
    seen[at_application, at_juror] = 1
    crossed = np.diag(seen.sum(axis=0)) - seen.T @ (seen / counts[:, None])
    strengths, directions = np.linalg.eigh(crossed)
    strengths = np.where(strengths > TINY * len(given), strengths, 0.0)
    refuse_any(_too_few(len(given) - len(applications) - int(np.count_nonzero(strengths))))
    return Design(
        jurors=jurors,
        applications=applications,
        points=np.array([float(one.points) for one in ordered]),
        at_juror=at_juror,
        at_application=at_application,
        starts=np.concatenate([[0], np.cumsum(counts)[:-1]]),
        strengths=strengths,
        directions=directions,
        groups=_groups(jurors, ordered),
    )


def _groups(jurors: Sequence[str], ordered: Sequence[Given]) -> tuple[tuple[str, ...], ...]:
    """Jurors whom a chain of applications scored together joins, the largest group first."""
    above = {juror: juror for juror in jurors}

    def top(juror: str) -> str:
        while above[juror] != juror:
            juror = above[juror]
        return juror

    for one, other in pairwise(ordered):
        if one.application == other.application:
            high, low = sorted((top(one.juror), top(other.juror)))
            above[low] = high
    found: dict[str, list[str]] = {}
    for juror in jurors:
        found.setdefault(top(juror), []).append(juror)
    return tuple(sorted((tuple(group) for group in found.values()), key=lambda g: (-len(g), g)))


def _faults(given: Sequence[Given]) -> Iterator[Problem]:
    twice = repeated(f"{one.juror}, {one.application}" for one in given)
    if twice:
        yield Problem.of(
            "scored_twice", "{pairs:names}: the same juror scored it twice.", pairs=twice
        )
    if not given:
        yield Problem.of("no_reviews", "There are no reviews.")


def _too_few(free: int) -> Iterator[Problem]:
    if free <= 0:
        yield Problem.of(
            "too_few_shared",
            "Too few applications were scored by several jurors to tell severity from chance.",
        )
