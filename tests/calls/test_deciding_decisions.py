"""A decision from the computed result to the letters: states, people, reasons, money."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from perron.calls.enums import ApplicationState, EditionState, Outcome
from perron.calls.errors.deciding import (
    ApplicationsUndecided,
    DayNotPossible,
    DeciderUnnamed,
    DecisionNotThere,
    DecisionUnderWay,
    NotSealed,
    NotSignedYet,
    NotTheRule,
    RankingReplaced,
    ScenarioNotSolved,
)
from perron.calls.errors.judging import ConflictsRemain
from perron.calls.models import Application, Decision, Scenario
from perron.calls.services.deciding.announcing import (
    announce_decision,
    show_decisions,
    tell_applicants,
)
from perron.calls.services.deciding.overriding import Departure, override_award
from perron.calls.services.deciding.preparing import prepare_decision
from perron.calls.services.deciding.signing import show_later, sign_decision, withdraw_decision
from perron.calls.services.deciding.solving import (
    ask_prices,
    ask_scenario,
    begin_scenarios,
    solve_scenario,
)
from perron.core.errors import NoReason, NotAllowed
from perron.core.models import JournalLine
from perron.funding.models import Envelope
from perron.letters.models import Letter
from tests.calls.deciding import (
    LATER,
    REASONS,
    SIGNED_ON,
    a_decider,
    a_ranked_edition,
    an_act,
    an_auditor,
    announced,
    award_rules,
    belongs,
    prepared,
    solved,
)
from tests.calls.make import a_ranked, a_ranking, an_edition, said
from tests.make import aline, bruno, chantal

pytestmark = pytest.mark.django_db


def departing(**fields: Any) -> Departure:
    given: dict[str, Any] = {
        "outcome": Outcome.AWARDED,
        "money": "region",
        "decider": "The Minister",
    }
    given |= {"ground": "Article 7 of the decree", "words": REASONS}
    return Departure(**{**given, **fields})


def test_no_scenario_before_the_ranking_is_sealed() -> None:
    with pytest.raises(NotSealed):
        ask_scenario(an_edition(), "More", {}, by=chantal(), at=LATER)


def test_only_officers_ask_for_scenarios() -> None:
    with pytest.raises(NotAllowed):
        begin_scenarios(a_ranked_edition(), by=bruno(), at=LATER)


def test_the_edition_s_rule_and_the_other_method_always_come_along() -> None:
    edition = a_ranked_edition()
    officer = chantal()
    ask_scenario(edition, "More", {"envelopes": {"region": 3_000_000}}, by=officer, at=LATER)
    ask_scenario(edition, "Less", {"envelopes": {"region": 1_000_000}}, by=officer, at=LATER)
    found = edition.scenarios.values_list("method", "title")
    assert list(found) == [("rank", ""), ("optimise", ""), ("rank", "More"), ("rank", "Less")]


def test_each_floor_is_priced_once() -> None:
    when = {"fact": "district", "is": "north"}
    floor = {"code": "north", "name": said("North"), "when": when, "amount": 5}
    edition = a_ranked_edition(award=award_rules(floors=[floor]))
    officer = chantal()
    assert len(ask_prices(edition, by=officer, at=LATER)) == 1
    assert ask_prices(edition, by=officer, at=LATER) == []


def test_a_scenario_that_fails_says_why_and_is_not_repeated() -> None:
    edition = a_ranked_edition()
    scenario = begin_scenarios(edition, by=chantal(), at=LATER)[0]
    broken = {**scenario.instance, "sources": []}
    Scenario.objects.filter(pk=scenario.pk).update(instance=broken)
    failed = solve_scenario(scenario.pk, LATER)
    assert failed.state == "failed"
    assert "sources" in failed.fault


def test_computing_again_changes_nothing() -> None:
    edition = a_ranked_edition()
    scenario = solved(edition, chantal())
    assert solve_scenario(scenario.pk, LATER + timedelta(days=1)).solved_at == LATER


def test_every_application_gets_an_outcome_with_its_reasons() -> None:
    edition = a_ranked_edition()
    a_ranked(edition, "T-9", state=ApplicationState.INADMISSIBLE)
    decision = prepared(edition, chantal())
    said_of = {one.application.number: one for one in decision.awards.all()}
    assert {number: one.outcome for number, one in said_of.items()} == {
        "T-1": "awarded",
        "T-2": "awarded",
        "T-3": "reserve",
        "T-4": "refused",
        "T-9": "inadmissible",
    }
    assert said_of["T-3"].place == 1
    assert said_of["T-1"].sources == {"region": 1_000_000}
    assert said_of["T-4"].reasons["code"] == "below_threshold"
    assert said_of["T-4"].reasons["facts"]["points_short"] == 10_000
    assert not Application.objects.filter(state=ApplicationState.AWARDED).exists()


def test_without_a_reserve_list_the_others_are_refused() -> None:
    envelope = {**award_rules()["envelopes"][0], "amount": 2_000_000}
    rules = award_rules(envelopes=[envelope])
    del rules["reserve_until"]
    decision = prepared(a_ranked_edition(award=rules), chantal())
    assert set(decision.awards.values_list("outcome", flat=True)) == {"awarded", "refused"}


def test_a_scenario_with_changes_advises_and_does_not_decide() -> None:
    edition = a_ranked_edition()
    officer = chantal()
    more = ask_scenario(edition, "More", {"threshold": 1}, by=officer, at=LATER)
    solve_scenario(more.pk, LATER)
    with pytest.raises(NotTheRule):
        prepare_decision(more, "The Minister", by=officer, at=LATER)


def test_a_scenario_that_is_not_computed_decides_nothing() -> None:
    edition = a_ranked_edition()
    officer = chantal()
    waiting = begin_scenarios(edition, by=officer, at=LATER)[0]
    with pytest.raises(ScenarioNotSolved):
        prepare_decision(waiting, "The Minister", by=officer, at=LATER)


def test_a_ranking_sealed_anew_wants_a_new_computation() -> None:
    edition = a_ranked_edition()
    officer = chantal()
    scenario = solved(edition, officer)
    a_ranking(edition, {"T-1": 10_000})
    with pytest.raises(RankingReplaced):
        prepare_decision(scenario, "The Minister", by=officer, at=LATER)


def test_a_decision_is_somebody_s_and_one_at_a_time() -> None:
    edition = a_ranked_edition()
    officer = chantal()
    scenario = solved(edition, officer)
    with pytest.raises(DeciderUnnamed):
        prepare_decision(scenario, "  ", by=officer, at=LATER)
    prepare_decision(scenario, "The Minister", by=officer, at=LATER)
    with pytest.raises(DecisionUnderWay):
        prepare_decision(scenario, "The Minister", by=officer, at=LATER)


def test_nobody_is_forgotten_an_application_without_admissibility_stops_it() -> None:
    edition = a_ranked_edition()
    a_ranked(edition, "T-8", state=ApplicationState.SUBMITTED)
    officer = chantal()
    with pytest.raises(ApplicationsUndecided, match="T-8"):
        prepared(edition, officer)


def test_an_officer_who_applies_prepares_nothing() -> None:
    edition = a_ranked_edition()
    officer = belongs(chantal(), Application.objects.get(number="T-1"))
    with pytest.raises(ConflictsRemain):
        prepared(edition, officer)


def test_nothing_is_announced_before_the_decision_is_signed() -> None:
    edition = a_ranked_edition()
    officer = chantal()
    decision = prepared(edition, officer)
    with pytest.raises(NotSignedYet):
        announce_decision(decision, by=officer, at=LATER)
    assert not Letter.objects.exists()


def test_states_come_in_their_order() -> None:
    edition = a_ranked_edition()
    officer, decider = chantal(), a_decider()
    decision = announced(edition, officer, decider)
    award = decision.awards.all()[0]
    for deed in (
        lambda: sign_decision(decision, an_act(), by=decider, at=LATER),
        lambda: announce_decision(decision, by=officer, at=LATER),
        lambda: withdraw_decision(decision, "No.", by=decider, at=LATER),
        lambda: override_award(award, departing(), by=officer, at=LATER),
    ):
        with pytest.raises(DecisionNotThere):
            deed()


def test_applicants_are_told_in_their_language_with_reasons_and_remedy() -> None:
    edition = a_ranked_edition()
    first, fourth = (Application.objects.get(number=one) for one in ("T-1", "T-4"))
    belongs(aline(), first)
    belongs(bruno(), fourth)
    Application.objects.filter(pk=fourth.pk).update(language="de")
    announced(edition, chantal(), a_decider())
    told = {one.address: one for one in Letter.objects.all()}
    assert told["aline@example.org"].language == "fr"
    assert told["bruno@example.org"].language == "de"
    assert "10" in told["bruno@example.org"].text
    assert all("council" in one.text for one in told.values())
    states = dict(Application.objects.values_list("number", "state"))
    assert states == {"T-1": "awarded", "T-2": "awarded", "T-3": "reserve", "T-4": "refused"}
    edition.refresh_from_db()
    assert edition.state == EditionState.ANNOUNCED


def test_letters_written_twice_leave_once() -> None:
    edition = a_ranked_edition()
    belongs(aline(), Application.objects.get(number="T-1"))
    decision = announced(edition, chantal(), a_decider())
    tell_applicants(decision.pk, LATER)
    assert Letter.objects.count() == 1


def test_a_withdrawn_decision_gives_its_money_back_and_another_can_follow() -> None:
    edition = a_ranked_edition()
    officer, decider = chantal(), a_decider()
    decision = sign_decision(prepared(edition, officer), an_act(), by=decider, at=LATER)
    with pytest.raises(NotAllowed):
        withdraw_decision(decision, "A mistake", by=officer, at=LATER)
    with pytest.raises(NoReason):
        withdraw_decision(decision, " ", by=decider, at=LATER)
    withdraw_decision(decision, "A visa was missing", by=decider, at=LATER)
    assert Envelope.objects.get().committed == 0
    edition.refresh_from_db()
    assert edition.state == EditionState.RANKED
    assert prepared(edition, officer).number == 2


def test_what_is_published_when_is_a_policy_whose_changes_stand_in_the_journal() -> None:
    edition = a_ranked_edition()
    officer, decider = chantal(), a_decider()
    decision = announced(edition, officer, decider)
    assert not Decision.objects.public(SIGNED_ON + timedelta(days=14)).exists()
    assert show_decisions(LATER) == 0
    sooner = SIGNED_ON + timedelta(days=3)
    with pytest.raises(NoReason):
        show_later(decision, sooner, "", by=officer, at=LATER)
    with pytest.raises(DayNotPossible):
        show_later(decision, SIGNED_ON - timedelta(days=1), "Sooner", by=officer, at=LATER)
    show_later(decision, sooner, "All were told by telephone", by=officer, at=LATER)
    line = JournalLine.objects.get(verb="decision.publication_moved")
    assert line.change["shown_on"] == ["2026-05-16", "2026-05-04"]
    assert show_decisions(LATER + timedelta(days=3)) == 1
    assert show_decisions(LATER + timedelta(days=4)) == 0
    with pytest.raises(DayNotPossible):
        show_later(decision, sooner, "Back", by=officer, at=LATER + timedelta(days=5))


def test_auditors_look_and_change_nothing() -> None:
    edition = a_ranked_edition()
    decision = prepared(edition, chantal())
    auditor = an_auditor()
    award = decision.awards.all()[0]
    for deed in (
        lambda: begin_scenarios(edition, by=auditor, at=LATER),
        lambda: ask_prices(edition, by=auditor, at=LATER),
        lambda: prepare_decision(decision.scenario, "Me", by=auditor, at=LATER),
        lambda: override_award(award, departing(), by=auditor, at=LATER),
        lambda: sign_decision(decision, an_act(), by=auditor, at=LATER),
        lambda: announce_decision(decision, by=auditor, at=LATER),
        lambda: withdraw_decision(decision, "No", by=auditor, at=LATER),
        lambda: show_later(decision, SIGNED_ON, "No", by=auditor, at=LATER),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_preparing_asks_the_database_as_often_for_many_as_for_few() -> None:
    counts = []
    officer = chantal()
    for at, size in enumerate((3, 30)):
        edition = a_ranked_edition(
            {f"T-{at}-{one}": 90_000 - one for one in range(size)}, code=f"tablets-{at}"
        )
        scenario = solved(edition, officer)
        with CaptureQueriesContext(connection) as queries:
            prepare_decision(scenario, "The Minister", by=officer, at=LATER)
        counts.append(len(queries))
    assert counts[1] <= counts[0]
