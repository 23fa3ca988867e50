"""Searching: what is found, in what order, and what is said about it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from perron.core.searching.finding import Results, search
from perron.core.searching.indexing import index_things
from perron.core.text import Text
from tests.core.searching.make import a_kind, a_leaflet, a_titled_leaflet, codes, codes_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("title", "language", "query"),
    [
        ("École numérique", "fr", "ecole numerique"),
        ("École numérique", "fr", "les écoles numériques"),
        ("Bildungspolitik", "de", "Bildung"),
        ("Weiterbildungen", "de", "Bildung"),
        ("Grundschule", "de", "Schulen"),
        ("Schulpolitik", "de", "Schulen"),
        ("Maßnahme", "de", "massnahmen"),
        ("Förderung", "de", "Foerderung"),
        ("Smart Region", "en", "smart regions"),
        ("Wi-Fi", "fr", "wifi"),
        ("wifi", "fr", "wi-fi"),
        ("W.IN.G", "fr", "wing"),
        ("WING", "fr", "w.in.g."),
        ("CoderDojo", "fr", "coder dojo"),
        ("Œuvre", "fr", "oeuvre"),
        ("V2 de 2019", "fr", "2019 v2"),
        ("École", "fr", "eco"),
        ("Baromètre", "fr", "barometrre"),
        ("Baromètre", "fr", "braometre"),
        ("Espaces publics", "fr", "espace pubics"),
    ],
)
def test_what_people_type_finds_what_is_written(title: str, language: str, query: str) -> None:
    a_leaflet("other", fr="Tout autre chose", de="Etwas anderes", en="Something else")
    a_titled_leaflet("this", Text({language: title}))
    assert codes(query, language) == ["this"]


def test_an_empty_query_finds_nothing() -> None:
    a_leaflet("tablets", fr="Tablettes")
    assert search("", language="fr") == Results()
    assert search(" ?!* ", language="fr") == Results()


def test_wildcards_and_quotes_are_just_text() -> None:
    a_leaflet("tablets", fr="Tablettes")
    for query in ("%", "tab%", "'; DROP TABLE core_searchword; --", '"', "tab_ettes", "\\", "\x00"):
        assert codes(query) in ([], ["tablets"])
    assert codes("tablettes%' --") == ["tablets"]


def test_a_code_stands_above_a_title_and_a_title_above_words() -> None:
    a_leaflet("words", fr="Plan plan du plan de la réserve", note={"fr": "plan réserve " * 9})
    a_leaflet("title", fr="Plan réserve")
    a_leaflet("plan-reserve", fr="Tout autre chose")
    assert codes("Plan réserve") == ["plan-reserve", "title", "words"]
    assert codes("plan-reserve") == ["plan-reserve", "title", "words"]


def test_a_title_within_the_query_stands_above_other_titles() -> None:
    a_leaflet("spa-monopole", fr="Spa Monopole", note={"fr": "Spa, Spa et Spa"})
    a_leaflet("spa", fr="Spa")
    assert codes("commune de Spa") == ["spa", "spa-monopole"]


def test_neighbours_in_a_title_count_more_than_scattered_words() -> None:
    a_leaflet("scattered", fr="Haut plan sans débit")
    a_leaflet("neighbours", fr="Plan sans haut débit")
    assert codes("haut débit") == ["neighbours", "scattered"]


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    for number in range(8):
        a_leaflet(f"school-{number}", fr="École communale")
    a_leaflet("barometer", fr="Baromètre annuel")
    assert codes("école baromètre")[0] == "barometer"


def test_every_word_must_be_there_when_any_thing_has_them_all() -> None:
    a_leaflet("both", fr="École et réseau")
    a_leaflet("one", fr="École")
    assert codes("école réseau") == ["both"]
    assert set(codes("école réseau introuvable")) == {"both"}
    assert set(codes("école introuvable")) == {"both", "one"}


def test_most_words_are_enough_when_no_thing_has_them_all() -> None:
    a_leaflet("two", fr="École et réseau")
    a_leaflet("one", fr="Fibre")
    assert codes("école réseau fibre") == ["two"]


def test_the_words_of_the_readers_language_count_more() -> None:
    a_leaflet("french", fr="Chat sur internet")
    a_leaflet("english", en="Chat on internet")
    assert codes("chat", "en") == ["english", "french"]
    assert codes("chat", "fr") == ["french", "english"]


def test_a_word_of_another_language_is_found() -> None:
    a_leaflet("school", fr="École", de="Schule")
    assert codes("Schule", "fr") == ["school"]
    assert codes("école", "de") == ["school"]
    assert codes("école", "xx") == ["school"]


def test_a_small_word_of_another_language_need_not_be_found() -> None:
    a_leaflet("strategy", en="Digital strategy")
    assert search("the digital strategy", language="fr").total == 1
    assert codes("the", "fr") == []


def test_a_correction_is_told_and_a_right_word_is_left_alone() -> None:
    a_leaflet("agency", fr="Agence du numérique")
    assert search("agence", language="fr").corrected is None
    assert search("L’Agense du Numerqiue!", language="fr").corrected == "L'agence du numérique!"


def test_the_nearest_then_the_most_frequent_word_is_meant() -> None:
    a_leaflet("plane", fr="plane")
    a_leaflet("plans", fr="plante")
    a_leaflet("many", fr="plante verte")
    assert search("plente", language="fr").corrected == "plante"
    a_leaflet("zlente", fr="plenta")
    assert search("plentx", language="fr").corrected == "plenta"


def test_numbers_and_short_words_are_never_corrected() -> None:
    a_leaflet("year", fr="Bilan 2019 EPN")
    assert search("2018", language="fr") == Results()
    assert search("EPX", language="fr") == Results()


def test_no_more_than_four_words_are_corrected() -> None:
    a_leaflet("words", fr="alpha bravo charlie delta echos")
    found = search("alpho brava charlia dalta echoz", language="fr")
    assert found.corrected == "alpha bravo charlie delta echoz"


def test_results_are_counted_by_kind() -> None:
    leaflet = a_leaflet("school", fr="École")
    index_things(a_kind("poster"), [leaflet.pk])
    a_leaflet("network", fr="Réseau des écoles")

    found = search("école", language="fr")
    assert (found.total, found.by_kind) == (3, {"leaflet": 2, "poster": 1})
    posters = search("école", language="fr", kinds=["poster"])
    assert (posters.total, posters.by_kind) == (1, {"leaflet": 2, "poster": 1})
    assert [hit.kind for hit in posters.hits] == ["poster"]
    assert search("école", language="fr", kinds=[]) == Results()
    assert search("réseau", language="fr", kinds=["poster"]).hits == ()


def test_within_kinds_most_words_are_those_that_a_thing_of_the_kinds_has() -> None:
    a_leaflet("both", fr="École et réseau")
    poster = a_leaflet("school", fr="École")
    index_things(a_kind("poster"), [poster.pk])
    found = search("école réseau", language="fr", kinds=["poster"])
    assert (codes_of(found), found.total) == (["school"], 1)


def test_pages_follow_each_other_in_alphabetical_order_where_scores_are_level() -> None:
    for letter in "dbeca":
        a_leaflet(letter, fr=f"École {letter}{letter}")
    whole = codes("école")
    assert whole == ["a", "b", "c", "d", "e"]
    assert codes("école", limit=2) + codes("école", limit=2, offset=2) == whole[:4]
    assert codes("école", limit=2, offset=4) == ["e"]
    assert codes("école", limit=2, offset=10**30) == codes("école", limit=0) == []
    assert codes("école", limit=-3, offset=-3) == []


def test_only_the_beginning_of_a_very_long_query_is_read() -> None:
    a_leaflet("school", fr="École")
    assert codes("école " + "x" * 10_000) == ["school"]
    assert codes("école " + "mot " * 10_000) == ["school"]


def test_a_hit_is_a_result_line() -> None:
    a_leaflet("school", fr="École", de="Schule", note={"fr": "Pour apprendre"})
    (hit,) = search("école", language="fr").hits
    assert (hit.kind, hit.code) == ("leaflet", "school")
    assert (hit.title, hit.summary) == (
        {"fr": "École", "de": "Schule"},
        {"fr": "Pour apprendre"},
    )
    assert hit.score > 0


def test_the_number_of_queries_does_not_grow() -> None:
    counted = set()
    for number in range(3):
        a_leaflet(f"school-{number}", fr="École numérique", de="Digitale Schule")
        with CaptureQueriesContext(connection) as queries:
            search("ecole numerqiue", language="fr")
        counted.add(len(queries))
    assert counted == {9}
