"""The region's own words, kept in memory under the number of the publication."""

from dataclasses import dataclass

from django.core.cache import cache

from perron.core.models import Term
from perron.core.publications import memory, publication_number
from perron.core.text import Text


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
    key = f"words:{publication_number()}"
    found: dict[tuple[str, str], Entry] | None = cache.get(key)
    if found is None:
        found = {
            (term.vocabulary, term.code): Entry(term.code, term.name, term.nature, term.place)
            for term in Term.objects.all()
        }
        cache.set(key, found, 3600)
    return found


def word(vocabulary: str, code: str) -> Entry:
    """A word, or the bare code where the list does not hold it."""
    known = words().get((vocabulary, code))
    return known or Entry(code, Text({"en": code}), "", 0)
