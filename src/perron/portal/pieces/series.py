"""Dated values of an indicator: the latest, the trend, how fresh they are, and their picture."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from perron.core.dates import first_day, in_words
from perron.core.formats import number_in_words
from perron.core.models import Qualifier
from perron.core.phrases import since
from perron.core.templatetags.perron import spoken
from perron.core.words import word
from perron.indicators.enums import Periodicity
from perron.indicators.models import Indicator, SeriesBreak, Target, Value
from perron.portal.pieces.charts import Plot, Point, plot_of
from perron.portal.pieces.facts import PERCENT, Piece, amount_of

DAYS = 365.25
AGES = {  # years after which a figure is getting old, and out of date
    Periodicity.MONTHLY: (0.25, 0.75),
    Periodicity.QUARTERLY: (0.75, 1.5),
    Periodicity.YEARLY: (1.75, 3.0),
    Periodicity.BIENNIAL: (2.75, 5.0),
}
LENGTHS = {4: 1.0, 7: 1 / 12}  # how long a partial date lasts, in years, by its length
TALL, SMALL = 264, 132
MINUS = "\u2212"
PAIR = 2  # it takes two values to compare


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator with what was read of it, earliest first."""

    indicator: Indicator
    values: Sequence[Value]
    targets: Sequence[Target] = ()
    breaks: Sequence[SeriesBreak] = ()

    @property
    def whole(self) -> list[Value]:
        """Values that hold for everything, not for a part."""
        return [value for value in self.values if not value.part]

    @property
    def settled(self) -> list[Value]:
        return [value for value in self.whole if not value.dispute]

    @property
    def is_percent(self) -> bool:
        return word("unit", self.indicator.unit).nature == PERCENT


def year_of(partial: str) -> float:
    """The middle of a partial date, in years."""
    start = first_day(partial)
    years = start.year + (start.timetuple().tm_yday - 1) / DAYS
    return years + LENGTHS.get(len(partial), 1 / DAYS) / 2


def freshness_of(periodicity: str, period: str, today: date) -> str:
    """“fresh”, “ageing” or “stale”; nothing for what is not measured regularly."""
    ages = AGES.get(Periodicity(periodicity))
    if ages is None or not period:
        return ""
    end = year_of(period) + LENGTHS.get(len(period), 0.0) / 2
    age = today.year + (today.timetuple().tm_yday - 1) / DAYS - end
    if age <= ages[0]:
        return "fresh"
    return "ageing" if age <= ages[1] else "stale"


def amount_in_words(value: Value | Target, unit: str) -> str:
    """“about 17,3 %”, “13 clubs”."""
    number, name = amount_of(value.number, unit)
    about = str(Qualifier(value.qualifier).label) if value.qualifier else ""
    return " ".join(filter(None, (about, number, name)))


def latest_of(series: Series, today: date) -> Piece | None:
    """The newest value, or the newest values when sources disagree about them."""
    if not series.whole:
        return None
    period = series.whole[-1].period
    newest = [value for value in series.whole if value.period == period]
    number, unit = amount_of(newest[-1].number, series.indicator.unit)
    return {
        "values": [amount_in_words(value, series.indicator.unit) for value in newest],
        "value": number,
        "unit": unit,
        "about": str(Qualifier(newest[-1].qualifier).label) if newest[-1].qualifier else "",
        "is_disputed": bool(newest[-1].dispute),
        "period": period,
        "freshness": freshness_of(series.indicator.periodicity, period, today),
    }


def is_parted(series: Series, earlier: Value, later: Value) -> bool:
    """Whether a break in the series lies between two values."""
    return any(earlier.period < broken.period <= later.period for broken in series.breaks)


def trend_of(series: Series) -> Piece | None:
    """How the last settled value compares with the one before, if they may be compared."""
    if len(series.settled) < PAIR or series.settled[-1].period != series.whole[-1].period:
        return None
    before, now = series.settled[-2:]
    if is_parted(series, before, now):
        return {"tone": "unknown", "word": _("not comparable with the value before")}
    change = now.number - before.number
    if not change:
        unchanged = _("unchanged %(since)s") % {"since": since(before.period)}
        return {"tone": "unknown", "word": unchanged}
    sign = "+" if change > 0 else MINUS
    words = f"{sign}{size_of(series, abs(change))} {since(before.period)}"
    better = series.indicator.higher_is_better and change > 0
    return {"tone": "done" if better else "plain", "word": words}


def size_of(series: Series, change: Decimal) -> str:
    """The size of a change: percentages differ by points."""
    if series.is_percent:
        return _("%(number)s points") % {"number": number_in_words(change)}
    return " ".join(filter(None, amount_of(change, series.indicator.unit)))


def conclusion_of(series: Series) -> str:
    """What the picture shows, in one sentence."""
    name, unit = series.indicator.name, series.indicator.unit
    if not series.whole:
        return str(name)
    last = series.whole[-1]
    first = series.settled[0] if series.settled else last
    facts = {
        "name": name,
        "value": amount_in_words(last, unit),
        "date": in_words(last.period),
        "before": amount_in_words(first, unit),
        "start": in_words(first.period),
    }
    if last.dispute:
        return _("%(name)s: sources disagree about the last figure (%(date)s)") % facts
    if first.period == last.period or is_parted(series, first, last):
        return _("%(name)s: %(value)s (%(date)s)") % facts
    return _("%(name)s: from %(before)s (%(start)s) to %(value)s (%(date)s)") % facts


def picture_of(series: Series, *, small: bool = False) -> Any:
    """The values over time; nothing where there are not two dates to compare."""
    if len({value.period for value in series.whole}) < PAIR:
        return ""
    unit = series.indicator.unit
    plot = Plot(
        points=[_point(value, unit, is_disputed=bool(value.dispute)) for value in series.whole],
        targets=[_point(target, unit) for target in series.targets],
        breaks=[
            year_of(broken.period) - LENGTHS.get(len(broken.period), 0.0) / 2
            for broken in series.breaks
        ],
        says=conclusion_of(series),
        height=SMALL if small else TALL,
    )
    return plot_of(plot)


def _point(value: Value | Target, unit: str, *, is_disputed: bool = False) -> Point:
    number, _name = amount_of(value.number, unit)
    return Point(
        at=year_of(value.period),
        number=float(value.number),
        label=number,
        when=in_words(value.period),
        disputed=is_disputed,
    )


def bars_of(series: Series) -> list[Piece]:
    """The newest values of parts, as bars on one scale, after the settled value of that time."""
    parts = [value for value in series.values if value.part]
    if not parts:
        return []
    newest = [value for value in parts if value.period == parts[-1].period]
    whole = [value for value in series.settled if value.period == parts[-1].period]
    drawn = [*whole, *newest]
    most = max(abs(value.number) for value in drawn) or Decimal(1)
    scale = Decimal(100) if series.is_percent else most
    return [
        {
            "label": spoken(word("part", value.part).name) if value.part else _("this indicator"),
            "value": amount_of(value.number, series.indicator.unit)[0],
            "percent": float(round(max(value.number, Decimal(0)) / scale * 100, 1)),
            "tone": "" if value.part else "now",
        }
        for value in drawn
    ]


def all_values(series: Iterable[Series]) -> list[Any]:
    """Every row that names sources: values, targets and breaks."""
    return [row for one in series for rows in (one.values, one.targets, one.breaks) for row in rows]
