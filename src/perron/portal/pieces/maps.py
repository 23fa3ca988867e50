"""The map as SVG: municipalities as linked cells, districts as lines."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from perron.directory.models import District, Municipality
from perron.portal.pieces.links import address

LEVELS = 5
MARGIN = 4


def path_of(outline: Sequence[Sequence[Sequence[float]]]) -> str:
    """An SVG path of rings, filled by the even-odd rule."""
    return "".join(
        "M" + "L".join(f"{x:g} {y:g}" for x, y in ring) + "Z" for ring in outline if ring
    )


def level_of(count: int, most: int) -> int:
    """The step of a scale from 0 (none) to 5 (the most)."""
    return 0 if count <= 0 else max(1, -(-count * LEVELS // max(most, 1)))


def map_of(
    municipalities: Sequence[Municipality],
    districts: Sequence[District],
    counts: Mapping[str, int],
    *,
    title: str,
    current: str = "",
) -> dict[str, Any] | None:
    """The map piece, or nothing where no outlines are known."""
    drawn = [one for one in municipalities if one.outline]
    if not drawn:
        return None
    most = max(counts.values(), default=0)
    cells = format_html_join(
        "",
        '<a class="cell level-{}{}" href="{}" data-x="{}" data-y="{}" aria-label="{}">'
        '<path d="{}"/></a>',
        (_cell(one, counts.get(one.code, 0), most=most, current=current) for one in drawn),
    )
    lines = format_html_join(
        "", '<path class="province" d="{}"/>', ((path_of(one.outline),) for one in districts)
    )
    return {"title": title, "svg": _frame(drawn, cells, lines, title=title), "after": "after-map"}


def _cell(one: Municipality, count: int, *, most: int, current: str) -> tuple[Any, ...]:
    ring = one.outline[0]
    x = round(sum(spot[0] for spot in ring) / len(ring))
    y = round(sum(spot[1] for spot in ring) / len(ring))
    label = _("%(name)s: %(count)s") % {"name": one.name, "count": count}
    here = " current" if one.code == current else ""
    url = address("municipality", one.code)
    return level_of(count, most), here, url, x, y, label, path_of(one.outline)


def _frame(
    drawn: Sequence[Municipality], cells: SafeString, lines: SafeString, *, title: str
) -> SafeString:
    spots = [spot for one in drawn for ring in one.outline for spot in ring]
    left, right = min(x for x, _y in spots), max(x for x, _y in spots)
    top, bottom = min(y for _x, y in spots), max(y for _x, y in spots)
    wide, high = right - left + 2 * MARGIN, bottom - top + 2 * MARGIN
    box = f"{left - MARGIN:g} {top - MARGIN:g} {wide:g} {high:g}"
    return format_html(
        '<svg viewBox="{}" role="group" aria-label="{}">{}{}</svg>', box, title, cells, lines
    )
