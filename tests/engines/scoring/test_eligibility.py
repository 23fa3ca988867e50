"""Rules as data: who is eligible, who is not, who cannot be told yet, and which rules decide."""

from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perron.engines.scoring.eligibility import Verdict, decide
from perron.engines.scoring.refusals import ScoringRefused
from perron.engines.scoring.rules import Fact, Kind, Vocabulary, check_rule, read_rule

VOCABULARY: Vocabulary = {
    "level": Fact(Kind.TEXT, frozenset({"nursery", "primary", "secondary", "adult", "higher"})),
    "pupils": Fact(Kind.NUMBER),
    "index": Fact(Kind.NUMBER),
    "open": Fact(Kind.BOOLEAN),
    "awarded": Fact(Kind.TEXTS),
    "since": Fact(Kind.DATE),
}
RULE = {
    "all": [
        {"fact": "level", "not_among": ["higher"], "code": "level"},
        {"fact": "awarded", "none_of": ["2018", "2019"], "code": "look-back"},
        {"any": [{"fact": "pupils", "at_least": 20}, {"not": {"fact": "open", "true": False}}]},
    ]
}
SCHOOL: dict[str, object] = {"level": "primary", "awarded": (), "pupils": 25, "open": True}


def verdict(document: object, **facts: object) -> Verdict:
    return decide(read_rule(document, VOCABULARY), facts, VOCABULARY).verdict


@pytest.mark.parametrize(
    ("rule", "yes", "no"),
    [
        ({"fact": "level", "is": "adult"}, "adult", "primary"),
        ({"fact": "level", "among": ["adult", "primary"]}, "adult", "higher"),
        ({"fact": "level", "not_among": ["higher"]}, "adult", "higher"),
        ({"fact": "pupils", "is": 20}, 20, 21),
        ({"fact": "index", "at_least": "-0.35"}, "-0.35", "-0.36"),
        ({"fact": "index", "at_most": "0.5"}, "0.5", "0.51"),
        ({"fact": "open", "true": True}, True, False),
        ({"fact": "open", "true": False}, False, True),
        ({"fact": "awarded", "any_of": ["2018"]}, ["2018", "2014"], []),
        ({"fact": "awarded", "all_of": ["2018", "2014"]}, {"2018", "2014"}, {"2014"}),
        ({"fact": "awarded", "none_of": ["2018"]}, frozenset({"2014"}), ["2018"]),
        ({"fact": "since", "is": "2020-01-01"}, date(2020, 1, 1), date(2020, 1, 2)),
        ({"fact": "since", "at_least": "2020-01-01"}, "2020-01-01", "2019-12-31"),
        ({"fact": "since", "at_most": "2020-01-01"}, "2020-01-01", "2020-01-02"),
    ],
)
def test_each_way_of_asking(rule: dict[str, Any], yes: object, no: object) -> None:
    name = rule["fact"]

    assert verdict(rule, **{name: yes}) is Verdict.ELIGIBLE
    assert verdict(rule, **{name: no}) is Verdict.NOT_ELIGIBLE
    assert verdict(rule, **{name: None}) is Verdict.UNKNOWN
    assert verdict({"not": rule}, **{name: no}) is Verdict.ELIGIBLE
    assert verdict({"not": rule}) is Verdict.UNKNOWN


def test_who_is_eligible_is_told_which_rules_carry_it() -> None:
    answer = decide(read_rule(RULE, VOCABULARY), SCHOOL, VOCABULARY)

    assert answer.verdict is Verdict.ELIGIBLE
    assert [(one.rule.fact, one.fact, one.negated) for one in answer.deciding] == [
        ("level", "primary", False),
        ("awarded", (), False),
        ("pupils", 25, False),
        ("open", True, True),
    ]


def test_who_is_not_is_told_every_rule_that_fails_and_no_other() -> None:
    facts = SCHOOL | {"level": "higher", "awarded": ["2018"], "pupils": None}
    answer = decide(read_rule(RULE, VOCABULARY), facts, VOCABULARY)

    assert answer.verdict is Verdict.NOT_ELIGIBLE
    assert [one.rule.code for one in answer.deciding] == ["level", "look-back"]
    assert not any(one.holds for one in answer.deciding)


def test_a_missing_fact_is_neither_yes_nor_no_and_is_named() -> None:
    answer = decide(
        read_rule(RULE, VOCABULARY), SCHOOL | {"pupils": None, "open": False}, VOCABULARY
    )

    assert answer.verdict is Verdict.UNKNOWN
    assert answer.missing == ("pupils",)


def test_a_missing_fact_that_could_change_nothing_is_not_asked_for() -> None:
    assert verdict(RULE, **(SCHOOL | {"pupils": None})) is Verdict.ELIGIBLE
    assert verdict(RULE, **(SCHOOL | {"pupils": None, "level": "higher"})) is Verdict.NOT_ELIGIBLE


