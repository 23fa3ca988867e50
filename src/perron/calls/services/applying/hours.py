"""How long applying took, for each 1,000 euros awarded: the median, where enough teams said it."""

from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from perron.calls.models import Application, Edition

ENOUGH = 5
UNIT = 100_000  # 1,000 euros in cents


@dataclass(frozen=True, slots=True)
class Hours:
    """The median of hours per 1,000 euros asked for, and of how many applications."""

    median: Decimal
    count: int


def published_hours(edition: Edition) -> Hours | None:
    """Hours per 1,000 euros of those handed in; None where fewer than five teams said them."""
    rows = Application.objects.handed_in().filter(
        edition=edition, hours__isnull=False, asked__gt=0, demonstration=False
    )
    ratios = [
        Decimal(hours) * UNIT / asked
        for hours, asked in rows.values_list("hours", "asked")
        if hours is not None
    ]
    if len(ratios) < ENOUGH:
        return None
    return Hours(Decimal(median(ratios)).quantize(Decimal("0.1")), len(ratios))
