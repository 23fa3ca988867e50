"""Forms are made from codecs: opened and sent back unchanged, they change nothing."""

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import translation

from perron.core.records.kinds import Finding, Kind, Record, kinds
from perron.desk.forms.questions import Question, names_asked, questions_of
from perron.desk.forms.reading import read_form
from perron.desk.records import choices as choices_module
from perron.desk.records.choices import Choices
from perron.desk.records.findings import settled
from tests.desk.make import RICH, FormReader, a_rich_plan, a_town
from tests.make import a_fact, a_measure

pytestmark = pytest.mark.django_db
ONES = {
    "organisation": "town",
    "strategy": "plan",
    "version": "first",
    "node": "skills",
    "programme": "school",
    "measure": "tablets",
    "indicator": "use",
    "reference": "gazette",
    "term": "unit/euro",
    "round": "round-1",
    "card": "card-1",
    "recommendation": "ask-1",
    "site": "annex",
    "place": "corner",
}


def asked(record: Record, *findings: Finding, kind: str = "measure") -> dict[str, Question]:
    questions = questions_of(kinds[kind], record, choices=Choices(), findings=findings)
    return {question.name: question for question in questions}


def sent_back(kind: Kind, record: Record) -> QueryDict:
    """What a browser sends when somebody opens the form and presses the button."""
    questions = questions_of(kind, record, choices=Choices())
    page = "".join(render_to_string("desk/question.html", {"question": one}) for one in questions)
    reader = FormReader("f")
    reader.feed(f'<form id="f">{page}</form>')
    fields = QueryDict(mutable=True)
    for name, value in reader.fields:
        fields.appendlist(name, value)
    return fields


@pytest.mark.parametrize("name", ONES)
def test_a_form_sent_back_unchanged_is_the_record_it_was_made_from(name: str) -> None:
    a_rich_plan()
    kind = kinds[name]
    record = kind.read(kind.with_keys([ONES[name]]).get())

    answered = read_form(kind, sent_back(kind, record), before=record, choices=Choices())

    assert settled(kind.codecs, answered) == settled(kind.codecs, record)


@pytest.mark.parametrize("language", ["fr", "de"])
def test_in_every_language_of_the_page_it_is_the_same_record(language: str) -> None:
    a_rich_plan()
    kind = kinds["indicator"]
    record = {
        **kind.read(kind.with_keys(["use"]).get()),
        "values": [{"period": "2019", "number": 1234567, "sample": 2184, "sources": ["gazette"]}],
    }

    with translation.override(language):
        sent = sent_back(kind, record)
        answered = read_form(kind, sent, before=record, choices=Choices())

    assert settled(kind.codecs, answered) == record


def test_long_lists_of_names_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choices_module, "MOST", 0)
    a_rich_plan()
    kind = kinds["measure"]

    answered = read_form(kind, sent_back(kind, RICH), before=RICH, choices=Choices())

    assert settled(kind.codecs, answered) == settled(kind.codecs, RICH)


def test_malformed_answers_come_back_as_they_were_typed() -> None:
    a_town()
    record = a_measure(start="in spring", facts=[a_fact(number="many")], type="unheard")

    questions = asked(record)

    assert questions["start"].value == "in spring"
    number = next(one for one in questions["facts"].rows[0].questions if one.shape == "number")
    assert number.value == "many"
    assert questions["type"].options[-1].label == "unheard (not in the list)"


def test_what_is_wrong_stands_at_its_question() -> None:
    a_town()
    questions = asked(
        a_measure(facts=[{}, a_fact()], sources=["x"]),
        Finding(("start",), "No date.", "Write one."),
        Finding(("name", "fr"), "Too long."),
        Finding(("facts", 0, "of"), "Needed."),
        Finding(("sources", 0), "Unknown."),
        Finding(("audience", 1), "Unheard."),
    )

    assert questions["start"].errors == ("No date. Write one.",)
    assert questions["name"].wordings[0].errors == ("Too long.",)
    assert questions["sources"].errors == ("Unknown.",)
    assert questions["audience"].errors == ("Unheard.",)
    assert [row.has_errors for row in questions["facts"].rows] == [True, False]
    assert [name for name, one in questions.items() if one.has_errors] == [
        "name",
        "start",
        "audience",
        "facts",
        "sources",
    ]


def test_the_code_is_not_asked_again() -> None:
    a_town()

    assert "code" not in asked(a_measure())
    assert not {"list", "code"} & set(asked({"list": "unit", "code": "euro"}, kind="term"))


def test_a_part_is_titled_by_the_first_thing_that_it_says() -> None:
    a_rich_plan()
    questions = asked(
        a_measure(
            partners=[{"organisation": "town"}, {"organisation": "nobody"}, {}],
            facts=[a_fact()],
            milestones=[{"name": {"en": "Start"}}, {"due": "2019"}],
        )
    )

    titles = {name: [row.title for row in one.rows] for name, one in questions.items() if one.rows}
    assert titles == {
        "partners": ["Town", "nobody", ""],
        "facts": ["Budget"],
        "milestones": ["Start", "2019"],
    }


def test_an_organisation_of_another_language_keeps_its_words() -> None:
    a_town()

    wordings = asked({"code": "a", "name": {"nl": "Stad"}})["name"].wordings

    assert [(one.language, one.spoken, one.words) for one in wordings][-1] == ("nl", "nl", "Stad")


def test_only_names_that_are_typed_are_carried_by_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    a_town()
    questions = questions_of(kinds["measure"], a_measure(facts=[{}]), choices=Choices())
    assert names_asked(questions) == {"programme", "district", "municipality", "reference"}

    monkeypatch.setattr(choices_module, "MOST", 0)
    questions = questions_of(kinds["measure"], a_measure(), choices=Choices())
    asked_for = {one.names for one in questions if one.is_asked}
    assert asked_for == {"strategy", "programme", "district", "municipality", "reference"}


def test_a_list_needs_a_line_for_nothing_unless_it_has_one() -> None:
    a_town()
    questions = asked(a_measure(facts=[{}]))
    inside = {one.name: one for one in questions["facts"].rows[0].questions}

    assert questions["type"].needs_blank
    assert not questions["state"].needs_blank
    assert not inside["facts.0.qualifier"].needs_blank


def test_every_field_has_a_label_and_says_whether_it_is_optional() -> None:
    a_rich_plan()
    page = render_to_string(
        "desk/question.html", {"question": asked(RICH)["partners"], "anchor": ""}
    )

    assert 'lang="de"' in page
    assert page.count('for="f-partners-0-organisation"') == 1
    assert "Role</label>" in page
    assert "(optional)" in page