@settings(max_examples=40)
@given(
    st.recursive(
        st.sampled_from(["open", "awarded"]).map(
            lambda name: {"fact": name, **({"true": True} if name == "open" else {"any_of": ["x"]})}
        ),
        lambda inner: st.one_of(
            inner.map(lambda one: {"not": one}),
            st.lists(inner, min_size=1, max_size=3).map(lambda some: {"all": some}),
            st.lists(inner, min_size=1, max_size=3).map(lambda some: {"any": some}),
        ),
        max_leaves=6,
    )
)
def test_what_is_settled_in_spite_of_a_gap_holds_however_the_gap_is_filled(rule: object) -> None:
    known = [True, False, None], [["x"], [], None]
    for opened, awarded in product(*known):
        found = verdict(rule, open=opened, awarded=awarded)
        filled = {
            verdict(rule, open=one, awarded=other)
            for one in ([True, False] if opened is None else [opened])
            for other in ([["x"], []] if awarded is None else [awarded])
        }
        assert found is Verdict.UNKNOWN or filled == {found}
        assert found is not Verdict.UNKNOWN or None in (opened, awarded)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("level", 3),
        ("pupils", "many"),
        ("open", "yes"),
        ("awarded", "2018"),
        ("awarded", [2018]),
        ("since", "yesterday"),
        ("since", 2018),
        ("index", 0.5),
    ],
)
def test_a_fact_of_another_kind_is_refused_not_guessed(name: str, value: object) -> None:
    with pytest.raises(ScoringRefused, match=name):
        decide(read_rule(RULE, VOCABULARY), {name: value, "unheard-of": object()}, VOCABULARY)


@pytest.mark.parametrize(
    ("document", "code", "place"),
    [
        ("level", "no_rule", "rule"),
        ({}, "no_rule", "rule"),
        ({"all": [{"fact": "level", "is": "adult"}], "not": {}}, "no_rule", "rule"),
        ({"all": []}, "no_rules", "rule.all"),
        ({"any": "level"}, "no_rules", "rule.any"),
        ({"any": [3]}, "no_rule", "rule.any[0]"),
        ({"not": 3}, "no_rule", "rule.not"),
        ({"not": {"fact": "open", "true": True}, "note": 1}, "unknown_keys", "rule"),
        ({"all": [{"fact": "colour", "is": "red"}]}, "unknown_fact", "rule.all[0]"),
        ({"fact": "level", "at_least": 3}, "unknown_operator", "rule"),
        ({"fact": "level"}, "unknown_operator", "rule"),
        ({"fact": "pupils", "at_least": 1, "at_most": 2}, "unknown_operator", "rule"),
        ({"fact": "level", "is": 3}, "wrong_kind", "rule"),
        ({"fact": "level", "is": "kindergarten"}, "unknown_values", "rule"),
        ({"fact": "level", "among": ["adult", "infant"]}, "unknown_values", "rule"),
        ({"fact": "level", "among": []}, "no_values", "rule"),
        ({"fact": "awarded", "none_of": [2018]}, "wrong_kind", "rule"),
        ({"fact": "pupils", "at_least": 0.5}, "not_exact", "rule"),
        ({"fact": "since", "at_least": "soon"}, "wrong_kind", "rule"),
        ({"fact": "open", "true": 1}, "wrong_kind", "rule"),
    ],
)
def test_a_rule_that_refers_to_nothing_is_explained_with_its_place(
    document: object, code: str, place: str
) -> None:
    (problem,) = check_rule(document, VOCABULARY)

    assert problem.code == code
    assert str(problem).startswith(f"{place}: ")
    with pytest.raises(ScoringRefused):
        read_rule(document, VOCABULARY)


def test_rules_nested_beyond_reading_are_refused() -> None:
    document: object = {"fact": "open", "true": True}
    for _ in range(5000):
        document = {"not": document}

    assert [problem.code for problem in check_rule(document, VOCABULARY)] == ["too_deep"]


def test_all_faults_of_a_rule_are_told_at_once() -> None:
    found = check_rule({"all": [{"fact": "colour", "is": 1}, {"any": []}, {"not": 1}]}, VOCABULARY)

    assert [problem.code for problem in found] == ["unknown_fact", "no_rules", "no_rule"]
    assert check_rule(RULE, VOCABULARY) == ()


@settings(max_examples=40)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["all", "any", "not", "fact", "is", "among", "level", "code"]),
                inner,
            )
        ),
        max_leaves=10,
    )
)
def test_no_document_breaks_the_reader(document: object) -> None:
    assert isinstance(check_rule(document, VOCABULARY), tuple)
