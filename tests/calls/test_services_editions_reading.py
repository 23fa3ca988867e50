"""Whatever is wrong in an edition's document is said at once, each with its place."""

from typing import Any

import pytest

from perron.calls.services.editions.reading import (
    check_definition,
    edition_schema,
    read_edition_file,
    written_edition,
)
from perron.core.documents.keywords import validator_for
from perron.core.documents.problems import DocumentRefused, path_text
from tests.calls.make import a_criterion, a_definition, a_field, said

NINE = {"up_to": 9, "value": 1}


def faults(**changes: Any) -> dict[str, str]:
    """The sentence at each place."""
    with pytest.raises(DocumentRefused) as refused:
        check_definition(a_definition(**changes))
    return {path_text(one.path): str(one.sentence) for one in refused.value.problems}


def test_the_schema_is_one() -> None:
    validator_for(edition_schema()).check_schema(edition_schema())


def test_a_good_definition_comes_back_as_it_was() -> None:
    file = check_definition(a_definition())
    assert file.definition == a_definition()
    assert file.notes == ()
    again = written_edition(file.definition)
    assert written_edition(read_edition_file(again.encode(), name="x").definition) == again


def test_json_is_read_as_well() -> None:
    source = b'{"format": "perron-edition/1", "code": "x"}'
    with pytest.raises(DocumentRefused, match="call"):
        read_edition_file(source, name="x.json")


def test_form_is_checked_before_sense_and_each_fault_has_its_line() -> None:
    text = written_edition(a_definition()).replace("kind: in-kind", "kind: gift")
    with pytest.raises(DocumentRefused) as refused:
        read_edition_file(text.encode(), name="call.yaml")
    (problem,) = refused.value.problems
    assert (problem.path, text.splitlines()[problem.line - 1]) == (("kind",), "kind: gift")


def test_a_rule_that_refers_to_nothing_is_explained_with_its_place() -> None:
    rule = {"code": "a", "when": {"any": [{"fact": "moon", "is": "full"}]}, "reason": said("No.")}
    found = faults(eligibility=[rule])
    assert "“moon”" in found["eligibility#1.when.any#1"]


def test_a_field_that_refers_to_a_field_that_is_not_there_is_explained() -> None:
    form = a_definition()["form"]
    form["steps"][0]["pages"][0]["fields"][4]["when"] = {"field": "robotz", "is": "yes"}
    (place,) = faults(form=form)
    assert place == "form.steps#1.pages#1.fields#5.when"


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ({"fact": "pupils", "among": ["a"]}, "cannot be asked like that"),
        ({"fact": "network", "is": "lunar"}, "never one of"),
        ({"fact": "pupils", "is": "many"}, "no number"),
        ({"fact": "network", "is": True}, "cannot be asked"),
        ({"fact": "awarded", "none_of": []}, "empty"),
        ({"not": {"fact": "network", "is": "free"}, "is": "free"}, "mean"),
        ({"fact": "network", "is": "free", "field": "x"}, "cannot be asked like that"),
        ({"is": "free"}, "no condition"),
    ],
)
def test_what_no_condition_can_ask_is_said(condition: dict[str, Any], words: str) -> None:
    found = faults(eligibility=[{"code": "a", "when": condition, "reason": said("No.")}])
    assert any(words in sentence for sentence in found.values()), found


@pytest.mark.parametrize(
    ("calendar", "place"),
    [
        ({"opens": "2026-02-31T09:00", "closes": "2026-03-04T22:00"}, "calendar.opens"),
        ({"opens": "2026-03-04T22:00", "closes": "2026-03-04T22:00"}, "calendar.closes"),
        ({"opens": "2026-03-04T22:00"}, "calendar"),
        (
            {
                "opens": "2026-01-01T09:00",
                "closes": "2026-02-01T09:00",
                "decision_by": "2026-01-09",
            },
            "calendar.decision_by",
        ),
        (
            {
                "opens": "2026-01-01T09:00",
                "closes": "2026-02-01T09:00",
                "questions_until": "2026-02-02T09:00",
            },
            "calendar.questions_until",
        ),
    ],
)
def test_a_calendar_out_of_order_is_refused(calendar: dict[str, str], place: str) -> None:
    assert place in faults(calendar=calendar)


