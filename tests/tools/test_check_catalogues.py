"""The check of translations finds what a reader would stumble over."""

from babel.messages.catalog import Catalog

from tools.check_catalogues import problems


def a_catalogue(**translations: str) -> Catalog:
    catalogue = Catalog(locale="fr")
    for text, translation in translations.items():
        catalogue.add(text, translation)
    return catalogue


def found(kept: Catalog, fresh: Catalog) -> dict[str, list[str]]:
    return {kind: texts for kind, texts in problems(kept, fresh).items() if texts}


def test_a_complete_catalogue_has_no_problem() -> None:
    assert found(a_catalogue(Measure="Mesure"), a_catalogue(Measure="")) == {}


def test_a_new_sentence_is_missed() -> None:
    assert found(a_catalogue(), a_catalogue(Measure="")) == {
        "not in the catalogue (make messages)": ["Measure"]
    }


def test_a_sentence_that_nobody_says_any_more_is_told() -> None:
    assert found(a_catalogue(Measure="Mesure"), a_catalogue()) == {
        "no longer in the source (make messages)": ["Measure"]
    }


def test_a_sentence_without_translation_is_told() -> None:
    assert found(a_catalogue(Measure=""), a_catalogue(Measure="")) == {
        "not translated": ["Measure"]
    }


def test_one_missing_plural_is_a_missing_translation() -> None:
    kept = a_catalogue()
    kept.add(("%(count)d measure", "%(count)d measures"), ("%(count)d mesure", ""))

    assert found(kept, kept) == {"not translated": ["%(count)d measure"]}


def test_a_guess_of_the_extractor_is_no_translation() -> None:
    kept = a_catalogue()
    kept.add("Measure", "Mesurer", flags=["fuzzy"])

    assert found(kept, a_catalogue(Measure="")) == {"fuzzy": ["Measure"]}


def test_a_lost_placeholder_is_a_broken_translation() -> None:
    kept = a_catalogue()
    kept.add("%(code)s is taken", "%(kode)s est pris", flags=["python-format"])

    assert list(found(kept, kept)) == ["broken"]
