"""Marking: tolerant where people write differently, exact in what is right, never broken."""

from typing import Any

import numpy as np
import pytest

from perron.competences.errors.bank import (
    AnswerMisshapen,
    AnswerMissing,
    AnswerNoNumber,
    AnswerTooLong,
    ChooseOtherwise,
    PairMissing,
    PlaceTwice,
)
from perron.competences.rules.asking import show
from perron.competences.rules.marking import Mark, mark
from perron.competences.rules.matching import distance, numbers_in
from perron.core.errors import Refusal
from tests.competences.bank.written import a_family, a_written, text

STEPS = [text(word) for word in ("one", "two", "three", "four")]
PAIRS = [{"left": text(f"left {one}"), "right": text(f"right {one}")} for one in "abc"]


def marked(family: dict[str, Any], given: object, language: str = "en") -> Mark:
    return mark(family, "bank", language=language, seed=4, given=given)


def token(family: dict[str, Any], words: str) -> str:
    shown = show(family, "bank", language="en", seed=4)
    offered = (*shown.choices, *shown.rights)
    return next(one.token for one in offered if one.text == words)


def test_the_right_choice_is_right_wherever_it_was_drawn() -> None:
    told = marked(a_family(), token(a_family(), "Call the bank"))

    assert (told.score, told.right, told.said) == (1, ("Call the bank",), ("Call the bank",))


def test_a_wrong_choice_is_told_why() -> None:
    told = marked(a_family(), token(a_family(), "Open the link"))

    assert (told.score, told.because) == (0, ("No: Open the link.",))
    assert told.explanation.startswith("No honest body")
    assert told.learn_text
    assert told.learn_link is None


def test_not_knowing_is_marked_and_says_what_is_right() -> None:
    told = marked(a_family(), None)

    assert (told.score, told.said, told.because) == (0, (), ())
    assert told.right == ("Call the bank",)


def test_several_choices_are_right_together_only() -> None:
    family = a_family(kind="multiple")
    family["variants"][0]["options"][0]["right"] = True
    both = [token(family, "Send the code"), token(family, "Call the bank")]

    assert marked(family, both).score == 1
    assert marked(family, [both[0], token(family, "Open the link")]).score == 0
    with pytest.raises(ChooseOtherwise):
        marked(family, both[:1])
    with pytest.raises(ChooseOtherwise):
        marked(family, [both[0], both[0]])
    with pytest.raises(AnswerMissing):
        marked(family, [])


def test_an_order_is_right_when_all_of_it_is() -> None:
    family = a_written("order", order=STEPS)
    right = [token(family, one["en"]) for one in STEPS]

    assert marked(family, right).score == 1
    assert marked(family, [*right[:2], right[3], right[2]]).score == 0
    with pytest.raises(PlaceTwice):
        marked(family, [right[0]] * 4)
    with pytest.raises(PlaceTwice):
        marked(family, right[:3])


def test_a_match_is_right_when_every_line_has_its_partner() -> None:
    family = a_written("match", pairs=PAIRS, extra=[text("right d")])
    right = {str(at): token(family, f"right {one}") for at, one in enumerate("abc", 1)}

    assert marked(family, right).score == 1
    assert marked(family, {**right, "3": token(family, "right d")}).score == 0
    with pytest.raises(PairMissing):
        marked(family, {**right, "2": ""})


ACCEPT = [{"fr": "des verres", "de": "Gläser", "en": "glasses"}, "14h30", "J119"]


@pytest.mark.parametrize(
    ("given", "language"),
    [
        ("Des Verres", "fr"),
        ("  verres. ", "fr"),
        ("les verres", "fr"),
        ("« des verres »", "fr"),
        ("glaeser", "de"),
        ("glaser", "de"),
        ("die Gläser", "de"),
        ("the glasses!", "en"),
        ("glases", "en"),
        ("galsses", "en"),
        ("14 h 30", "en"),
        ("j 119", "fr"),
    ],
)
def test_an_answer_is_read_as_people_write(given: str, language: str) -> None:
    assert marked(a_written("short", accept=ACCEPT, slips=1), given, language).score == 1


