"""What the buttons of a form do to its lists: add a part, remove it, move it up or down."""

from typing import Any

from perron.core.records.codecs import Many
from perron.core.records.kinds import Kind, Record
from perron.desk.errors import UnknownParts
from perron.desk.records.labels import field_id

ADD, REMOVE, UP, DOWN, MORE = "add", "remove", "up", "down", "more"


def take_step(kind: Kind, record: Record, step: str) -> tuple[Record, str]:
    """The record after a button such as ``remove:facts.2``, and the id to go on from.

    Raises :class:`UnknownParts` when the button names no list of this kind.
    """
    deed, _colon, name = step.partition(":")
    if deed == MORE:
        return record, field_id(f"{name}.{MORE}")
    key, _dot, place = name.partition(".")
    lists = {codec.key for codec in kind.codecs if isinstance(codec, Many)}
    rows = list(record.get(key, []))
    if key not in lists or (deed != ADD and not (place.isdecimal() and int(place) < len(rows))):
        raise UnknownParts(kind=kind.label, parts=step[:80])
    here = _stepped(deed, rows, int(place or 0))
    return {**record, key: rows}, field_id(f"{key}.{here}" if rows else key)


def _stepped(deed: str, rows: list[Any], place: int) -> int:
    """Change the rows; answer where one goes on."""
    if deed == ADD:
        rows.append({})
        return len(rows) - 1
    if deed == REMOVE:
        del rows[place]
        return max(0, min(place, len(rows) - 1))
    other = place - 1 if deed == UP else place + 1
    if 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
        return other
    return place
