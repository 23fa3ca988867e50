"""Searching: the things that answer a query, best first, the same on both databases."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db import connection

from perron.core.models import SearchDocument
from perron.core.searching.adding_up import Scores, best, tally
from perron.core.searching.asking import read_query
from perron.core.searching.gathering import gather
from perron.core.text import Text

ORDER = "SELECT id, order_key, kind, code FROM core_searchdocument WHERE id IN (IDS)"
MOST_HITS = 1000
ALIKE = 40  # per cent of the score of a title that has every word


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that answers the query, as a result line shows it."""

    kind: str
    code: str
    title: Text
    summary: Text
    score: int


@dataclass(frozen=True, slots=True)
class Results:
    """One page of hits; ``total`` counts all of them in the kinds that were asked for.

    ``by_kind`` counts things of every kind that hold as many words of the query. ``corrected`` is
    the query that was searched instead, when words had to be corrected.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    corrected: str | None = None
    by_kind: dict[str, int] = field(default_factory=dict)


def search(
    query: str,
    *,
    language: str,
    kinds: Collection[str] | None = None,
    limit: int = 20,
    offset: int = 0,
) -> Results:
    """Find what answers a query, for a reader of this language.

    Every word must be there where any thing has them all; else the things with most words are
    found. Any text is a query, and only 200 characters and 12 words of it are read. The number of
    database queries does not depend on what is found.
    """
    asked = read_query(query, language)
    gathered = gather(asked, typing=True)
    found = tally(gathered.wanted(SearchDocument.objects.count()))
    chosen = found.of_kinds(kinds)
    fitting = found.fitting(chosen)
    ours = fitting if chosen is None else fitting & chosen
    counted = {kind: len(fitting & documents) for kind, documents in found.kinds.items()}
    return Results(
        hits=page(found.scores(ours), limit, offset),
        total=len(ours),
        corrected=gathered.question.text if gathered.question.text != asked.text else None,
        by_kind={kind: times for kind, times in sorted(counted.items()) if times and ours},
    )


def similar(title: str, *, kind: str, language: str, limit: int) -> tuple[Hit, ...]:
    """Find things of a kind that may be the same as one with this title, the likest first.

    Words may be missing, but what is there must score two fifths of a title with all of them. The
    thing itself is among the hits when it is in the index already.
    """
    gathered = gather(read_query(title, language), typing=False)
    documents = SearchDocument.objects.count()
    found = tally(gathered.wanted(documents), kind=kind)
    least = gathered.score_of_title(documents) * ALIKE // 100
    scores = found.scores(set().union(*found.words.values()))
    return page({pk: score for pk, score in scores.items() if score >= least}, limit, 0)


def page(scores: Scores, limit: int, offset: int) -> tuple[Hit, ...]:
    """Read one page of documents, best first; those that are level come in alphabetical order."""
    limit, offset = max(0, min(limit, MOST_HITS)), max(0, offset)
    foremost = best(scores, offset + limit) if limit else []
    if not foremost:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(ORDER.replace("IDS", ", ".join(map(str, foremost))))
        rows = sorted(cursor.fetchall(), key=lambda row: (-scores[row[0]], *row[1:]))
    shown = [row[0] for row in rows[offset : offset + limit]]
    documents = SearchDocument.objects.in_bulk(shown)
    return tuple(
        Hit(found.kind, found.code, found.title, found.summary, scores[found.pk])
        for found in map(documents.__getitem__, shown)
    )
