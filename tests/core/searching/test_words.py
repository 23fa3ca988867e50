"""Reading texts as words, the way people write them."""

import pytest

from perron.core.searching.words import clean, placed_words, words_of


def read(text: str) -> list[str]:
    return [word.folded for word in words_of(clean(text))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L'école d’emploi, qu’il aime", ["ecole", "emploi", "il", "aime"]),
        ("Braine-l’Alleud", ["braine", "alleud"]),
        ("aujourd'hui", ["aujourd", "hui"]),
        ("the Region's plan", ["the", "region", "plan"]),
        ("W.IN.G (fonds), S.P.W.", ["wing", "fonds", "spw"]),
        ("haut-débit, e-learning, Wi‑Fi", ["haut", "debit", "elearning", "wifi"]),
        ("Villers-la-Ville", ["villers", "la", "ville"]),
        ("5G V2 4.0 2018-12-06", ["5g", "v2", "4", "0", "2018", "12", "06"]),
        ("Straße œuvre", ["strasse", "oeuvre"]),
        ("citoyen·ne·s, étudiant_e", ["citoyen", "ne", "s", "etudiant", "e"]),
        ("e\u0301cole dig\u00adital", ["ecole", "digital"]),
        ("\ufdfa", ["صلىاللهعليهوسلم"]),
        ("!? \x00 \ud800 ﾞ", []),
    ],
)
def test_a_text_is_read_as_the_words_that_people_look_for(text: str, words: list[str]) -> None:
    assert read(text) == words


def parts(text: str) -> tuple[str, ...]:
    (word,) = words_of(clean(text))
    return word.parts


def test_a_name_written_together_has_parts() -> None:
    assert parts("CoderDojo") == ("Coder", "Dojo")
    assert parts("Code4Kids") == ("Code", "4", "Kids")
    assert parts("Wi-Fi") == ("Wi", "Fi")
    assert parts("5G") == ()
    assert parts("école") == ()


def test_a_word_says_where_it_stands() -> None:
    text = clean("à l’e-mail, S.P.W. et Saint-Vith")
    found = [text[word.start : word.end] for word in placed_words(text)]
    assert found == ["à", "e-mail", "S.P.W.", "et", "Saint", "Vith"]


def test_a_word_has_an_end() -> None:
    assert read("x" * 500) == ["x" * 60]
