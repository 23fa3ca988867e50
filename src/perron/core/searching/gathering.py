"""From a question to the words of the index that answer it, each with what it is worth."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from perron.core.searching.asking import Phrase, Question, Role
from perron.core.searching.languages import is_compounding, stem, tail_of
from perron.core.searching.vocabulary import (
    BEGINNING,
    BEGINNING_IN,
    ENDING_IN,
    Edge,
    Known,
    best_guesses,
    nearby,
    with_stems,
)
from perron.core.searching.weighing import TITLE, saturated

# What a word of the index is worth where it stands for a word of the question, in sixteenths.
SAME = 16
SAME_STEM = 14
OTHER_LANGUAGE = 8
EDGES = {BEGINNING: 6, BEGINNING_IN: 6, ENDING_IN: 10}  # half of it in another language
PAIR = 8
NAME = 32_000  # its weight is 1: as much as two thirds of a word in a title
WHOLE = 300_000_000  # more than all words together
CODE = 1_000_000_000  # more than a whole title

PHRASE_SLOT = 100  # a slot from here on adds to the score and need not be there
PHRASES = 50  # at most, of each role
LEAST_TYPED = 3
LEAST_EDGE = 5
MOST_MISSPELT = 4


class Wanted(NamedTuple):
    """A word of the index, the slot of the question it fills, and what its weight counts there."""

    word: int
    slot: int
    times: int


@dataclass(slots=True)
class Answer:
    """What the index has for one word of the question, with what it is worth there."""

    exact: dict[Known, int]
    edges: dict[Known, int] = field(default_factory=dict)

    def add_edge(self, known: Known, worth: int) -> None:
        if known not in self.exact:
            self.edges[known] = max(worth, self.edges.get(known, 0))

    def __bool__(self) -> bool:
        return bool(self.exact or self.edges)

    def documents(self) -> int:
        """Answer about how many documents speak of it: those of the language that has most."""
        counted: Counter[str] = Counter()
        for known in self.exact or self.edges:
            counted[known.language] += known.documents
        return max(counted.values(), default=1)


@dataclass(frozen=True, slots=True)
class Gathered:
    """A question with what the index has for each of its words, folded, and for its phrases."""

    question: Question
    answers: dict[str, Answer]
    phrases: list[tuple[Known, Phrase]]

    def wanted(self, documents: int) -> list[Wanted]:
        """Weigh the words of the index by how rare the words of the question are.

        ``documents`` is how many the index holds. Rarity is 8·log₂(documents / holding), an
        integer from 1: the inverse document frequency of Spärck Jones (1972).
        """
        found: dict[tuple[int, int], int] = {}
        for slot, answer in enumerate(self.answers.values()):
            rarity = rarity_of(answer.documents(), documents)
            for known, worth in (answer.edges | answer.exact).items():
                found[known.pk, slot] = rarity * worth
        for known, phrase in self.phrases:
            rarity = rarity_of(known.documents, documents)
            slot = PHRASE_SLOT + PHRASES * phrase.role.value + phrase.place
            found[known.pk, slot] = {
                Role.PAIR: PAIR * rarity,
                Role.NAME: NAME * rarity,
                Role.WHOLE: WHOLE,
                Role.CODE: CODE,
            }[phrase.role]
        return [Wanted(pk, slot, times) for (pk, slot), times in found.items()]

    def score_of_title(self, documents: int) -> int:
        """Answer what a title would score that has every word the index knows, and no other."""
        known = [answer for answer in self.answers.values() if answer]
        weight = saturated(1, len(known), TITLE)
        return sum(SAME * weight * rarity_of(one.documents(), documents) for one in known)


def rarity_of(holding: int, documents: int) -> int:
    """Answer 8·log₂(documents / holding) in whole numbers, at least 1: no rounding differs."""
    holding = max(1, min(holding, documents))
    return int(max(documents, 1) ** 8 // holding**8).bit_length()


def gather(question: Question, *, typing: bool) -> Gathered:
    """Look a question up. Words that nothing holds are corrected, and the whole looked up again.

    The answer's question says then what was searched instead.
    """
    gathered = look_up(question, typing=typing)
    silent = [word for word, answer in gathered.answers.items() if not answer]
    guesses = best_guesses(silent[:MOST_MISSPELT], question.languages)
    if not guesses:
        return gathered
    better = {word: (known.written, known.folded) for word, known in guesses.items()}
    return look_up(question.corrected(better), typing=typing)


def look_up(question: Question, *, typing: bool) -> Gathered:
    """Find the words of the question by their stems, then by their beginnings and ends.

    ``typing`` says that the last word may be unfinished. A word that nothing holds and that says
    nothing in another language (“the” in a French question) need not be found.
    """
    stems = {word.folded: question.stems(word) for word in question.words}
    phrases = question.phrases()
    found = with_stems({*phrases, *(stem for of_word in stems.values() for stem in of_word)})
    answers = {
        word: Answer({it: worth(it, word, question) for it in found if it.key in of_word})
        for word, of_word in stems.items()
    }
    for edge, known in nearby(list(edges_of(question, answers, typing=typing))):
        ours = known.language == question.language
        answers[edge.word].add_edge(known, EDGES[edge.statement] // (1 if ours else 2))
    said = {word: answer for word, answer in answers.items() if answer}
    open_words = {word: it for word, it in answers.items() if not question.says_nothing(word)}
    placed = [(known, phrases[known.key]) for known in found if known.key in phrases]
    return Gathered(question, answers if not said else {**open_words, **said}, placed)


def worth(known: Known, word: str, question: Question) -> int:
    """Say what a word of the index is worth that has the stem of a word of the question."""
    if known.language != question.language:
        return OTHER_LANGUAGE
    return SAME if known.folded == word else SAME_STEM


def edges_of(question: Question, answers: dict[str, Answer], *, typing: bool) -> Iterator[Edge]:
    """Ask for compounds of long words, and for what the last word may become."""
    for word, found in answers.items():
        unfinished = typing and not found.exact and word == question.heard[-1].folded
        if len(word) >= (LEAST_TYPED if unfinished else LEAST_EDGE):
            yield Edge(word, BEGINNING, word)
        for language in filter(is_compounding, question.languages):
            cut, tail = stem(word, language), tail_of(word)
            if len(cut) >= LEAST_EDGE:
                yield Edge(word, BEGINNING_IN, cut, language)
            if len(tail) >= LEAST_EDGE:
                yield Edge(word, ENDING_IN, tail, language)
