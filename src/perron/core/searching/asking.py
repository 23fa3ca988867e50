"""Reading a query: which words must be found, and how each language would write them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from django.conf import settings

from perron.core.searching.folding import fold
from perron.core.searching.languages import noise_of, stem
from perron.core.searching.weighing import WHOLE, name_of, pairs_of, phrase_of_code, telling
from perron.core.searching.words import Word, clean, placed_words

CODE = re.compile(r"[\w./-]+")
LONGEST_QUERY = 200
MOST_WORDS = 12


class Role(Enum):
    """What a phrase is: neighbouring words, a title within the question, all of it, or a code."""

    PAIR = 0
    NAME = 1
    WHOLE = 2
    CODE = 3


class Phrase(NamedTuple):
    """What a phrase of the index is to the question, and its place among its like."""

    role: Role
    place: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """A query as searching understands it, in the reader's language and the region's others.

    ``words`` are those that must be found; ``heard`` are all of them, for phrases.
    """

    text: str
    languages: tuple[str, ...]
    words: tuple[Word, ...]
    heard: tuple[Word, ...]

    @property
    def language(self) -> str:
        """The reader's."""
        return self.languages[0]

    def stems(self, word: Word) -> set[tuple[str, str]]:
        """Answer the word's stem by language, but not in others where it says nothing."""
        return {
            (language, stem(word.folded, language))
            for language in self.languages
            if language == self.language or word.folded not in noise_of(language)
        }

    def phrases(self) -> dict[tuple[str, str], Phrase]:
        """Answer, by language and stem, all phrases that the index may have of the question."""
        found = {(settings.REGION.languages[0], code): Phrase(Role.CODE) for code in self.codes()}
        for language in self.languages:
            stems = [stem(word.folded, language) for word in telling(self.heard, language)]
            neighbours = pairs_of(stems)
            for place, pair in enumerate(neighbours):
                found[language, pair] = Phrase(Role.PAIR, place)
            names = [name_of([one]) for one in stems] + [WHOLE + pair for pair in neighbours]
            for place, name in enumerate(names):
                found[language, name] = Phrase(Role.NAME, place)
            found[language, name_of(stems)] = Phrase(Role.WHOLE)
        return found

    def codes(self) -> set[str]:
        """Answer the codes that the text may be, typed with hyphens or with spaces."""
        typed = fold(self.text.strip())
        spelt = "-".join(word.folded for word in self.heard)
        return {phrase_of_code(code) for code in (typed, spelt) if CODE.fullmatch(code)}

    def says_nothing(self, word: str) -> bool:
        """Say whether a folded word is noise in one of the region's languages."""
        return any(word in noise_of(language) for language in self.languages)

    def corrected(self, better: Mapping[str, tuple[str, str]]) -> "Question":
        """Put other words, as written and folded, in the place of misspelt ones."""
        text, heard = self.text, list(self.heard)
        for place, word in reversed(list(enumerate(self.heard))):
            if word.folded in better:
                written, folded = better[word.folded]
                text = text[: word.start] + written + text[word.end :]
                heard[place] = word._replace(written=written, folded=folded)
        return asked(text, tuple(heard), self.languages)


def read_query(query: str, language: str) -> Question:
    """Read a query: 200 characters and 12 words of it; everything in it is just text."""
    text = clean(query)[:LONGEST_QUERY]
    heard = tuple(placed_words(text))[:MOST_WORDS]
    languages = settings.REGION.languages
    reader = language if language in languages else languages[0]
    return asked(text, heard, (reader, *(code for code in languages if code != reader)))


def asked(text: str, heard: tuple[Word, ...], languages: tuple[str, ...]) -> Question:
    """Make a question of words: those that tell something in the reader's language, once each."""
    words = {word.folded: word for word in telling(heard, languages[0])}
    return Question(text, languages, tuple(words.values()), heard)
