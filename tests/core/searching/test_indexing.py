"""What is published stands in the index, once, and leaves it whole."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from perron.core.models import Reference, SearchDocument, SearchTrigram, SearchWord
from perron.core.records.kinds import Kind
from perron.core.searching import indexing
from perron.core.searching.indexing import forget, index_anew, index_things, wait_for_turn
from perron.core.searching.spelling import trigrams
from perron.core.text import Text
from tests.core.searching.make import LEAFLET, a_kind, a_leaflet, codes, the_index, written

pytestmark = pytest.mark.django_db


def test_a_thing_has_its_result_line() -> None:
    a_leaflet("tablets", fr="Tablettes", note={"fr": "mot " * 200})

    (document,) = SearchDocument.objects.all()
    assert (document.kind, document.code, document.order_key) == (
        "leaflet",
        "tablets",
        "tablettes",
    )
    assert document.summary["fr"].endswith("mot …")
    assert len(document.summary["fr"]) <= 402


def test_indexing_again_replaces_what_was_there() -> None:
    leaflet = a_leaflet("it", fr="Tablettes", note={"fr": "pour les écoles"})
    before = the_index()
    index_things(LEAFLET, [leaflet.pk])
    assert the_index() == before

    leaflet.title = Text(fr="Ordinateurs")
    leaflet.save()
    index_things(LEAFLET, [leaflet.pk])
    assert codes("tablettes") == []
    assert codes("ordinateur") == ["it"]
    assert "tablettes" not in written("fr")


def test_the_number_of_documents_of_a_word_is_right() -> None:
    a_leaflet("one", fr="École école")
    a_leaflet("two", fr="École de Spa")
    assert SearchWord.objects.get(written="école").documents == 2

    forget("leaflet", "one")
    assert SearchWord.objects.get(written="école").documents == 1


def test_what_is_forgotten_leaves_nothing_behind() -> None:
    a_leaflet("tablets", fr="Tablettes", de="Tablets", note={"en": "For schools"})
    forget("leaflet", "tablets")
    forget("leaflet", "never there")
    assert the_index() == ([], [], [])


def test_a_kind_that_is_not_searched_is_left_out() -> None:
    kind = a_kind()
    silent = Kind(
        **{**{name: getattr(kind, name) for name in kind.__dataclass_fields__}, "find": None}
    )
    leaflet = Reference.objects.create(code="tablets", title=Text(fr="Tablettes"))
    index_things(silent, [leaflet.pk])
    index_things(kind, [])
    assert not SearchDocument.objects.exists()


def test_two_kinds_may_share_a_code() -> None:
    leaflet = a_leaflet("tablets", fr="Tablettes")
    index_things(a_kind("poster"), [leaflet.pk])
    forget("leaflet", "tablets")
    assert SearchDocument.objects.get().kind == "poster"


def test_the_database_takes_words_apart_as_the_program_does() -> None:
    a_leaflet("tablets", fr="Œuvre 2019 numérique ananas", de="Straße", en="ox")
    for word in SearchWord.objects.all():
        kept = SearchTrigram.objects.filter(word=word)
        assert {row.letters for row in kept} == trigrams(word.folded)
        assert {row.length for row in kept} <= {len(word.folded)}


def test_many_things_take_few_queries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "MOST_REMEMBERED", 10)
    monkeypatch.setattr(indexing, "THINGS_AT_ONCE", 25)
    leaflets = Reference.objects.bulk_create(
        Reference(code=f"leaflet-{n}", title=Text(fr=f"Brochure {n % 7}")) for n in range(100)
    )
    with CaptureQueriesContext(connection) as queries:
        index_things(LEAFLET, [leaflet.pk for leaflet in leaflets])
    assert len(queries) < 100
    assert SearchWord.objects.get(language="fr", written="brochure").documents == 100


def test_the_order_of_indexing_does_not_matter() -> None:
    leaflets = [a_leaflet(f"l-{n}", fr=f"École {n}", de=f"Schule {n}") for n in range(4)]
    before = the_index()
    for leaflet in reversed(leaflets):
        index_things(LEAFLET, [leaflet.pk])
    assert the_index() == before


def test_everything_may_be_indexed_anew() -> None:
    a_leaflet("it", fr="Tablettes")
    before = the_index()
    index_things(a_kind("poster"), [Reference.objects.get().pk])
    assert index_anew([LEAFLET]) == 1
    assert the_index() == before


def test_the_rows_of_the_index_say_what_they_are() -> None:
    a_leaflet("it", de="Tablet")
    word = SearchWord.objects.get(written="Tablet")
    assert str(SearchDocument.objects.get()) == "leaflet it"
    assert str(word) == "de Tablet"
    assert str(word.postings.get()).startswith(f"{word.pk} in ")
    assert str(word.trigrams.get(letters="abl")) == "abl"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_one_writes_the_index_at_a_time_and_readers_do_not_wait() -> None:
    a_leaflet("it", fr="Tablettes")

    def search_then_forget() -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '50ms'")
        try:
            found = codes("tablettes")
            with pytest.raises(OperationalError):
                forget("leaflet", "it")
            return found
        finally:
            connection.close()

    with transaction.atomic(), ThreadPoolExecutor() as pool:
        wait_for_turn()
        assert pool.submit(search_then_forget).result() == ["it"]
