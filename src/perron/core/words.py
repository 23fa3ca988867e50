"""The region's own words, kept in memory under the number of the publication."""

from dataclasses import dataclass
from secrets import token_hex

from django.core.cache import cache

from perron.core.models import Term
from perron.core.publications import memory, publication_number
from perron.core.text import Text

_made: dict[str, "dict[tuple[str, str], Entry]"] = {}


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of a list: its name, its nature and its place."""

    code: str
    name: Text
    nature: str
    place: int


def words() -> dict[tuple[str, str], Entry]:
    """Every word of every list, by list and code."""
    known = memory()
    if "words" not in known:
        known["words"] = _kept_words()
    found: dict[tuple[str, str], Entry] = known["words"]
    return found


def _kept_words() -> dict[tuple[str, str], Entry]:
    """The words of this publication, made once in each process.

    The cache only says which making is current: taking the words themselves out of it would
    cost more than all the words of a page.
    """
    key = f"words:{publication_number()}"
    making: str | None = cache.get(key)
    if making is None:
        making = token_hex(8)
        cache.set(key, making, 3600)
    if making not in _made:
        _made.clear()
        _made[making] = {
            (term.vocabulary, term.code): Entry(term.code, term.name, term.nature, term.place)
            for term in Term.objects.all()
        }
    return _made[making]


def word(vocabulary: str, code: str) -> Entry:
    """A word, or the bare code where the list does not hold it."""
    known = words().get((vocabulary, code))
    return known or Entry(code, Text({"en": code}), "", 0)
