"""How heavily a thing holds which words: from its texts to the rows of the index, as integers."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, Protocol

from django.conf import settings

from perron.core.models.search import LONGEST_PHRASE
from perron.core.searching.folding import fold
from perron.core.searching.languages import (
    REMEMBERED,
    is_compounding,
    noise_of,
    spelling,
    stem,
    tail_of,
)
from perron.core.searching.words import Word, clean, folded_word, words_of
from perron.core.text import Text

TITLE = 8
TITLES = {"reference": 4}  # a source stands after what it is cited for
CODE = 2
SUMMARY = 1
SCALE = 1000
HEAVIEST = 8000  # a document and its weight are packed into one number
WHOLE = "="  # stands before the stems of a whole title, as no word does
CODED = "#"  # and this before a code
BRACKETS = re.compile(r"\([^()]*\)")


class Findable(Protocol):
    """The texts of a thing that searching reads, with their weight beside the title's 8."""

    @property
    def title(self) -> Text: ...
    @property
    def summary(self) -> Text: ...
    @property
    def body(self) -> Iterable[tuple[Text, int]]: ...


class Entry(NamedTuple):
    """A word of the index, or a phrase of a title, which has a stem only."""

    language: str
    written: str
    stem: str
    folded: str = ""
    tail: str = ""


def weigh(thing: Findable, *, kind: str, code: str) -> dict[Entry, int]:
    """Answer every word under which a thing is found, with its weight.

    The summary counts where the body does not repeat it: what a result line shows can be found.
    A code is found by itself, by its words, and as if it were a title.
    """
    first = settings.REGION.languages[0]
    body = [*thing.body, *([(thing.summary, SUMMARY)] if is_unsaid(thing) else [])]
    texts = [(thing.title, TITLES.get(kind, TITLE)), *body, (Text({first: code}), CODE)]
    found: Counter[Entry] = Counter()
    for text, weight in texts:
        for language, words in languages_of(text):
            found.update(weigh_text(words, language, weight))
    weights = {
        Entry(first, name, name): 1 for name in {phrase_of_code(code), *names_in(code, first)}
    }
    for language, title in languages_of(thing.title):
        neighbours = pairs_of(stems_of(title, language))
        weight = saturated(1, len(neighbours) + 1, TITLES.get(kind, TITLE))
        weights |= {Entry(language, pair, pair): weight for pair in neighbours}
        weights |= {Entry(language, name, name): 1 for name in names_in(title, language)}
    return weights | {entry: min(weight, HEAVIEST) for entry, weight in found.items() if weight}


def is_unsaid(thing: Findable) -> bool:
    """Say whether the body does not hold the summary."""
    return thing.summary not in [text for text, _ in thing.body]


def languages_of(text: Text) -> Iterator[tuple[str, str]]:
    """Answer each language that a text is written in, never a fallback, with the words.

    A text in none of the region's languages is read as if it were in the first: it is not lost.
    """
    ours = [(code, text[code]) for code in settings.REGION.languages if text.get(code)]
    strange = [(settings.REGION.languages[0], words) for words in text.values() if words]
    yield from ours or strange


def weigh_text(text: str, language: str, weight: int) -> Mapping[Entry, int]:
    """Weigh the words of one text, between 0 and ``weight * SCALE``.

    A word weighs more when the text repeats it and less in a long text, after BM25's term
    frequency: ``times / (times + 1/2 + length / 6)``.
    """
    words = telling(words_of(clean(text)), language)
    found: Counter[Entry] = Counter()
    for written, times in Counter(word.written for word in words).items():
        found[entry_of(written, language)] += saturated(times, len(words), weight)
    for part, times in Counter(part for word in words for part in word.parts).items():
        found[entry_of(part, language)] += saturated(times, len(words), weight) // 2
    return found


def saturated(times: int, length: int, weight: int) -> int:
    """Answer the weight of a word that stands so many times among so many words."""
    return 6 * times * SCALE * weight // (6 * times + 3 + length)


def telling(words: Iterable[Word], language: str) -> list[Word]:
    """Leave out words that say nothing, unless there are no others."""
    said = list(words)
    noise = noise_of(language)
    return [word for word in said if word.folded not in noise] or said


@lru_cache(maxsize=REMEMBERED)
def entry_of(written: str, language: str) -> Entry:
    """Answer the row of one word."""
    spelt = spelling(written, language)
    folded = folded_word(spelt)
    tail = tail_of(folded) if is_compounding(language) else ""
    return Entry(language, spelt, stem(folded, language), folded, tail)


def stems_of(text: str, language: str) -> list[str]:
    """Answer the stems of the words that tell something."""
    return [stem(word.folded, language) for word in telling(words_of(clean(text)), language)]


def pairs_of(stems: list[str]) -> list[str]:
    """Answer each two neighbours as a phrase."""
    return [" ".join(pair)[:LONGEST_PHRASE] for pair in pairwise(stems)]


def name_of(stems: list[str]) -> str:
    """Answer all stems together as a phrase; nothing when there are none."""
    return (WHOLE + " ".join(stems))[:LONGEST_PHRASE] if stems else ""


def names_in(title: str, language: str) -> set[str]:
    """Answer the whole title, also without its brackets: “W.IN.G (fund)” is also “W.IN.G”."""
    whole, bare = title, BRACKETS.sub(" ", title)
    return {name_of(stems_of(text, language)) for text in (whole, bare)} - {""}


def phrase_of_code(code: str) -> str:
    """Answer the phrase under which a thing is found by its code."""
    return (CODED + fold(code))[:LONGEST_PHRASE]
