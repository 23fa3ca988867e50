"""Writing the search index when something is published."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, islice
from typing import Any, Protocol, TypeVar

from django.db import connection, models, transaction
from django.db.models.functions import Coalesce

from perron.core.models import SearchDocument, SearchPosting, SearchTrigram, SearchWord
from perron.core.searching.folding import order_key
from perron.core.searching.spelling import has_trigrams
from perron.core.searching.weighing import Entry, Findable, weigh
from perron.core.text import Text

THINGS_AT_ONCE = 500
ROWS_AT_ONCE = 5_000
SUMMARY_SHOWN = 400
MOST_REMEMBERED = 200_000
WORDS_IN_A_STATEMENT = 160  # some builds of SQLite take no more than 999 values
WORDS_LOOKED_UP = 900
POSTINGS_IN_A_STATEMENT = 1_000
OLD_WORDS = "SELECT id, language, written FROM core_searchword WHERE written IN (PLACES)"
NEW_WORDS = """
    INSERT INTO core_searchword (language, written, stem, folded, tail, documents) VALUES ROWS
    RETURNING id, language, written"""
NEW_TRIGRAMS = """
    INSERT INTO core_searchtrigram (word_id, letters, length)
    WITH RECURSIVE places (place) AS (
        SELECT 1 UNION ALL SELECT place + 1 FROM places WHERE place <= 60
    )
    SELECT DISTINCT id, substr('  ' || folded || ' ', place, 3), length(folded)
    FROM core_searchword CROSS JOIN places
    WHERE place <= length(folded) + 1 AND id IN (IDS)"""
NEW_POSTINGS = """
    INSERT INTO core_searchposting (word_id, document_id, weight, kind)
    SELECT *, %s FROM (VALUES ROWS) AS postings"""
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


@transaction.atomic
def index_anew(kinds: Iterable[FindableKind]) -> int:
    """Index everything anew: after languages, or the way texts are read, have changed.

    Answers how many things the index holds then.
    """
    wait_for_turn()
    for table in (SearchPosting, SearchTrigram, SearchWord, SearchDocument):
        table._default_manager.all().delete()
    for kind in kinds:
        index_things(kind, list(kind.rows().values_list("pk", flat=True)))
    return SearchDocument.objects.count()


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
    for kind, some in groupby(leaves, key=lambda leaf: leaf.document.kind):
        postings = (
            (ids[entry], leaf.document.pk, weight)
            for leaf in some
            for entry, weight in leaf.weights.items()
        )
        add_postings(kind, sorted(postings))
    return {ids[entry] for entry in held}


def word_ids(entries: Collection[Entry]) -> dict[Entry, int]:
    """Answer the row of each word, made now for words that no text held before."""
    by_key = {(entry.language, entry.written): entry for entry in entries}
    ids: dict[Entry, int] = {}
    with connection.cursor() as cursor:
        for some in pieces({entry.written for entry in entries}, WORDS_LOOKED_UP):
            places = ", ".join(["%s"] * len(some))
            cursor.execute(OLD_WORDS.replace("PLACES", places), some)
            for pk, *key in cursor.fetchall():
                if (entry := by_key.get((key[0], key[1]))) is not None:
                    ids[entry] = pk
    return ids | add_words([entry for entry in by_key.values() if entry not in ids])


def add_words(entries: Iterable[Entry]) -> dict[Entry, int]:
    """Write new words; answer their rows."""
    made: dict[Entry, int] = {}
    with connection.cursor() as cursor:
        for some in pieces(entries, WORDS_IN_A_STATEMENT):
            by_key = {(entry.language, entry.written): entry for entry in some}
            row = f"({', '.join(['%s'] * len(some[0]))}, 0)"
            cursor.execute(
                NEW_WORDS.replace("ROWS", ", ".join([row] * len(some))),
                list(chain.from_iterable(some)),
            )
            new = {by_key[key[0], key[1]]: pk for pk, *key in cursor.fetchall()}
            add_trigrams(pk for entry, pk in new.items() if has_trigrams(entry.folded))
            made |= new
    return made


def add_trigrams(words: Iterable[int]) -> None:
    """Let the database take new words apart, as :func:`trigrams` does."""
    ids = ", ".join(map(str, words))
    with connection.cursor() as cursor:
        cursor.execute(NEW_TRIGRAMS.replace("IDS", ids or "NULL"))


def add_postings(kind: str, rows: Iterable[tuple[int, int, int]]) -> None:
    """Write postings of documents of one kind. Many numbers are quickest written out."""
    with connection.cursor() as cursor:
        for some in pieces(rows, POSTINGS_IN_A_STATEMENT):
            numbers = ", ".join(
                f"({word:d}, {document:d}, {weight:d})" for word, document, weight in some
            )
            cursor.execute(NEW_POSTINGS.replace("ROWS", numbers), [kind])


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
