"""The answers that count, a chunk of sittings at a time."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db.models import Q, QuerySet

from perron.competences.enums import SittingState
from perron.competences.models import Calibration, Chunk, Response, Sitting
from perron.competences.rules.calibrating import AGE, DRIFT, LANGUAGE
from perron.engines.adaptive.renewing import Person

SITTINGS = 1000  # of a chunk: about a second of work


def counted(kind: str, until: datetime, since: datetime | None = None) -> QuerySet[Sitting]:
    """Ended sittings that may be counted, and of which is known what the calibration asks."""
    found = Sitting.objects.filter(
        state=SittingState.ENDED, counts=True, is_demonstration=False, ended_at__lte=until
    )
    if since is not None:
        found = found.filter(ended_at__gt=since)
    return found.exclude(age_band="") if kind.startswith(AGE) else found


def in_group(kind: str, of: str = "") -> Q:
    """Who belongs to the group that is compared with the others; ``of`` leads to the sitting."""
    if kind.startswith(LANGUAGE):
        return Q(**{f"{of}language": kind.removeprefix(LANGUAGE)})
    if kind.startswith(AGE):
        return Q(**{f"{of}age_band": kind.removeprefix(AGE)})
    return Q(pk__in=[])


def ranges(sittings: QuerySet[Sitting]) -> Iterator[tuple[int, int]]:
    """First and last key of each chunk, in the order of keys."""
    first = last = 0
    held = 0
    for pk in sittings.order_by("pk").values_list("pk", flat=True).iterator():
        first, last, held = (first if held else pk), pk, held + 1
        if held == SITTINGS:
            yield first, last
            held = 0
    if held:
        yield first, last


def people_of(chunk: Chunk, numbers: Mapping[int, int]) -> list[Person]:
    """The sittings of a chunk with their answers by the items' numbers, in the order of keys."""
    calibration: Calibration = chunk.calibration
    since = calibration.held.get("since")
    sittings = counted(
        calibration.kind,
        calibration.until,
        datetime.fromisoformat(since) if since and calibration.kind == DRIFT else None,
    ).filter(pk__gte=chunk.first, pk__lte=chunk.last)
    group = set(sittings.filter(in_group(calibration.kind)).values_list("pk", flat=True))
    answers: dict[int, list[tuple[int, int]]] = defaultdict(list)
    rows = Response.objects.filter(
        sitting__in=sittings, answered_at__isnull=False, dropped_at=None
    ).order_by("sitting", "place")
    for sitting, item, score in rows.values_list("sitting", "item", "score"):
        if item in numbers:
            answers[sitting].append((numbers[item], int(score or 0)))
    return [Person(tuple(told), pk in group) for pk, told in sorted(answers.items())]
