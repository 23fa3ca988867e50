"""How many of those who took the test are at which level.

A person's level is known by chances only. Each is counted once in each row, at a level drawn by
these chances (a plausible value): shares are then right on average, counts are whole, and nobody's
own level is told by them. The lot depends on the sitting, the row and the site's secret: whoever
knows the key of a sitting can't work out how it was counted, and so not subtract it either.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.crypto import salted_hmac

from perron.competences.enums import SittingState
from perron.competences.models import Sitting
from perron.competences.rules.declaring import AT_LEAST_BASIC, NOT_ASSESSED
from perron.competences.rules.levels import BASIC, NAMES, chances_of
from perron.competences.services.bank.frameworks import framework

FEWEST_ANSWERS = 8
LOTS = 2**64
SALT = "perron.competences.figures"
OVERALL = "overall"
SAID, SHOWN = 3, 2  # said: below basic, basic, above; shown: not yet basic, basic or more


def rows_counted() -> tuple[str, ...]:
    """The rows of a picture: everything, each area, each competence."""
    known = framework()
    areas = tuple(area.code for area in known.areas)
    return (OVERALL, *areas, *(one.code for one in known.competences))


def finished(since: datetime | None, until: datetime) -> Iterator[Sitting]:
    """Tests that people finished by themselves in between, with their profile."""
    rows = Sitting.objects.filter(
        state=SittingState.ENDED,
        counts=True,
        is_demonstration=False,
        invitation=None,
        answered__gte=FEWEST_ANSWERS,
        ended_at__lte=until,
    )
    rows = rows if since is None else rows.filter(ended_at__gt=since)
    kept = rows.select_related("declaration").defer("pool", "design", "placement")
    for sitting in kept.order_by("pk").iterator(chunk_size=500):
        if chances_of(sitting.profile, OVERALL):
            yield sitting


def counted(sittings: Iterable[Sitting]) -> tuple[int, dict[str, list[int]], list[list[int]]]:
    """People; for each row how many at each level; declared by measured, (3, 2)."""
    people, rows = 0, {row: [0] * len(NAMES) for row in rows_counted()}
    both = [[0] * SHOWN for _said in range(SAID)]
    for sitting in sittings:
        people += 1
        for row, counts in rows.items():
            chances = chances_of(sitting.profile, row) or chances_of(sitting.profile, OVERALL)
            counts[drawn(sitting, row, chances or ())] += 1
        said = getattr(sitting, "declaration", None)
        if said and said.overall != NOT_ASSESSED:
            place = 0 if said.overall not in AT_LEAST_BASIC else 1 + (said.overall != "basic")
            chances = chances_of(sitting.profile, OVERALL) or ()
            both[place][int(drawn(sitting, OVERALL, chances) >= BASIC)] += 1
    return people, rows, both


def drawn(sitting: Sitting, row: str, chances: tuple[float, ...]) -> int:
    """The level at which this sitting is counted in this row."""
    digest = salted_hmac(SALT, f"{sitting.key}:{row}", algorithm="sha256").digest()
    lot, below = int.from_bytes(digest[:8]) / LOTS, 0.0
    for place, chance in enumerate(chances[:-1]):
        below += chance
        if lot < below:
            return place
    return len(chances) - 1
