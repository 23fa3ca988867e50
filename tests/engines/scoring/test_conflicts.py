"""Ties between jurors and applications are found from facts, and told."""

from datetime import date

import pytest

from perron.engines.scoring.conflicts import (
    Conflict,
    ConflictRule,
    Declaration,
    Kind,
    Parties,
    Relation,
    Tie,
    find_conflicts,
    forbidden_pairs,
)
from perron.engines.scoring.refusals import ScoringRefused

TODAY = date(2026, 3, 1)
RULE = ConflictRule({Tie.STAFF: 5})
SCHOOL = Parties(
    "A-1",
    {"school": "applicant", "governing": "board", "town": "municipality"},
    frozenset({"head"}),
)
OTHER = Parties("A-2", {"museum": "applicant"})


def found(*relations: Relation, declared: tuple[Declaration, ...] = ()) -> tuple[Conflict, ...]:
    return find_conflicts(
        ["juror", "stranger"],
        [SCHOOL, OTHER],
        relations,
        declarations=declared,
        rule=RULE,
        on=TODAY,
    )


@pytest.mark.parametrize(
    ("tie", "organisation", "kind", "role"),
    [
        (Tie.BOARD, "governing", Kind.SAME_BOARD, "board"),
        (Tie.STAFF, "school", Kind.SAME_EMPLOYER, "applicant"),
        (Tie.COUNCIL, "town", Kind.SAME_COUNCIL, "municipality"),
        (Tie.CO_APPLICANT, "school", Kind.CO_APPLICANT, "applicant"),
    ],
)
def test_a_tie_to_an_organisation_of_the_application_is_a_conflict(
    *, tie: Tie, organisation: str, kind: Kind, role: str
) -> None:
    assert found(Relation("juror", tie, organisation)) == (
        Conflict("juror", "A-1", kind, organisation, role, tie),
    )


def test_a_tie_shared_with_a_person_of_the_application_is_a_conflict() -> None:
    shared = found(Relation("juror", Tie.BOARD, "club"), Relation("head", Tie.BOARD, "club"))

    assert shared == (
        Conflict("juror", "A-1", Kind.SAME_BOARD, "club", tie=Tie.BOARD, with_person="head"),
    )
    assert found(Relation("juror", Tie.BOARD, "club"), Relation("head", Tie.STAFF, "club")) == ()


@pytest.mark.parametrize(
    ("until", "bars"),
    [
        (date(2026, 3, 1), Kind.SAME_EMPLOYER),
        (date(2026, 2, 28), Kind.PAST_TIE),
        (date(2021, 3, 1), Kind.PAST_TIE),
        (date(2021, 2, 28), None),
    ],
)
def test_past_staff_are_barred_for_the_years_of_the_rule_to_the_day(
    until: date, bars: Kind | None
) -> None:
    conflicts = found(Relation("juror", Tie.STAFF, "school", until=until))

    assert [one.kind for one in conflicts] == ([bars] if bars else [])
    assert all(one.until == (until if bars is Kind.PAST_TIE else None) for one in conflicts)


def test_years_from_a_leap_day_end_on_the_last_of_february() -> None:
    relation = Relation("juror", Tie.STAFF, "school", until=date(2024, 2, 29))

    assert ConflictRule({Tie.STAFF: 1}).barring(relation, date(2025, 2, 28))
    assert not ConflictRule({Tie.STAFF: 1}).barring(relation, date(2025, 3, 1))


def test_a_tie_that_ended_bars_no_longer_where_the_rule_says_nothing_of_it() -> None:
    assert found(Relation("juror", Tie.BOARD, "governing", until=date(2026, 2, 28))) == ()


def test_a_tie_that_has_not_begun_bars_nobody() -> None:
    assert found(Relation("juror", Tie.STAFF, "school", since=date(2026, 3, 2))) == ()


def test_colleagues_of_the_past_are_not_held_against_each_other() -> None:
    past = date(2025, 1, 1)

    assert (
        found(Relation("juror", Tie.STAFF, "club", until=past), Relation("head", Tie.STAFF, "club"))
        == ()
    )
    assert (
        found(Relation("juror", Tie.STAFF, "club"), Relation("head", Tie.STAFF, "club", until=past))
        == ()
    )


def test_nobody_judges_an_application_that_names_them() -> None:
    conflicts = find_conflicts(["head"], [SCHOOL], [], rule=RULE, on=TODAY)

    assert [(one.kind, one.through) for one in conflicts] == [(Kind.OWN_APPLICATION, "head")]


@pytest.mark.parametrize(
    ("about", "role"), [("A-1", ""), ("school", "applicant"), ("head", "person")]
)
def test_what_a_juror_declares_bars_with_their_own_words(about: str, role: str) -> None:
    conflicts = found(
        declared=(
            Declaration("juror", about, "my sister"),
            Declaration("juror", "nobody", "no reason"),
            Declaration("retired", about, "not of this jury"),
        )
    )

    assert conflicts == (Conflict("juror", "A-1", Kind.DECLARED, about, role, ground="my sister"),)


def test_conflicts_become_pairs_that_are_forbidden() -> None:
    conflicts = found(
        Relation("juror", Tie.BOARD, "governing"),
        Relation("juror", Tie.COUNCIL, "town"),
        Relation("stranger", Tie.STAFF, "museum", until=date(2025, 1, 1)),
    )

    assert forbidden_pairs(conflicts) == {("juror", "A-1"), ("stranger", "A-2")}
    assert [one.juror for one in conflicts] == ["juror", "juror", "stranger"]


def test_a_rule_of_less_than_no_years_is_refused() -> None:
    with pytest.raises(ScoringRefused, match="years"):
        ConflictRule({Tie.STAFF: -1})
