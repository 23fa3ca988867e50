"""Near matches: what may stand in the list twice."""

import pytest

from perron.core.searching.finding import similar
from perron.core.searching.indexing import index_things
from tests.core.searching.make import a_kind, a_leaflet

pytestmark = pytest.mark.django_db


def alike(title: str, kind: str = "leaflet", limit: int = 5) -> list[str]:
    return [hit.code for hit in similar(title, kind=kind, language="fr", limit=limit)]


def test_a_title_with_another_spelling_or_order_is_near() -> None:
    a_leaflet("agency", fr="Agence du Numérique")
    a_leaflet("forest", fr="Agence des Forêts")
    for title in ("agence numerique", "Numérique, Agence du", "L’Agense du Numérique ASBL"):
        assert alike(title)[0] == "agency"


def test_a_title_that_shares_one_common_word_is_not_near() -> None:
    for number in range(6):
        a_leaflet(f"commune-{number}", fr=f"Commune numéro {number}")
    a_leaflet("spa", fr="Commune de Spa")
    assert alike("Commune de Spa") == ["spa"]


def test_only_things_of_the_kind_are_near() -> None:
    leaflet = a_leaflet("agency", fr="Agence du Numérique")
    assert alike("Agence du Numérique", kind="poster") == []
    index_things(a_kind("poster"), [leaflet.pk])
    assert alike("Agence du Numérique", kind="poster") == ["agency"]


def test_there_are_no_more_than_asked_for_and_none_for_nothing() -> None:
    a_leaflet("one", fr="Agence du Numérique")
    a_leaflet("two", fr="Agence du numérique")
    assert alike("Agence du Numérique", limit=1) == ["one"]
    assert alike("?!") == alike("inconnu") == []
