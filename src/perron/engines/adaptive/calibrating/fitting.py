"""Calibration: steps of EM, hastened, until nothing moves; then the standard errors."""

from collections import deque
from dataclasses import dataclass
from typing import Literal

import numpy as np

from perron.engines.adaptive.bank import Floats
from perron.engines.adaptive.calibrating.expecting import Parameters, expect, kind_of
from perron.engines.adaptive.calibrating.maximising import maximise, rescaled
from perron.engines.adaptive.calibrating.observing import observed_errors
from perron.engines.adaptive.calibrating.responses import Responses
from perron.engines.adaptive.errors import AdaptiveRefused
from perron.engines.adaptive.tables import points_of_ability

POINTS = 61
MEMORY = 5
TOLERANCES = (1e-7, 1e-4)  # of few answers, and of many: there errors are far larger
NOISES = (1e-7, 1e-6)  # of a log likelihood, in parts of it
FAINT = 1e-6
HALF = 0.5
Trail = deque[tuple[Floats, Floats]]


@dataclass(frozen=True, slots=True)
class Options:
    """One slope for all items (1pl) or one for each (2pl); fixed floors (J,); when to stop."""

    model: Literal["1pl", "2pl"] = "2pl"
    floors: Floats | None = None
    tolerance: float | None = None
    steps: int = 500
    points: int = POINTS


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was found; b = -d / a. Errors are of the marginal likelihood's observed information.

    ``covariances`` (J,) of a and d; ``steps`` of EM were taken.
    """

    parameters: Parameters
    loglik: float
    se_a: Floats
    se_d: Floats
    se_b: Floats
    covariances: Floats
    steps: int
    settled: bool

    @property
    def b(self) -> Floats:
        """The difficulties, (J,)."""
        return -self.parameters.d / self.parameters.a


def calibrate(answers: Responses, options: Options | None = None) -> Calibration:
    """Fit all items; AdaptiveRefused where an item's answers say nothing about it."""
    how = options or Options()
    _check(answers, how)
    points = points_of_ability(how.points)
    now, steps, settled = _settled(answers, how, points)
    sums, errors = observed_errors(answers, now, points, equal=how.model == "1pl")
    to_a, to_d = now.d / now.a**2, -1 / now.a
    se_a, se_d, both = errors
    variance = (to_a * se_a) ** 2 + (to_d * se_d) ** 2 + 2 * to_a * to_d * both
    se_b = np.sqrt(np.maximum(variance, 0))
    return Calibration(now, sums.loglik, se_a, se_d, se_b, both, steps, settled)


def _settled(answers: Responses, how: Options, points: Floats) -> tuple[Parameters, int, bool]:
    """EM hastened by Anderson's method; a step that loses likelihood is taken back."""
    now = _start(answers, how)
    trail: Trail = deque(maxlen=MEMORY + 1)
    best, safe = -np.inf, now
    many = kind_of(answers) is np.float32
    near = TOLERANCES[many] if how.tolerance is None else how.tolerance
    noise = NOISES[many]
    for step in range(1, how.steps + 1):
        sums = expect(answers, now, points)
        if trail and not sums.loglik >= best - abs(best) * noise - FAINT:
            now = safe
            trail.clear()
            continue
        # A step of plain EM is taken whatever it seems: what it loses is noise.
        best = max(best, sums.loglik) if trail else sums.loglik
        safe = maximise(sums, now, points, equal=how.model == "1pl")
        here, there = _flat(now), _flat(safe)
        if float(np.abs(there - here).max()) < near:
            return safe, step, True
        trail.append((here, there - here))
        now = _shaped(ahead(trail), now)
    return now, how.steps, False


def ahead(trail: Trail) -> Floats:
    """Where the last steps together point to (Anderson 1965)."""
    here, move = trail[-1]
    if len(trail) == 1:
        return here + move
    moves = np.diff(np.array([one for _, one in trail]), axis=0).T
    places = np.diff(np.array([one for one, _ in trail]), axis=0).T
    parts = np.linalg.lstsq(moves, move, rcond=1e-8)[0]
    found: Floats = here + move - (places + moves) @ parts
    return found


def _flat(of: Parameters) -> Floats:
    """Parameters as numbers without bounds: slopes and SDs by their logarithms."""
    return np.concatenate([np.log(of.a), of.d, of.means[1:], np.log(of.sds[1:])])


def _shaped(flat: Floats, like: Parameters) -> Parameters:
    items, groups = len(like.a), len(like.means) - 1
    a, d, means, sds = np.split(flat, np.cumsum([items, items, groups]))
    return rescaled(
        Parameters(
            np.exp(np.clip(a, -4, 3)),
            d,
            like.c,
            np.concatenate([[0.0], means]),
            np.concatenate([[1.0], np.exp(np.clip(sds, -3, 3))]),
        )
    )


def _start(answers: Responses, how: Options) -> Parameters:
    floors = np.zeros(len(answers.right)) if how.floors is None else how.floors
    share = (answers.right + HALF) / (answers.asked + 1)
    known = np.clip((share - floors) / (1 - floors), 0.02, 0.98)
    groups = len(answers.persons)
    return Parameters(
        np.ones(len(share)),
        np.log(known / (1 - known)) * 1.2,  # a logit averaged over N(0, 1) is flatter
        floors,
        np.zeros(groups),
        np.ones(groups),
    )


def _check(answers: Responses, how: Options) -> None:
    if how.floors is not None and not ((how.floors >= 0) & (how.floors < 1)).all():
        raise AdaptiveRefused("The floors of items have to be from 0 and below 1.")
    silent = (answers.right <= 0) | (answers.right >= answers.asked)
    if silent.any():
        number = int(silent.argmax()) + 1
        raise AdaptiveRefused(
            f"Item {number} cannot be calibrated: its answers are all alike, or there is none."
        )
    if len(answers.right) == 1:
        raise AdaptiveRefused("One item alone cannot be calibrated.")
    if not (answers.persons > 0).all():
        raise AdaptiveRefused("A group holds nobody.")