def test_a_continuous_edition_does_not_close() -> None:
    assert "calendar.closes" in faults(kind="continuous")


def test_weights_that_come_to_nothing_are_refused() -> None:
    grid = {"scale": 100_000, "threshold": 0, "criteria": [a_criterion("aims", 0)]}
    assert "sum to zero" in faults(grid=grid, ranking={"ex_aequo": []})["grid"]


def test_codes_stand_once_and_are_no_page_of_the_site() -> None:
    twice = [{"code": "signed", "label": said("A")}, {"code": "signed", "label": said("B")}]
    assert "admissibility#2.code" in faults(admissibility=twice)
    assert "code" in faults(code="jury")


def test_money_draws_on_envelopes_that_there_are_and_leaves_none_full() -> None:
    award = a_definition()["award"]
    award["moneys"][0]["parts"] = {"moon": 6000, "region": 6000}
    award["envelopes"].append(
        {"code": "other", "name": said("Other"), "source": "region", "amount": 5, "years": {}}
    )
    award["cells"] = ["moon"]
    award["boards"] = {"fact": "moon"}
    award["levels"] = [50, 100]
    found = faults(award=award)
    assert {
        "award.moneys#1.parts",
        "award.envelopes#2",
        "award.envelopes#2.years",
        "award.cells#1",
        "award.boards.fact",
        "award.levels",
    } <= set(found)


@pytest.mark.parametrize(
    ("grant", "place"),
    [
        ({"rule": "rate"}, "grant"),
        ({"rule": "fixed"}, "grant"),
        ({"rule": "rate", "rate": 5000, "least": 9, "most": 8}, "grant.least"),
    ],
)
def test_what_may_be_asked_for_must_be_reckoned(grant: dict[str, Any], place: str) -> None:
    assert place in faults(grant=grant)


def test_a_choice_from_a_catalogue_needs_one() -> None:
    found = faults(catalogue=None)
    assert {"grant.rule", "form.steps#1.pages#2.fields#1"} <= set(found)


@pytest.mark.parametrize(
    "field",
    [
        a_field("a", "choice"),
        a_field("a", "text", choices=[{"code": "a", "label": {}}, {"code": "b", "label": {}}]),
        a_field("a", "file"),
        a_field("a", "number", least=9, most=8),
        a_field("a", "text", fact="moon"),
        a_field("a", "catalogue"),
    ],
)
def test_a_field_that_cannot_be_answered_is_refused(field: dict[str, Any]) -> None:
    form = a_definition()["form"]
    for choice in field.get("choices", []):
        choice["label"] = said("Label")
    form["steps"][0]["pages"][1]["fields"].append(field)
    assert any(place.startswith("form.steps#1.pages#2.fields#3") for place in faults(form=form))


@pytest.mark.parametrize(
    "step",
    [
        {"fact": "moon", "table": {"a": 1}},
        {"fact": "rurality"},
        {"fact": "rurality", "bands": [{"value": 1}]},
        {"fact": "rurality", "table": {"rural": 10_000}},
        {"fact": "population", "bands": [{"value": 1}, {"value": 2}]},
        {"fact": "population", "bands": [NINE, {"up_to": 5, "value": 2}, {"value": 3}]},
    ],
)
def test_a_weighting_that_leaves_something_open_is_refused(step: dict[str, Any]) -> None:
    whole = {"code": "w", "name": said("W"), "change": "add", **step}
    assert any(place.startswith("weighting#1") for place in faults(weighting=[whole]))


@pytest.mark.parametrize(
    "tie",
    [
        {"first": "high"},
        {"criterion": "moon", "first": "high"},
        {"fact": "network", "first": "low"},
    ],
)
def test_ties_are_broken_by_something_that_there_is(tie: dict[str, Any]) -> None:
    assert any(p.startswith("ranking.ex_aequo#1") for p in faults(ranking={"ex_aequo": [tie]}))


def test_one_applies_in_languages_that_the_site_speaks() -> None:
    assert set(faults(languages=["fr", "nl"])) == {"languages#2"}
    assert set(faults(name={"fr": "Tablettes"})) == {"name"}


def test_a_text_that_is_not_there_in_a_language_is_noted_and_stops_nothing() -> None:
    file = check_definition(a_definition(summary={"fr": "Des tablettes."}))
    assert [path_text(note.path) for note in file.notes] == ["summary"]
