"""Texts that exist, but not in a language: which, and in which records."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from perron.core.records.codecs import Codec, Many, Translated
from perron.core.records.kinds import Kind, kinds
from perron.core.templatetags.perron import spoken
from perron.portal.pieces.facts import Piece
from perron.portal.pieces.history import label_of
from perron.portal.pieces.links import address

MOST = 200
NAMES = ("name", "title", "text")
BESIDE = {"card": ("measure",), "recommendation": ("card", "measure")}


def silences_in(language: str) -> list[Piece]:
    """By kind, the records with texts that are not in this language, and what these texts are."""
    groups: list[Piece] = []
    for kind in kinds.filed():
        missing = _own(kind, language)
        for codec in kind.codecs:
            if isinstance(codec, Many):
                for pk in _parts(kind, codec, language):
                    missing[pk].append(label_of(kind, codec))
        if missing:
            groups.append({"kind": kind.label, "entries": _entries(kind, missing)})
    return groups


def _unsaid(codecs: Iterable[Codec], language: str) -> Q:
    """Rows with a text that is not in the language."""
    where = Q(pk__in=[])
    for codec in codecs:
        if isinstance(codec, Translated):
            where |= ~Q(**{codec.name: {}}) & Q(**{f"{codec.name}__{language}__isnull": True})
    return where


def _own(kind: Kind, language: str) -> dict[int, list[str]]:
    """What a record's own texts are called that are missing, by row."""
    texts = [codec for codec in kind.codecs if isinstance(codec, Translated)]
    rows = kind.rows().prefetch_related(None).filter(_unsaid(texts, language))
    missing: dict[int, list[str]] = defaultdict(list)
    for thing in rows[:MOST]:
        missing[thing.pk] = [
            label_of(kind, codec)
            for codec in texts
            if getattr(thing, codec.name) and not getattr(thing, codec.name).get(language)
        ]
    return missing


def _parts(kind: Kind, codec: Many, language: str) -> Sequence[int]:
    """The rows that own parts with missing texts."""
    rows: Any = codec.model._meta.default_manager
    unsaid = rows.filter(_unsaid(codec.codecs, language))
    if codec.owner:
        owners = unsaid.values_list(codec.owner, flat=True)
    else:
        type_ = ContentType.objects.get_for_model(kind.model)
        owners = unsaid.filter(owner_type=type_).values_list("owner_pk", flat=True)
    return sorted(set(owners.order_by()[:MOST]))


def _entries(kind: Kind, missing: dict[int, list[str]]) -> list[Piece]:
    beside = "__".join(BESIDE.get(kind.name, ()))
    rows = kind.rows().prefetch_related(None)
    things = (rows.select_related(beside) if beside else rows).in_bulk(missing)
    return [
        {
            "name": _name_of(things[pk]),
            "url": _address_of(kind, things[pk]),
            "what": list(dict.fromkeys(missing[pk])),
        }
        for pk in missing
    ]


def _name_of(thing: Any) -> Any:
    """What a record is called; a card is called after its measure."""
    text = next((getattr(thing, name) for name in NAMES if hasattr(thing, name)), None)
    return spoken(text or thing.measure.name)


def _address_of(kind: Kind, thing: Any) -> str:
    """A record without a page of its own is shown on its measure's."""
    if kind.page:
        return kind.address(kind.key_of_thing(thing))
    shown_on = thing
    for name in BESIDE.get(kind.name, ()):
        shown_on = getattr(shown_on, name)
    if shown_on is thing:
        return ""
    return f"{address('measure', shown_on.code)}#{thing.code}"
