"""A jury as those who keep it see it: who reads how much, what is tied, what is missing."""

from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from perron.calls.models import Conflict, Edition
from perron.calls.pieces.judging.scored import points
from perron.calls.rules.definition import definition_of
from perron.calls.services.judging.sealing import missing_scores
from perron.calls.services.judging.severity import JurySeverity
from perron.calls.services.judging.standings import Judged, Standing, judged
from perron.calls.services.judging.wording import worded

TONES = {
    Standing.WAITING: "waiting",
    Standing.NEEDS_THIRD: "late",
    Standing.NEEDS_CONSENSUS: "late",
    Standing.READY: "done",
}
PERCENT = 100
Shown = dict[str, Any]


def jury_of(edition: Edition) -> Shown:
    """Everything that the page of a jury shows but severity."""
    found = judged(edition)
    counts = {one: sum(1 for each in found if each.standing is one) for one in Standing}
    return {
        "jury": definition_of(edition).jury,
        "jurors": _jurors(edition),
        "conflicts": _conflicts(edition),
        "lines": [_line(one) for one in found],
        "counts": [(TONES[one], one.label, counts[one]) for one in Standing],
        "missing": missing_scores(edition, found),
        "calibration": _calibration(found),
        "rankings": list(edition.rankings.all()),
    }


def _jurors(edition: Edition) -> list[Shown]:
    given = Count("reviews", filter=Q(reviews__withdrawn_at=None), distinct=True)
    handed = Count(
        "reviews",
        filter=Q(reviews__withdrawn_at=None, reviews__handed_at__isnull=False),
        distinct=True,
    )
    tied = Count("conflicts", distinct=True)
    rows = edition.jurors.select_related("person").annotate(given=given, handed=handed, tied=tied)
    return [
        {
            "seat": one,
            "given": getattr(one, "given", 0),
            "handed": getattr(one, "handed", 0),
            "tied": getattr(one, "tied", 0),
        }
        for one in rows.order_by("left_at", "named_at", "pk")
    ]


def _conflicts(edition: Edition) -> list[Conflict]:
    rows = Conflict.objects.filter(juror__edition=edition)
    return list(rows.select_related("juror__person", "application").order_by("-found_at", "-pk"))


def _line(one: Judged) -> Shown:
    return {
        "application": one.application,
        "tone": TONES[one.standing],
        "state": one.standing.label,
        "score": points(one.score),
        "reviews": [
            {
                "review": review,
                "name": review.juror.person.name,
                "total": points(review.total),
            }
            for review in one.reviews
        ],
        "consensus": one.consensus,
    }


def _calibration(found: list[Judged]) -> Shown | None:
    """The applications that all scored first: jurors by row, totals by column."""
    first = [one for one in found if any(review.calibration for review in one.reviews)]
    if not first:
        return None
    names: dict[int, str] = {}
    totals: dict[tuple[int, str], int | None] = {}
    for one in first:
        for review in one.reviews:
            names[review.juror_id] = review.juror.person.name
            totals[review.juror_id, one.application.number] = review.total
    numbers = [one.application.number for one in first]
    return {
        "numbers": numbers,
        "rows": [
            (name, [points(totals.get((juror, number))) for number in numbers])
            for juror, name in names.items()
        ],
        "spread": [_spread([totals.get((juror, number)) for juror in names]) for number in numbers],
    }


def _spread(given: list[int | None]) -> str:
    """How far the highest lies from the lowest."""
    known = [one for one in given if one is not None]
    return points(max(known) - min(known)) if known else ""


def severity_shown(found: JurySeverity) -> Shown:
    """Severities with their intervals, the agreement, and who would change sides."""
    effects = found.severities
    names = {key: juror.person.name for key, juror in found.jurors.items()}
    rows = [
        {
            "name": names[one.juror],
            "reviews": one.reviews,
            "effect": _signed(one.effect),
            "interval": _("%(low)s to %(high)s")
            % {"low": _signed(one.low), "high": _signed(one.high)},
            "informed": one.informed,
            "sure": one.low > 0 or one.high < 0,
        }
        for one in (effects.jurors if effects else ())
    ]
    sides = found.robustness
    return {
        "rows": rows,
        "problems": [worded(one, names) for one in found.problems],
        "agreement": found.agreement and _percent(found.agreement.icc),
        "agreement_from": found.agreement and _percent(found.agreement.low),
        "agreement_to": found.agreement and _percent(found.agreement.high),
        "sides": sides,
        "doubtful": [
            {
                "number": one.application,
                "inside": one.inside,
                "percent": round(
                    PERCENT * (1 - one.probability if one.inside else one.probability)
                ),
            }
            for one in (sides.doubtful() if sides else ())
        ],
    }


def _signed(value: float) -> str:
    """Thousandths as points with their sign."""
    tenths = round(value / 100)
    return f"{'+' if tenths > 0 else '−' if tenths < 0 else ''}{points(abs(tenths) * 100)}"


def _percent(share: float) -> int:
    return round(PERCENT * share)
