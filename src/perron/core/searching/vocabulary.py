"""Looking words up in the index: by stem, by their beginning or end, by spelling."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from perron.core.models import SearchWord
from perron.core.searching.spelling import least_shared, slips_allowed, slips_between, trigrams

MOST_NEARBY = 40
MOST_GUESSES = 60
LAST = "\U0010ffff"  # sorts after every letter

COLUMNS = ("pk", "language", "written", "folded", "stem", "documents")
BEGINNING = """
    SELECT * FROM (
        SELECT id, language, written, folded, stem, documents, %s FROM core_searchword
        WHERE folded >= %s AND folded < %s
        ORDER BY documents DESC, written, language LIMIT %s
    ) AS beginnings"""
BEGINNING_IN = """
    SELECT * FROM (
        SELECT id, language, written, folded, stem, documents, %s FROM core_searchword
        WHERE folded >= %s AND folded < %s AND language = %s
        ORDER BY documents DESC, written, language LIMIT %s
    ) AS beginnings"""
ENDING_IN = """
    SELECT * FROM (
        SELECT id, language, written, folded, stem, documents, %s FROM core_searchword
        WHERE tail >= %s AND tail < %s AND language = %s
        ORDER BY documents DESC, written, language LIMIT %s
    ) AS ends"""
LIKE = """
    SELECT * FROM (
        SELECT word.id, language, written, folded, stem, documents, %s
        FROM core_searchword AS word JOIN (
            SELECT word_id, COUNT(*) AS shared FROM core_searchtrigram
            WHERE letters IN (LETTERS) AND length BETWEEN %s AND %s
            GROUP BY word_id HAVING COUNT(*) >= %s
        ) AS near ON near.word_id = word.id
        ORDER BY shared DESC, documents DESC, written, language LIMIT %s
    ) AS guesses"""


@dataclass(frozen=True, slots=True)
class Known:
    """A word of the index."""

    pk: int
    language: str
    written: str
    folded: str
    stem: str
    documents: int

    @property
    def key(self) -> tuple[str, str]:
        return self.language, self.stem


@dataclass(frozen=True, slots=True)
class Edge:
    """A wish for the words that begin or end so, in a language or in all; whose it is."""

    word: str
    statement: str
    letters: str
    language: str = ""

    def values(self) -> list[object]:
        bounds = [self.letters, self.letters + LAST]
        return [*bounds, *([self.language] if self.language else []), MOST_NEARBY]


def with_stems(stems: Collection[tuple[str, str]]) -> list[Known]:
    """Answer the words and phrases that have one of these stems in its language."""
    rows = SearchWord.objects.filter(
        stem__in={stem for _, stem in stems}, language__in={language for language, _ in stems}
    )
    found = (Known(*row) for row in rows.values_list(*COLUMNS))
    return [known for known in found if known.key in stems]


def nearby(edges: Sequence[Edge]) -> list[tuple[Edge, Known]]:
    """Answer words that begin or end so, the 40 in most documents for each, in one query."""
    branches = [(edge.statement, edge.values()) for edge in edges]
    return [(edges[number], known) for number, known in _ask(branches)]


def best_guesses(misspelt: Collection[str], languages: tuple[str, ...]) -> dict[str, Known]:
    """Answer for misspelt words the known word that was probably meant, in one query.

    The fewest slips win; then the same first letter, the reader's language, the most documents.
    """
    words = [word for word in misspelt if slips_allowed(word)]
    best: dict[str, tuple[tuple[object, ...], Known]] = {}
    for number, known in _ask([_likeness(word) for word in words]):
        word = words[number]
        slips = slips_between(word, known.folded)
        other_start = known.folded[0] != word[0]
        place = (slips, other_start, languages.index(known.language), -known.documents)
        if slips <= slips_allowed(word):
            best[word] = min(best.get(word, (place, known)), (place, known), key=_place)
    return {word: known for word, (_, known) in best.items()}


def _place(guess: tuple[tuple[object, ...], Known]) -> tuple[object, ...]:
    return (*guess[0], guess[1].written)


def _likeness(word: str) -> tuple[str, list[object]]:
    letters, slips = sorted(trigrams(word)), slips_allowed(word)
    statement = LIKE.replace("LETTERS", ", ".join(["%s"] * len(letters)))
    bounds = [len(word) - slips, len(word) + slips, least_shared(word)]
    return statement, [*letters, *bounds, MOST_GUESSES]


def _ask(branches: Sequence[tuple[str, list[object]]]) -> list[tuple[int, Known]]:
    """Put many questions to the database as one; answer the number of each with its words."""
    if not branches:
        return []
    statement = " UNION ALL ".join(branch for branch, _ in branches)
    values: list[Any] = []
    for number, (_, asked) in enumerate(branches):
        values += [number, *asked]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [(row[6], Known(*row[:6])) for row in cursor.fetchall()]
