"""How severe each juror is, how sure that is, and what would change sides; no score is changed."""

import hashlib
from dataclasses import dataclass

import numpy as np

from perron.calls.models import Edition, Juror
from perron.calls.services.judging.standings import Judged, judged
from perron.engines.scoring.agreement import LEAST_APPLICATIONS, Agreement, agreement
from perron.engines.scoring.designs import Given
from perron.engines.scoring.refusals import Problem, ScoringRefused
from perron.engines.scoring.robustness import Robustness, Standing, robustness
from perron.engines.scoring.severity import Severities, severities


@dataclass(frozen=True, slots=True)
class JurySeverity:
    """What the engine finds: jurors by their primary key as text; ``problems`` say what it can't.

    ``robustness`` is None without a ranking; ``agreement`` with fewer than three applications.
    """

    jurors: dict[str, Juror]
    severities: Severities | None
    agreement: Agreement | None
    robustness: Robustness | None
    problems: tuple[Problem, ...]


def severity_of(edition: Edition, *, cut: int | None = None) -> JurySeverity:
    """The severity of an edition's jurors, and how many applications it could move over the cut.

    ``cut``: how many stand inside; without it, those that reach the threshold of the last ranking.
    Chance comes from the edition's own seed, so that everybody finds the same.
    """
    found = judged(edition)
    given = [
        Given(str(review.juror_id), one.application.number, review.total)
        for one in found
        for review in one.reviews
        if review.handed_at and review.total is not None
    ]
    jurors = {str(one.pk): one for one in edition.jurors.select_related("person")}
    try:
        effects = severities(given)
    except ScoringRefused as refusal:
        return JurySeverity(jurors, None, None, None, refusal.problems)
    enough = len({one.application for one in given}) >= LEAST_APPLICATIONS
    return JurySeverity(
        jurors,
        effects,
        agreement(given, rng=_chance(edition, "agreement")) if enough else None,
        _sides(edition, effects, found, cut=cut),
        effects.problems,
    )


def _sides(
    edition: Edition, effects: Severities, found: list[Judged], *, cut: int | None
) -> Robustness | None:
    """What would change sides of the last sealed ranking."""
    ranking = edition.rankings.last()
    if ranking is None:
        return None
    by_number = {one.application.number: one for one in found}
    rows = [row for row in ranking.rows if row["application"] in by_number]
    standings = [
        Standing(
            row["application"],
            row["score"],
            tuple(str(one.juror_id) for one in by_number[row["application"]].counted),
        )
        for row in rows
    ]
    inside = sum(bool(row["reaches_threshold"]) for row in rows) if cut is None else cut
    try:
        return robustness(effects, standings, inside, rng=_chance(edition, "sides"))
    except ScoringRefused:  # everything or nothing inside, or scores reopened since
        return None


def _chance(edition: Edition, what: str) -> np.random.Generator:
    digest = hashlib.sha256(f"{edition.seed}:{what}".encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:8], "big"))
