"""What changed in one record, line by line of its journal, in the reader's words."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perron.core.dates import PARTIAL, in_words
from perron.core.formats import number_in_words
from perron.core.models import JournalLine
from perron.core.records.codecs import (
    Choice,
    Codec,
    Link,
    Links,
    Many,
    Number,
    Translated,
    Word,
    Words,
    pointers_of,
)
from perron.core.records.kinds import Kind, kinds
from perron.core.text import Text
from perron.core.words import word
from perron.portal.pieces.changes import by_whom
from perron.portal.pieces.facts import Piece

PAIR = 2  # before and after
NOTHING = "–"
Titles = dict[tuple[str, str], str]  # by kind and code
Side = list[list[Piece]]
LONGEST = 280
LISTS = {
    "audience": gettext_lazy("audience"),
    "became": gettext_lazy("what became of it"),
    "breaks": gettext_lazy("breaks in the series"),
    "declared": gettext_lazy("cards declared"),
    "districts": gettext_lazy("districts"),
    "facts": gettext_lazy("facts"),
    "measures": gettext_lazy("measures"),
    "milestones": gettext_lazy("milestones"),
    "municipalities": gettext_lazy("municipalities"),
    "nodes": gettext_lazy("place in the strategy"),
    "numbers": gettext_lazy("reference numbers"),
    "partners": gettext_lazy("partners"),
    "programmes": gettext_lazy("programmes"),
    "sources": gettext_lazy("sources"),
    "targets": gettext_lazy("targets"),
    "values": gettext_lazy("values"),
}

DEEDS = {
    "added": gettext_lazy("Published"),
    "changed": gettext_lazy("Changed"),
    "loaded": gettext_lazy("Loaded from a file"),
    "imported": gettext_lazy("Loaded from a spreadsheet"),
    "removed": gettext_lazy("Removed"),
    "merged": gettext_lazy("Merged"),
    "confirmed": gettext_lazy("Confirmed by the organisation"),
    "measure.confirmed": gettext_lazy("Confirmed"),
    "claimed": gettext_lazy("Somebody asks to speak for it"),
    "approved": gettext_lazy("Somebody may speak for it"),
    "refused": gettext_lazy("Somebody may not speak for it"),
    "ended": gettext_lazy("Somebody no longer speaks for it"),
    "contact.added": gettext_lazy("Contact added"),
    "contact.changed": gettext_lazy("Contact changed"),
    "contact.removed": gettext_lazy("Contact removed"),
}


def history_of(lines: Iterable[JournalLine]) -> list[Piece]:
    """The lines of a record's journal, each with the differences that it made."""
    told = [line for line in lines if line.about_kind in kinds]
    titles = _titles(told)
    return [_entry(line, kinds[line.about_kind], titles) for line in told]


def _titles(lines: Iterable[JournalLine]) -> Titles:
    """What everything is called that these lines link, as far as it is still there."""
    wanted: dict[str, set[str]] = {}
    for line in lines:
        if line.verb == f"{line.about_kind}.changed":
            codecs = _linking(kinds[line.about_kind].codecs)
            for side in range(PAIR):
                record = {key: pair[side] for key, pair in line.change.items()}
                for pointer in pointers_of(codecs, record):
                    wanted.setdefault(pointer.kind, set()).add(pointer.code)
    return {
        (name, kinds[name].key_of_thing(thing)): str(thing)
        for name, codes in wanted.items()
        for thing in kinds[name].with_keys(codes).prefetch_related(None)
    }


def _linking(codecs: Iterable[Codec]) -> tuple[Codec, ...]:
    """The codecs that link records; the words of a list have their names elsewhere."""
    found: list[Codec] = []
    for codec in codecs:
        if isinstance(codec, Many):
            found.append(replace(codec, codecs=_linking(codec.codecs)))
        elif isinstance(codec, Link | Links):
            found.append(codec)
    return tuple(found)


