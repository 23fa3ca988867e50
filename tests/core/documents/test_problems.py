"""How problems are told."""

import copy

from django.utils.translation import gettext_lazy

from perron.core.documents.problems import (
    WHOLE_FILE,
    DocumentRefused,
    Path,
    Problem,
    path_text,
    say,
)


def a_problem(line: int = 42, path: Path = ("themes", "skills", "name")) -> Problem:
    sentence, remedy = say("“%(key)s” is missing.", key="name"), say("Write 100 %%.")
    return Problem("region.yaml", line, 3, path, sentence, remedy)


def test_a_problem_reads_as_file_line_place_sentence_remedy() -> None:
    assert str(a_problem()) == (
        "region.yaml:42: themes.skills.name: “name” is missing. (Write 100 %.)"
    )


def test_a_problem_of_the_whole_file_has_no_line_and_no_place() -> None:
    assert str(a_problem(WHOLE_FILE, ())) == "region.yaml: “name” is missing. (Write 100 %.)"


def test_entries_of_lists_count_from_one() -> None:
    assert path_text(("measures", 2, "cards", 0)) == "measures#3.cards#1"
    assert path_text((0, "x")) == "#1.x"


def test_a_refusal_says_that_nothing_was_changed_and_lists_what_was_found() -> None:
    assert str(DocumentRefused([a_problem()])) == (
        f"1 problem was found. Nothing was changed.\n{a_problem()}"
    )


def test_a_refusal_lists_at_most_twenty_problems_and_says_how_many_more() -> None:
    lines = str(DocumentRefused([a_problem(line) for line in range(1, 501)])).split("\n")
    assert lines[0] == "500 problems were found. Nothing was changed."
    assert len(lines) == 22
    assert lines[20].startswith("region.yaml:20:")
    assert lines[21] == "… and 480 more."


def test_exactly_twenty_problems_are_listed_without_more() -> None:
    assert "more" not in str(DocumentRefused([a_problem()] * 20))


def test_a_sentence_is_translated_when_it_is_shown_and_facts_may_be_sentences() -> None:
    inner = say(gettext_lazy("January"))
    assert str(say("%(month)s 2018", month=inner)) == "January 2018"


def test_a_refusal_can_be_copied() -> None:
    refusal = DocumentRefused([a_problem()])
    assert copy.copy(refusal).problems == refusal.problems
