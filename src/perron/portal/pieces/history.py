"""What changed in one record, line by line of its journal, in the reader's words."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perron.core.dates import PARTIAL, in_words
from perron.core.formats import number_in_words
from perron.core.journal.lines import COMMAND_LINE
from perron.core.models import JournalLine
from perron.core.records.codecs import Choice, Codec, Many, Number, Translated, Word, Words
from perron.core.records.kinds import Kind, kinds
from perron.core.text import Text
from perron.core.words import word
from perron.portal.pieces.facts import Piece

PAIR = 2  # before and after
NOTHING = "–"
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
    return [_entry(line, kinds[line.about_kind]) for line in lines if line.about_kind in kinds]


def _entry(line: JournalLine, kind: Kind) -> Piece:
    verb = line.verb.rpartition(".")[2]
    deed = DEEDS.get(line.verb) or DEEDS.get(verb) or _("Decided")
    return {
        "at": line.at,
        "deed": str(deed),
        "by": _("by the operator") if line.actor == COMMAND_LINE else _("at the desk"),
        "line": f"{line.chain} {line.seq}",
        "digest": line.digest,
        "differences": differences_of(kind, line.change) if verb == "changed" else [],
    }


def differences_of(kind: Kind, change: dict[str, Any]) -> list[Piece]:
    """Per key, what it was and what it became; of lists, what went and what came."""
    found: list[Piece] = []
    for codec in kind.codecs:
        pair = change.get(codec.key)
        if isinstance(pair, list) and len(pair) == PAIR:
            gone, come = _sides(codec, pair)
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


def _sides(codec: Codec, pair: Sequence[Any]) -> tuple[list[str], list[str]]:
    before, after = pair
    if isinstance(codec, Translated):
        return _languages(before or {}, after or {})
    if isinstance(before, list) or isinstance(after, list):
        old, new = before or [], after or []
        gone = [_part(codec, part) for part in old if part not in new]
        come = [_part(codec, part) for part in new if part not in old]
        return gone, come
    return [words_of(codec, before)], [words_of(codec, after)]


def _languages(before: dict[str, str], after: dict[str, str]) -> tuple[list[str], list[str]]:
    """Only the languages whose words changed, each under its code."""
    changed = [code for code in {**before, **after} if before.get(code) != after.get(code)]
    return (
        [_short(f"{code}: {before[code]}") for code in changed if code in before],
        [_short(f"{code}: {after[code]}") for code in changed if code in after],
    )


def _part(codec: Codec, part: Any) -> str:
    if isinstance(codec, Many):
        inner = (one for one in codec.codecs if one.key in part and one.key != "sources")
        return _short(", ".join(words_of(one, part[one.key]) for one in inner))
    if isinstance(codec, Words):
        return str(word(codec.vocabulary, part).name)
    return _short(str(part))


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
