"""Pictures of numbers, drawn on the server; x is in per cent, so text keeps its size anywhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

SIDE = 9.0  # per cent left free on each side, for labels
CLOSE = 11.0  # per cent: labels nearer than this would touch
MOST_LABELS = 7
SMALL = 160  # pixels: up to this height a picture shows less
DOT = '<circle class="dot{}" cx="{}%" cy="{}" r="6"/>'
DIAMOND = (
    '<svg x="{}%" y="{}" class="mark"><path class="dot dot--disputed" d="M0-8 8 0 0 8-8 0z"/></svg>'
)


@dataclass(frozen=True, slots=True)
class Point:
    """A value to draw: ``at`` in years, ``label`` and ``when`` in the reader's words."""

    at: float
    number: float
    label: str
    when: str
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Plot:
    """What one picture holds; ``breaks`` are dates from which figures are not comparable."""

    points: Sequence[Point]
    says: str
    targets: Sequence[Point] = ()
    breaks: Sequence[float] = ()
    height: int = 264

    @property
    def top(self) -> int:
        return 44 if self.height > SMALL else 26

    @property
    def ground(self) -> int:
        return self.height - 32

    def x(self, at: float) -> float:
        """Place along the time axis, in per cent of the width."""
        times = [point.at for point in (*self.points, *self.targets)]
        first, last = min(times), max(times)
        if first == last:
            return 50.0
        return round(SIDE + (at - first) / (last - first) * (100 - 2 * SIDE), 2)

    def y(self, number: float) -> float:
        """Height of a value in pixels; the ground is zero, or the lowest value below it."""
        numbers = [point.number for point in (*self.points, *self.targets)]
        low, high = min(0.0, *numbers), max(0.0, *numbers)
        reach = (high - low) or 1.0
        return round(self.ground - (number - low) / reach * (self.ground - self.top), 1)


def plot_of(plot: Plot) -> SafeString:
    """The picture as SVG without a viewBox; its height comes from the style sheet."""
    parts = [*_frame(plot), *_breaks(plot), *_lines(plot), *_targets(plot), *_marks(plot)]
    size = "plot plot--small" if plot.height <= SMALL else "plot"
    return format_html(
        '<svg class="{}" role="img" aria-label="{}" focusable="false">{}</svg>',
        size,
        plot.says,
        format_html_join("", "{}", ((part,) for part in parts)),
    )


def _frame(plot: Plot) -> Iterator[SafeString]:
    y = plot.y(0.0)
    yield format_html('<line class="axis" x1="0" x2="100%" y1="{}" y2="{}"/>', y, y)


def _breaks(plot: Plot) -> Iterator[SafeString]:
    """A dotted line between the last value of the old method and the first of the new one."""
    for broken in plot.breaks:
        before = [point.at for point in plot.points if point.at < broken]
        if not before:
            continue
        after = [point.at for point in plot.points if point.at >= broken]
        x = plot.x((max(before) + min(after, default=broken)) / 2)
        yield format_html(
            '<line class="series-break" x1="{}%" x2="{}%" y1="14" y2="{}"/>', x, x, plot.ground
        )
        if plot.height > SMALL:
            yield _text(x, 12, _("break"))


def _lines(plot: Plot) -> Iterator[SafeString]:
    """Values that nobody disputes and that no break parts are joined."""
    for earlier, later in pairwise(sorted(plot.points, key=lambda point: point.at)):
        parted = any(earlier.at < broken <= later.at for broken in plot.breaks)
        if earlier.disputed or later.disputed or parted:
            continue
        yield _segment(plot, (earlier, later), name="series series--now")


def _segment(plot: Plot, ends: tuple[Point, Point], *, name: str) -> SafeString:
    earlier, later = ends
    return format_html(
        '<line class="{}" x1="{}%" y1="{}" x2="{}%" y2="{}"/>',
        name,
        plot.x(earlier.at),
        plot.y(earlier.number),
        plot.x(later.at),
        plot.y(later.number),
    )


def _targets(plot: Plot) -> Iterator[SafeString]:
    settled = [point for point in plot.points if not point.disputed]
    for target in plot.targets:
        if settled:
            last = max(settled, key=lambda point: point.at)
            yield _segment(plot, (last, target), name="series series--target")
        x, y = plot.x(target.at), plot.y(target.number)
        yield format_html('<circle class="dot dot--target" cx="{}%" cy="{}" r="7"/>', x, y)
        yield _text(x, y - 14, target.label, name="plot-value")
        yield _text(x, plot.ground + 22, target.when)


def _marks(plot: Plot) -> Iterator[SafeString]:
    """The values: dots, or hollow diamonds one above the other where sources disagree."""
    latest = max((point.at for point in plot.points), default=0.0)
    labelled = _labelled(plot)
    for at in sorted({point.at for point in plot.points}):
        here = sorted(
            (point for point in plot.points if point.at == at), key=lambda point: point.number
        )
        x = plot.x(at)
        for point in here:
            if point.disputed:
                yield format_html(DIAMOND, x, plot.y(point.number))
            else:
                yield format_html(DOT, " dot--now" if at == latest else "", x, plot.y(point.number))
        if at in labelled:
            yield from _labels(plot, x, here)


def _labels(plot: Plot, x: float, here: Sequence[Point]) -> Iterator[SafeString]:
    """The date below; the highest value above its mark, and another below the lowest."""
    yield _text(x, plot.ground + 22, here[-1].when)
    yield _text(x, plot.y(here[-1].number) - 14, here[-1].label, name="plot-value")
    if len(here) > 1:
        yield _text(x, plot.y(here[0].number) + 26, here[0].label, name="plot-value")


def _labelled(plot: Plot) -> set[float]:
    """Dates whose labels fit: the last, the first, and between them those that touch nothing."""
    times = sorted({point.at for point in plot.points})
    taken = [plot.x(target.at) for target in plot.targets]
    chosen: set[float] = set()
    for at in dict.fromkeys([*times[-1:], *times[:1], *times]):
        x = plot.x(at)
        if len(chosen) < MOST_LABELS and all(abs(x - other) >= CLOSE for other in taken):
            chosen.add(at)
            taken.append(x)
    return chosen


def _text(x: float, y: float, words: str, *, name: str = "") -> SafeString:
    return format_html(
        '<text x="{}%" y="{}" text-anchor="middle" class="{}">{}</text>', x, y, name, words
    )
