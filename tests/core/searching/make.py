"""Leaflets: things of a kind of their own that nothing but searching knows."""

from collections.abc import Iterable
from typing import Any

from perron.core.models import Reference, SearchPosting, SearchTrigram, SearchWord
from perron.core.records.kinds import Findable, Kind
from perron.core.records.shared import reference_kind
from perron.core.searching.finding import Results, search
from perron.core.searching.indexing import index_things
from perron.core.text import Text


def a_kind(name: str = "leaflet") -> Kind:
    """A kind whose title is a title and whose note is a body; it is not registered."""
    return Kind(
        name=name,
        section=f"{name}s",
        label=name,
        model=Reference,
        order=1,
        chain="core",
        codecs=reference_kind.codecs,
        find=lambda it: Findable(title=it.title, summary=it.note, body=((it.note, 2),)),
    )


LEAFLET = a_kind()


def a_leaflet(code: str, *, note: dict[str, str] | None = None, **title: str) -> Reference:
    """Write a leaflet with a title by language, and put it into the index."""
    return a_titled_leaflet(code, Text(title), Text(note or {}))


def a_titled_leaflet(code: str, title: Text, note: Text | None = None) -> Reference:
    """The same, with texts."""
    leaflet = Reference.objects.create(code=code, title=title, note=note or Text())
    index_things(LEAFLET, [leaflet.pk])
    return leaflet


def codes(query: str, language: str = "fr", **options: Any) -> list[str]:
    """Answer the codes of what a query finds, best first."""
    return codes_of(search(query, language=language, **options))


def codes_of(results: Results) -> list[str]:
    return [hit.code for hit in results.hits]


def the_index() -> tuple[list[Any], list[Any], list[Any]]:
    """Answer all that the index says, without the numbers of its rows."""
    words = SearchWord.objects.order_by("language", "written")
    held = ("language", "written", "folded", "stem", "tail", "documents")
    postings = SearchPosting.objects.values_list(
        "word__language", "word__written", "kind", "document__code", "weight"
    )
    trigrams = SearchTrigram.objects.values_list(
        "word__language", "word__written", "letters", "length"
    )
    return list(words.values_list(*held)), sorted(postings), sorted(trigrams)


def written(language: str) -> set[str]:
    """Answer the words that the index has in a language, without phrases."""
    return set(_words(SearchWord.objects.filter(language=language).exclude(folded="")))


def _words(rows: Iterable[SearchWord]) -> Iterable[str]:
    return (row.written for row in rows)