def _entry(line: JournalLine, kind: Kind, titles: Titles) -> Piece:
    verb = line.verb.rpartition(".")[2]
    deed = DEEDS.get(line.verb) or DEEDS.get(verb) or _("Decided")
    return {
        "at": line.at,
        "deed": str(deed),
        "by": by_whom(line),
        "line": f"{line.chain} {line.seq}",
        "digest": line.digest,
        "differences": differences_of(kind, line.change, titles) if verb == "changed" else [],
    }


def differences_of(kind: Kind, change: dict[str, Any], titles: Titles) -> list[Piece]:
    """Per key, what it was and what it became; of lists, what went and what came.

    Each entry of a side is a list of pieces ``{words, url, code}``: a link has its name, its
    address and its code, anything else has words alone.
    """
    found: list[Piece] = []
    for codec in kind.codecs:
        pair = change.get(codec.key)
        if isinstance(pair, list) and len(pair) == PAIR:
            gone, come = _sides(codec, pair, titles)
            found.append({"label": label_of(kind, codec), "before": gone, "after": come})
    return found


def label_of(kind: Kind, codec: Codec) -> str:
    """What a key is called: a list by its own name, a column by the model's."""
    if codec.key in LISTS:
        return str(LISTS[codec.key])
    try:
        field = kind.model._meta.get_field(codec.name)
    except FieldDoesNotExist:
        return codec.key
    return str(getattr(field, "verbose_name", codec.key))


def _sides(codec: Codec, pair: Sequence[Any], titles: Titles) -> tuple[Side, Side]:
    before, after = pair
    if isinstance(codec, Translated):
        return _languages(before or {}, after or {})
    if isinstance(before, list) or isinstance(after, list):
        old, new = before or [], after or []
        gone = [_part(codec, part, titles) for part in old if part not in new]
        come = [_part(codec, part, titles) for part in new if part not in old]
        return gone, come
    return [_said(codec, before, titles)], [_said(codec, after, titles)]


def _languages(before: dict[str, str], after: dict[str, str]) -> tuple[Side, Side]:
    """Only the languages whose words changed, each under its code."""
    changed = [code for code in {**before, **after} if before.get(code) != after.get(code)]
    return (
        [_words(f"{code}: {before[code]}") for code in changed if code in before],
        [_words(f"{code}: {after[code]}") for code in changed if code in after],
    )


def _part(codec: Codec, part: Any, titles: Titles) -> list[Piece]:
    if isinstance(codec, Many):
        inner = (one for one in codec.codecs if one.key in part and one.key != "sources")
        return [piece for one in inner for piece in _said(one, part[one.key], titles)]
    if isinstance(codec, Words):
        return _words(str(word(codec.vocabulary, part).name))
    return _said(codec, part, titles)


def _said(codec: Codec, value: Any, titles: Titles) -> list[Piece]:
    """A value in pieces: each link by its name, anything else in words."""
    if isinstance(codec, Link | Links) and value:
        codes = value if isinstance(value, list) else [value]
        return [_link(codec.kind, code, titles) for code in codes]
    return _words(words_of(codec, value))


def _link(kind: str, code: str, titles: Titles) -> Piece:
    """A record by its name; one that is gone has its code alone."""
    title = titles.get((kind, code))
    if title is None:
        return {"words": code, "url": "", "code": ""}
    return {"words": _short(title), "url": kinds[kind].address(code), "code": code}


def _words(words: str) -> list[Piece]:
    return [{"words": _short(words), "url": "", "code": ""}]


def words_of(codec: Codec, value: Any) -> str:
    """One value in the reader's words; no value of a choice means its default."""
    if isinstance(codec, Choice):
        return str(codec.choices(value or codec.default).label)
    if value is None:
        return NOTHING
    write = IN_WORDS.get(type(codec), _plain)
    return _short(write(codec, value))


def _plain(codec: Any, value: Any) -> str:
    is_date = getattr(codec, "format", "") == "partial-date"
    if is_date and PARTIAL.fullmatch(value):
        return in_words(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


IN_WORDS: dict[type[Codec], Callable[[Any, Any], str]] = {
    Number: lambda _codec, value: number_in_words(value),
    Translated: lambda _codec, value: str(Text(value)),
    Word: lambda codec, value: str(word(codec.vocabulary, value).name),
}


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
