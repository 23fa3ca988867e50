"""How far a word may be from the one that was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perron.core.searching.spelling import (
    has_trigrams,
    least_shared,
    slips_allowed,
    slips_between,
    trigrams,
)

WORDS = st.text(st.characters(codec="ascii", categories=["Ll"]), min_size=4, max_size=14)


@pytest.mark.parametrize(
    ("word", "slips"), [("epn", 0), ("plan", 1), ("barrage", 1), ("baromtre", 2), ("2019", 0)]
)
def test_long_words_are_forgiven_more(word: str, slips: int) -> None:
    assert slips_allowed(word) == slips


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("ecole", "ecole", 0),
        ("ecole", "ecoles", 1),
        ("numerqiue", "numerique", 1),
        ("inteligence", "intelligence", 1),
        ("", "abc", 3),
        ("plan", "blau", 2),
    ],
)
def test_a_change_an_addition_a_loss_and_a_swap_are_one_slip_each(
    one: str, other: str, slips: int
) -> None:
    assert slips_between(one, other) == slips


def test_numbers_and_very_short_words_have_no_likeness() -> None:
    assert trigrams("2019") == trigrams("ab") == frozenset()
    assert not has_trigrams("ab")


def test_trigrams_mark_the_edges() -> None:
    assert trigrams("epn") == {"  e", " ep", "epn", "pn "}


@given(WORDS, WORDS)
def test_the_distance_is_the_same_both_ways(one: str, other: str) -> None:
    assert slips_between(one, other) == slips_between(other, one)


@given(WORDS, st.data())
def test_one_slip_leaves_enough_trigrams_to_be_found(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 2))
    swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    assert len(trigrams(swapped) - trigrams(word)) <= 4
    assert len(trigrams(swapped) & trigrams(word)) >= len(trigrams(swapped)) - 4


def test_a_word_may_lose_four_trigrams_by_slip() -> None:
    assert least_shared("barometre") == 2
    assert least_shared("ecol") == 1