@pytest.mark.parametrize(
    ("given", "language"),
    [("gasse", "en"), ("14h31", "en"), ("J191", "fr"), ("verres", "de"), ("no glasses", "en")],
)
def test_another_answer_stays_wrong(given: str, language: str) -> None:
    assert marked(a_written("short", accept=ACCEPT, slips=1), given, language).score == 0


def test_no_letter_may_differ_unless_told() -> None:
    assert marked(a_written("short", accept=["glasses"]), "glases").score == 0


@pytest.mark.parametrize(
    "given",
    ["1250.50", "1250,5", "1.250,50", "1 250,50", "1,250.50", "€ 1250.50", "1'250,50 euros"],
)
def test_a_number_is_read_as_people_write_it(given: str) -> None:
    assert marked(a_written("short", number=1250.5), given).score == 1


def test_a_number_may_be_off_by_what_is_told() -> None:
    family = a_written("short", number=10, within=0.5, unit=text("people"))

    assert marked(family, "10,5").score == 1
    assert marked(family, "10,6").score == 0
    assert marked(family, "10 people").right == ("10 people",)


def test_no_number_where_one_is_asked_for_is_asked_again() -> None:
    with pytest.raises(AnswerNoNumber):
        marked(a_written("short", number=10), "ten")


def test_a_point_may_stand_for_thousands_or_for_decimals() -> None:
    assert {str(one) for one in numbers_in("1.250")} == {"1250", "1.250"}
    assert numbers_in("12 and 13") == set()
    assert numbers_in("−3") == {-3}


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [("glass", "glass", 0), ("ab", "ba", 1), ("abc", "abd", 1), ("a", "abcd", 3)],
)
def test_letters_apart(one: str, other: str, apart: int) -> None:
    assert distance(one, other, 3) == apart


def test_an_answer_that_is_far_too_long_is_refused() -> None:
    with pytest.raises(AnswerTooLong):
        marked(a_written("short", accept=["yes"]), "yes " * 100)


def test_an_empty_answer_is_asked_again() -> None:
    for given in ("", "  ", "…"):
        with pytest.raises(AnswerMissing):
            marked(a_written("short", accept=["yes"]), given)
    with pytest.raises(AnswerMissing):
        marked(a_family(), "")
    with pytest.raises(AnswerMissing):
        marked(a_written("order", order=STEPS), [])


KINDS = [
    a_family(),
    a_family(kind="multiple"),
    a_written("order", order=STEPS),
    a_written("match", pairs=PAIRS),
    a_written("short", accept=ACCEPT, slips=2),
    a_written("short", number=3.5),
]


@pytest.mark.parametrize("given", [7, True, b"1", {"1": 2}, ["1", 2], [["1"]], "0", "9", "-1", "١"])
def test_what_is_no_answer_to_a_choice_is_refused(given: object) -> None:
    with pytest.raises(AnswerMisshapen):
        marked(a_family(), given)


def below(lots: np.random.Generator, most: int) -> int:
    return int(lots.integers(most))


def anything(lots: np.random.Generator, depth: int = 0) -> object:
    """Something that could arrive."""
    signs = [chr(32 + below(lots, 95 if below(lots, 2) else 0x2FFF)) for _ in range(12)]
    words = "".join(signs[: below(lots, 12)])
    kinds: tuple[object, ...] = (
        words,
        str(below(lots, 9) - 2),
        [str(below(lots, 6)) for _ in range(below(lots, 6))],
        {str(below(lots, 5)): str(below(lots, 6)) for _ in range(4)},
        lots.random() * 10**9,
        None,
        *([] if depth else [[anything(lots, 1)], {words: anything(lots, 1)}]),
    )
    return kinds[below(lots, len(kinds))]


def test_a_thousand_random_answers_are_marked_or_refused_in_a_sentence() -> None:
    lots = np.random.default_rng(20261123)
    said: list[str] = []
    scores: list[int] = []
    for _ in range(1000):
        family, given = KINDS[below(lots, len(KINDS))], anything(lots)
        try:
            told = mark(family, "bank", language="fr", seed=below(lots, 9), given=given)
        except Refusal as refusal:
            said.append(str(refusal))
        else:
            scores.append(told.score)

    assert all(one.endswith(".") for one in said)
    assert set(scores) == {0, 1}
    assert min(len(said), len(scores)) > 100
