"""Folding forgives accents, capitals and ligatures, and gives lists their order."""

from perron.core.searching.folding import fold, order_key
from perron.core.text import Text


def test_accents_capitals_and_ligatures_do_not_matter() -> None:
    assert fold("Œuvre d’ÉCOLE à la Straße") == "oeuvre d'ecole a la strasse"


def test_a_list_sorts_by_the_first_language_of_the_region() -> None:
    assert order_key(Text(de="Zonen", fr="Échevin")) == "echevin"
    assert order_key(Text(de="Zonen")) == "zonen"


def test_an_order_key_has_an_end() -> None:
    assert len(order_key(Text(fr="é" * 500))) == 200
