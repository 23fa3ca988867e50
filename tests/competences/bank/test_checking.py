"""What the check of the bank asks of one family: each rule with what passes and what doesn't."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from perron.competences.rules.bank.whole import (
    alike_findings,
    coverage_findings,
    share_findings,
)
from perron.competences.services.bank.reading import read_family, written_family
from perron.core.documents.problems import DocumentRefused
from tests.competences.bank.written import a_family, a_file, a_written, text

Family = dict[str, Any]
LONG = "This is one word after another that goes on and on " * 3


def problems(definition: Family) -> list[str]:
    return [str(one) for one in a_file(definition).problems]


def test_a_good_family_passes_the_check() -> None:
    file = a_file(a_family())

    assert problems(a_family()) == []
    assert file.unread == ()
    assert file.notes == ()


def spoil(where: Callable[[Family], None]) -> Family:
    family = copy.deepcopy(a_family())
    where(family)
    return family


def variant(family: Family, at: int = 0) -> Family:
    chosen: Family = family["variants"][at]
    return chosen


SPOILT: dict[str, tuple[Callable[[Family], None], str]] = {
    "no right option": (
        lambda f: variant(f)["options"][1].pop("right"),
        "0 options are marked as right",
    ),
    "two right options": (
        lambda f: variant(f)["options"][0].update(right=True),
        "2 options are marked as right",
    ),
    "no explanation": (lambda f: variant(f).pop("explanation"), "has no “explanation”"),
    "no question": (lambda f: f.pop("asks"), "has no “asks”"),
    "a key of another kind": (lambda f: variant(f).update(slips=1), "has no meaning"),
    "an option twice": (
        lambda f: variant(f)["options"][0].update(text=text("Call the bank")),
        "stand twice",
    ),
    "a language missing": (lambda f: variant(f)["explanation"].pop("de"), "not there in: de"),
    "a language too many": (lambda f: f["shows"].update(nl="Iets"), "no language of the region"),
    "a long sentence": (
        lambda f: variant(f).update(explanation=text(LONG)),
        "a sentence has 33 words",
    ),
    "an option much longer": (
        lambda f: variant(f)["options"][0].update(text=text("Send the code " * 5)),
        "the longest option has",
    ),
    "all of the above": (
        lambda f: variant(f)["options"][0].update(text=text("All of these")),
        "makes a riddle",
    ),
    "too much to read": (
        lambda f: variant(f)["material"].append({"text": text("word " * 140)}),
        "words to read",
    ),
    "variants alike": (
        lambda f: variant(f, 1).update(material=copy.deepcopy(variant(f)["material"])),
        "share",
    ),
    "an unknown competence": (lambda f: f.update(competence="9.9"), "no competence “9.9”"),
    "a difficulty out of its band": (lambda f: f.update(difficulty=0.5), "difficulty lies between"),
    "a code twice": (lambda f: variant(f, 1).update(variant="bank"), "Two variants have the code"),
    "a file where none is asked": (
        lambda f: variant(f)["material"].append(
            {"file": {"name": "a.txt", "type": "txt", "content": text("Words")}}
        ),
        "Only families of kind “file”",
    ),
    "a word that is not known": (lambda f: f.update(colour="red"), "“colour” is not known"),
    "too few variants": (lambda f: f["variants"].pop(), "at least 3"),
}


@pytest.mark.parametrize("what", SPOILT)
def test_what_is_wrong_is_said_with_its_line(what: str) -> None:
    where, words = SPOILT[what]

    found = problems(spoil(where))

    assert any(words in one for one in found), found
    assert all(one.startswith("family.yaml:") for one in found)


def test_sentences_are_short_on_average_as_well() -> None:
    words = text(" ".join(["word"] * 21) + ".")
    family = a_written("short", number=3, asks=words)
    for one in family["variants"]:
        one["explanation"] = words

    assert any("21.0 words on average" in one for one in problems(family))


def test_the_right_option_is_not_the_longest_in_every_variant() -> None:
    family = a_family()
    for one in family["variants"]:
        one["options"][1]["text"] = text(f"Do the right thing {one['variant']}")

    assert any("the longest one in every variant" in one for one in problems(family))


def test_the_right_answer_is_not_the_same_words_everywhere() -> None:
    family = a_family()
    for one in family["variants"]:
        one["options"][1]["text"] = text("Delete it")

    assert any("same words in all variants" in one for one in problems(family))


def test_a_family_is_called_like_its_file() -> None:
    source = written_family(a_family("one-name")).encode()

    file = read_family(source, name="family.yaml", code="other-name")

    assert "The family is called “one-name”, but its file “other-name”" in str(file.problems[0])


def test_what_is_no_document_at_all_is_refused_with_its_line() -> None:
    with pytest.raises(DocumentRefused, match=r"family\.yaml:2"):
        read_family(b"format: perron-family/1\n\tfamily: x\n", name="family.yaml")


def test_a_review_is_by_two_different_hands() -> None:
    family = a_family()
    family["reviews"][1]["by"] = "One"

    assert "here it is 1" in str(a_file(family).unread[0])


def test_a_review_that_nobody_made_of_the_language_is_asked_for() -> None:
    family = a_family()
    for review in family["reviews"]:
        review["looked_at"] = ["content"]

    assert "Nobody looked at: language" in str(a_file(family).unread[0])


def test_an_address_that_somebody_could_own_is_a_note_and_no_problem() -> None:
    family = a_family()
    family["variants"][0]["material"].append({"address": "https://www.bank-login.be/x"})
    family["variants"][0]["material"].append({"address": "https://www.bank.example/x"})

    file = a_file(family)

    assert file.problems == ()
    assert [str(one.sentence) for one in file.notes] == [
        "“www.bank-login.be” is an address that somebody could own."
    ]


ANSWERS: dict[str, tuple[Family, str]] = {
    "short without an answer": (a_written("short"), "has no “accept”"),
    "two ways of accepting": (
        a_written("short", accept=[text("yes")], number=3),
        "exclude each other",
    ),
    "slips of a number": (a_written("short", number=3, slips=1), "which is not there"),
    "order without parts": (a_written("order"), "has no “order”"),
    "match without pairs": (a_written("match"), "has no “pairs”"),
    "an extra side that belongs to a pair": (
        a_written(
            "match",
            pairs=[{"left": text(one), "right": text(one.upper())} for one in ("a", "b", "c")],
            extra=[text("A")],
        ),
        "belongs to a pair",
    ),
    "a file family without its file": (a_written("file", number=3), "one file to open"),
}


@pytest.mark.parametrize("what", ANSWERS)
def test_every_kind_has_what_it_needs(what: str) -> None:
    family, words = ANSWERS[what]

    assert any(words in one for one in problems(family))


def test_a_file_holds_what_its_type_asks_for() -> None:
    family = a_written("file", number=3)
    for one in family["variants"]:
        one["material"].append({"file": {"name": "a.xlsx", "type": "xlsx", "content": "no"}})

    assert any("has “sheets”" in one for one in problems(family))


def test_a_competence_has_enough_families_of_every_sort() -> None:
    levels = ((1, -2.0), (1, -2.1), (2, -1.7), (2, -1.2), (3, 0.0), (5, 1.0))
    families = [a_family(level=level, difficulty=b) for level, b in levels]

    assert list(coverage_findings("4.2", families)) == []
    assert len(list(coverage_findings("4.2", families[:1]))) == 4


def test_two_of_five_families_are_easy() -> None:
    easy, hard = a_family(), a_family(level=5, difficulty=1.0)

    assert list(share_findings([easy, easy, hard, hard, hard])) == []
    assert len(list(share_findings([easy, hard, hard]))) == 1


def test_no_two_families_ask_the_same_over_the_same() -> None:
    other = a_family("another")
    found = list(alike_findings({"one": a_family(), "another": other}, "en"))

    assert {code for code, _ in found} == {"another"}
    assert len(found) == 3
