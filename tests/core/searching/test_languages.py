"""What languages bring: stems, noise, compounds, capitals."""

import pytest

from perron.core.searching.languages import noise_of, spelling, stem, tail_of


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("fr", "ecole", "ecoles"),
        ("fr", "regional", "regionaux"),
        ("de", "schule", "schulen"),
        ("de", "forderung", "foerderung"),
        ("en", "strategy", "strategies"),
        ("nl", "school", "scholen"),
    ],
)
def test_inflected_words_have_one_stem(language: str, one: str, other: str) -> None:
    assert stem(one, language) == stem(other, language)


def test_a_language_without_a_stemmer_keeps_the_word() -> None:
    assert stem("skoler", "xx") == "skoler"
    assert noise_of("xx") == frozenset()


def test_a_word_with_a_digit_keeps_its_ending() -> None:
    assert stem("dw4schools", "en") == "dw4schools"


def test_the_end_of_a_compound_stands_first_in_its_tail() -> None:
    assert tail_of("ausbildungen").startswith(tail_of("bildung"))
    assert tail_of("grundschulen").startswith(tail_of("schule"))


def test_only_german_keeps_the_capital_of_a_noun() -> None:
    assert spelling("Schule", "de") == "Schule"
    assert spelling("École", "fr") == "école"
    assert spelling("WallCode", "fr") == "WallCode"
    assert spelling("EPN", "fr") == "EPN"


def test_noise_is_folded() -> None:
    for language in ("fr", "de", "en"):
        assert all(word.isascii() and word.islower() for word in noise_of(language))
