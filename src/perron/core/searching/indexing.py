"""Writing the search index when something is published."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from operator import itemgetter
from typing import Any, Protocol, TypeVar

from django.db import connection, models, transaction
from django.db.models.functions import Coalesce

from perron.core.models import SearchDocument, SearchPosting, SearchWord
from perron.core.searching.folding import order_key
from perron.core.searching.spelling import trigrams
from perron.core.searching.weighing import Entry, Findable, weigh
from perron.core.text import Text

THINGS_AT_ONCE = 500
ROWS_AT_ONCE = 5_000
SUMMARY_SHOWN = 400
MOST_REMEMBERED = 200_000
ROWS_IN_A_STATEMENT = 160  # SQLite takes 999 values, or many more
NEW_WORDS = """
    INSERT INTO core_searchword (language, written, stem, folded, tail, documents) VALUES ROWS
    RETURNING id, language, written"""
NEW_POSTINGS = "INSERT INTO core_searchposting (word_id, document_id, kind, weight) VALUES ROWS"
NEW_TRIGRAMS = "INSERT INTO core_searchtrigram (word_id, letters, length) VALUES ROWS"
T = TypeVar("T")


class FindableKind(Protocol):
    """What indexing asks of a kind of thing."""

    @property
    def name(self) -> str: ...
    @property
    def find(self) -> Callable[[Any], Findable] | None: ...
    def rows(self) -> models.QuerySet[Any]: ...
    def key_of_thing(self, thing: Any) -> str: ...


@dataclass(frozen=True, slots=True)
class Leaf:
    """One thing on its way into the index."""

    document: SearchDocument
    weights: Mapping[Entry, int]


@transaction.atomic
def index_things(kind: FindableKind, pks: Sequence[int]) -> None:
    """Index these rows anew; what the index held of them goes."""
    if kind.find is None:
        return
    wait_for_turn()
    touched: set[int] = set()
    ids: dict[Entry, int] = {}
    for some in pieces(pks, THINGS_AT_ONCE):
        things = kind.rows().filter(pk__in=some)
        leaves = [leaf_of(kind.name, kind.key_of_thing(it), kind.find(it)) for it in things]
        touched |= take_out(kind.name, [leaf.document.code for leaf in leaves])
        touched |= put_in(leaves, ids)
    count_documents(touched)


@transaction.atomic
def forget(kind: str, code: str) -> None:
    """Take a thing out of the index."""
    wait_for_turn()
    count_documents(take_out(kind, [code]))


def wait_for_turn() -> None:
    """Let one transaction at a time write the index, so that words are counted right.

    SQLite has one writer anyhow. Who searches does not wait.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE core_searchword IN SHARE ROW EXCLUSIVE MODE")


def leaf_of(kind: str, code: str, thing: Findable) -> Leaf:
    """Read a thing: its result line and its weighed words."""
    document = SearchDocument(
        kind=kind,
        code=code,
        order_key=order_key(thing.title),
        title=thing.title,
        summary=Text({language: shown(words) for language, words in thing.summary.items()}),
    )
    return Leaf(document, weigh(thing, kind=kind, code=code))


def shown(words: str) -> str:
    """Cut a summary for its result line, at a space."""
    if len(words) <= SUMMARY_SHOWN:
        return words
    return words[:SUMMARY_SHOWN].rsplit(maxsplit=1)[0] + " …"


def take_out(kind: str, codes: Collection[str]) -> set[int]:
    """Remove documents with their postings; answer the words that they held."""
    documents = SearchDocument.objects.filter(kind=kind, code__in=codes)
    ids = list(documents.values_list("pk", flat=True))
    postings = SearchPosting.objects.filter(document__in=ids)
    touched = set(postings.values_list("word_id", flat=True).distinct())
    documents.filter(pk__in=ids).delete()
    return touched


def put_in(leaves: Collection[Leaf], ids: dict[Entry, int]) -> set[int]:
    """Write documents with their postings; answer the words that they hold.

    ``ids`` remembers the rows of words from one call to the next.
    """
    SearchDocument.objects.bulk_create([leaf.document for leaf in leaves])
    held = {entry for leaf in leaves for entry in leaf.weights}
    if len(ids) > MOST_REMEMBERED:
        ids.clear()
    ids |= word_ids(held - ids.keys())
    postings = [
        (ids[entry], leaf.document.pk, leaf.document.kind, weight)
        for leaf in leaves
        for entry, weight in leaf.weights.items()
    ]
    insert(NEW_POSTINGS, sorted(postings))
    return {ids[entry] for entry in held}


def word_ids(entries: Collection[Entry]) -> dict[Entry, int]:
    """Answer the row of each word, made now for words that no text held before."""
    by_key = {(entry.language, entry.written): entry for entry in entries}
    ids: dict[Entry, int] = {}
    for some in pieces(sorted({entry.written for entry in entries}), ROWS_AT_ONCE):
        rows = SearchWord.objects.filter(written__in=some)
        for pk, language, written in rows.values_list("pk", "language", "written"):
            if (entry := by_key.get((language, written))) is not None:
                ids[entry] = pk
    new = [(*entry, 0) for entry in by_key.values() if entry not in ids]
    made = {by_key[language, written]: pk for pk, language, written in insert(NEW_WORDS, new)}
    spelt = ((pk, entry.folded) for entry, pk in made.items())
    letters = ((pk, three, len(folded)) for pk, folded in spelt for three in trigrams(folded))
    insert(NEW_TRIGRAMS, sorted(letters, key=itemgetter(1)))
    return ids | made


def insert(statement: str, rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Write many rows, ten times quicker than making an object of each; answer what returns."""
    answered: list[tuple[Any, ...]] = []
    with connection.cursor() as cursor:
        for some in pieces(rows, ROWS_IN_A_STATEMENT):
            row = f"({', '.join(['%s'] * len(some[0]))})"
            filled = statement.replace("ROWS", ", ".join([row] * len(some)))
            cursor.execute(filled, list(chain.from_iterable(some)))
            answered += cursor.fetchall() if cursor.description else ()
    return answered


def count_documents(touched: Iterable[int]) -> None:
    """Count anew how many documents hold these words; a word that none holds goes."""
    held = SearchPosting.objects.filter(word=models.OuterRef("pk")).order_by().values("word")
    counted = models.Subquery(held.annotate(times=models.Count("pk")).values("times"))
    for some in pieces(sorted(touched), ROWS_AT_ONCE):
        words = SearchWord.objects.filter(pk__in=some)
        words.update(documents=Coalesce(counted, 0))
        words.filter(documents=0).delete()


def pieces(whole: Iterable[T], size: int) -> Iterator[list[T]]:
    """Cut into lists of at most ``size``."""
    rest = iter(whole)
    while piece := list(islice(rest, size)):
        yield piece
