"""The pieces of which sentences about a document are made: fields, values, kinds, suggestions."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from perron.core.documents.problems import Path, Sentence, say

MOST_CHARACTERS = 60
MOST_NAMED = 20
MOST_COMPARED = 300
LIKENESS = 0.7

KINDS = {
    "string": _("a text"),
    "number": _("a number"),
    "integer": _("a whole number"),
    "boolean": _("true or false"),
    "array": _("a list"),
    "object": _("a group of lines “key: value”"),
    "null": _("empty"),
}


def field_of(path: Path) -> Sentence:
    """Name a place by its key, or as an entry of a list, or as the file."""
    if not path:
        return say(_("the file"))
    step = path[-1]
    if isinstance(step, str):
        return say(_("“%(key)s”"), key=step)
    above = field_of(path[:-1])
    return say(_("entry %(number)d of %(list)s"), number=step + 1, list=above)


def shown(value: object) -> Sentence:
    """Quote a value in a sentence, shortened."""
    if isinstance(value, str):
        return say(_("“%(text)s”"), text=shortened(value)) if value else say(_("an empty text"))
    if value is None:
        return say(_("empty"))
    if isinstance(value, list):
        template = ngettext_lazy(
            "a list of %(count)d entry", "a list of %(count)d entries", "count"
        )
        return say(template, count=len(value))
    if isinstance(value, dict):
        return say(KINDS["object"])
    return say("%(value)s", value=written(value))


def written(value: object) -> str:
    """Answer a value as it is typed into a file, shortened."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    return shortened(f"{value:f}" if isinstance(value, Decimal) else str(value))


def shortened(text: str) -> str:
    """Put a text on one line of at most ``MOST_CHARACTERS`` characters."""
    line = " ".join(text[: 2 * MOST_CHARACTERS].split())
    return line if len(line) <= MOST_CHARACTERS else f"{line[: MOST_CHARACTERS - 1]}…"


def listed(values: Sequence[object]) -> str:
    """Put values behind each other, the first ``MOST_NAMED`` of them."""
    names = [written(value) for value in values[:MOST_NAMED]]
    return ", ".join(names if len(values) <= MOST_NAMED else [*names, "…"])


def one_of_kinds(names: Sequence[str]) -> Sentence:
    """Say JSON Schema types in words: a text or a number or empty."""
    words = [say(KINDS[name]) for name in names]
    phrase = words[-1]
    for word in reversed(words[:-1]):
        phrase = say(_("%(first)s or %(last)s"), first=word, last=phrase)
    return phrase


def nearest(word: object, known: Iterable[object]) -> str | None:
    """Find the known word that was probably meant, if one is near."""
    words = tuple(each for each in known if isinstance(each, str))[:MOST_COMPARED]
    return _nearest(word[:MOST_CHARACTERS], words) if isinstance(word, str) else None


@lru_cache(maxsize=1024)
def _nearest(word: str, words: tuple[str, ...]) -> str | None:
    by_folded = {each.casefold(): each for each in words}
    found = get_close_matches(word.casefold(), by_folded, n=1, cutoff=LIKENESS)
    return by_folded[found[0]] if found else None
