"""What holds of searching for any text."""

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perron.core.models import SearchDocument
from perron.core.searching.finding import search, similar
from perron.core.searching.indexing import forget, index_things
from perron.core.searching.words import clean, words_of
from perron.core.text import Text
from tests.core.searching.make import LEAFLET, a_leaflet, a_titled_leaflet, codes, the_index

pytestmark = pytest.mark.django_db

ANY = st.text(max_size=300)
STORED = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80)
TITLES = STORED.filter(lambda text: 0 < len(list(words_of(clean(text)))) <= 12)
LANGUAGES = st.sampled_from(["fr", "de", "en"])
QUICK = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
FEW = settings(QUICK, max_examples=12)  # each writes the index a dozen times


@contextmanager
def put_away() -> Iterator[None]:
    """Undo what one example writes."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@QUICK
@given(ANY, LANGUAGES)
def test_searching_never_fails(query: str, language: str) -> None:
    if not SearchDocument.objects.exists():
        a_leaflet("school", fr="École numérique", de="Digitale Schule", en="Digital school")
    search(query, language=language)
    similar(query, kind="leaflet", language=language, limit=3)


@QUICK
@given(TITLES, LANGUAGES)
def test_a_thing_is_found_by_its_own_title_in_its_own_language(title: str, language: str) -> None:
    with put_away():
        a_titled_leaflet("this", Text({language: title}))
        assert codes(title, language) == ["this"]


@FEW
@given(st.lists(TITLES, min_size=2, max_size=4), st.randoms(use_true_random=False), LANGUAGES)
def test_neither_order_nor_repetition_of_indexing_changes_the_index(
    titles: list[str], chance: Random, language: str
) -> None:
    with put_away():
        leaflets = [
            a_titled_leaflet(f"l-{n}", Text({language: title})) for n, title in enumerate(titles)
        ]
        before = the_index()
        chance.shuffle(leaflets)
        for leaflet in (leaflets[0], *leaflets):
            index_things(LEAFLET, [leaflet.pk])
        assert the_index() == before
        for leaflet in leaflets:
            forget("leaflet", leaflet.code)
        assert the_index() == ([], [], [])
