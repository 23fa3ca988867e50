"""Reserve list, appeals, queues: decisions that follow the first."""

from datetime import timedelta
from typing import Any

import pytest

from perron.accounts.models import User
from perron.calls.enums import ApplicationState, Outcome
from perron.calls.errors.appealing import (
    AppealAnswered,
    AppealOpen,
    NothingToAppeal,
    RemedyNotUpheld,
    RemedyOver,
    WordsMissing,
)
from perron.calls.errors.deciding import NotAQueue, NothingLeft, NothingRanked, QueueFactsMissing
from perron.calls.models import Appeal, Application, Decision, Edition, Scenario
from perron.calls.pieces.deciding.burning import envelope_lines
from perron.calls.services.deciding.announcing import announce_decision, tell_applicants
from perron.calls.services.deciding.appealing import (
    answer_appeal,
    lodge_appeal,
    withdraw_appeal,
)
from perron.calls.services.deciding.further import ask_further, prepare_after_appeal
from perron.calls.services.deciding.holding import erase_appeals, export_appeals
from perron.calls.services.deciding.overriding import Departure, override_award
from perron.calls.services.deciding.preparing import prepare_decision
from perron.calls.services.deciding.queueing import seal_queue
from perron.calls.services.deciding.signing import sign_decision
from perron.calls.services.deciding.solving import solve_scenario
from perron.calls.services.editions.keeping import open_envelopes
from perron.core.errors import NotAllowed
from perron.core.models import Owed
from perron.core.personal import Subject
from perron.funding.models import Envelope
from perron.letters.models import Letter
from tests.calls.deciding import (
    LATER,
    REASONS,
    a_decider,
    a_ranked_edition,
    an_act,
    announced,
    award_rules,
    belongs,
    prepared,
)
from tests.calls.make import a_ranked, an_edition
from tests.make import NOON, aline, bruno, chantal

pytestmark = pytest.mark.django_db


def computed(scenario: Scenario) -> Scenario:
    return solve_scenario(scenario.pk, LATER)


def test_what_is_renounced_goes_to_the_next_of_the_reserve_list_by_the_same_rule() -> None:
    edition = a_ranked_edition()
    officer, decider = chantal(), a_decider()
    announced(edition, officer, decider)
    Application.objects.filter(number="T-2").update(state=ApplicationState.RENOUNCED)
    scenario = computed(ask_further(edition, by=officer, at=LATER))
    decision = prepare_decision(scenario, "The Minister", by=officer, at=LATER)
    assert [one.application.number for one in decision.awards.all()] == ["T-3"]
    sign_decision(decision, an_act(), by=decider, at=LATER)
    announce_decision(decision, by=officer, at=LATER)
    assert Application.objects.get(number="T-3").state == ApplicationState.AWARDED
    assert Envelope.objects.get().committed == 2_000_000


def test_without_money_or_without_anybody_there_is_no_further_decision() -> None:
    edition = a_ranked_edition()
    officer = chantal()
    announced(edition, officer, a_decider())
    with pytest.raises(NothingLeft):
        ask_further(edition, by=officer, at=LATER)


def appealed(words: str = "My plan was on page three.") -> Appeal:
    edition = a_ranked_edition()
    application = Application.objects.get(number="T-3")
    person = belongs(aline(), application)
    announced(edition, chantal(), a_decider())
    return lodge_appeal(application, words, by=person, at=LATER + timedelta(days=60))


def test_an_appeal_runs_on_a_clock_until_it_is_answered_with_reasons() -> None:
    appeal = appealed()
    officer = known("chantal")
    assert Owed.objects.open().get(kind="appeal").reference == f"appeal:{appeal.key}"
    with pytest.raises(WordsMissing):
        answer_appeal(appeal, " ", upheld=True, by=officer, at=LATER)
    answer_appeal(appeal, "Page three was read.", upheld=False, by=officer, at=LATER)
    assert not Owed.objects.open().filter(kind="appeal").exists()
    assert Letter.objects.filter(kind="appeal-answered").count() == 1
    with pytest.raises(AppealAnswered):
        answer_appeal(appeal, "Again.", upheld=True, by=officer, at=LATER)
    with pytest.raises(RemedyNotUpheld):
        prepare_after_appeal(Appeal.objects.get(), "The Minister", by=officer, at=LATER)


def known(name: str) -> User:
    return User.objects.get(email=f"{name}@example.org")


def test_an_appeal_is_lodged_until_the_last_day_and_not_after() -> None:
    edition = a_ranked_edition()
    application = Application.objects.get(number="T-3")
    person = belongs(aline(), application)
    with pytest.raises(NothingToAppeal):
        lodge_appeal(application, "Too soon.", by=person, at=LATER)
    announced(edition, chantal(), a_decider())
    with pytest.raises(WordsMissing):
        lodge_appeal(application, "  ", by=person, at=LATER)
    with pytest.raises(RemedyOver):
        lodge_appeal(application, "Late.", by=person, at=LATER + timedelta(days=61))
    with pytest.raises(NotAllowed):
        lodge_appeal(application, "Not mine.", by=bruno(), at=LATER)
    lodge_appeal(application, "In time.", by=person, at=LATER + timedelta(days=60))
    with pytest.raises(AppealOpen):
        lodge_appeal(application, "Twice.", by=person, at=LATER)


def test_whoever_was_awarded_in_full_has_nothing_to_appeal() -> None:
    edition = a_ranked_edition()
    application = Application.objects.get(number="T-1")
    person = belongs(aline(), application)
    announced(edition, chantal(), a_decider())
    with pytest.raises(NothingToAppeal):
        lodge_appeal(application, "More!", by=person, at=LATER)


def test_an_appeal_can_be_withdrawn_by_who_lodged_it() -> None:
    appeal = appealed()
    with pytest.raises(NotAllowed):
        withdraw_appeal(appeal, by=bruno(), at=LATER)
    person = appeal.award.application.members.get().person
    assert withdraw_appeal(appeal, by=person, at=LATER).state == "withdrawn"


def test_an_appeal_that_is_upheld_leads_to_a_further_decision() -> None:
    appeal = appealed()
    officer = known("chantal")
    answer_appeal(appeal, "You are right.", upheld=True, by=officer, at=LATER)
    decision = prepare_after_appeal(Appeal.objects.get(), "The Minister", by=officer, at=LATER)
    award = decision.awards.get()
    assert (award.outcome, decision.number) == (Outcome.RESERVE, 2)
    departure = Departure(
        Outcome.AWARDED, "The Minister", "The appeal was upheld", REASONS, money="region"
    )
    override = override_award(award, departure, by=officer, at=LATER)
    assert override.effects["passed_over"] == 0
    Envelope.objects.update(granted=3_000_000)
    decider = known("denise")
    sign_decision(decision, an_act(), by=decider, at=LATER)
    announce_decision(decision, by=officer, at=LATER)
    tell_applicants(decision.pk, LATER)
    assert Application.objects.get(number="T-3").state == ApplicationState.AWARDED
    assert Envelope.objects.get().committed == 3_000_000


def test_the_words_of_appeals_are_handed_out_and_erased() -> None:
    appeal = appealed("I teach there.")
    subject = Subject(key=appeal.by.removeprefix("person:"))
    assert export_appeals(subject)[0]["words"] == "I teach there."
    assert erase_appeals(subject, LATER) == 1
    assert export_appeals(Subject()) == []
    assert erase_appeals(Subject(), LATER) == 0
    assert Appeal.objects.get().words == ""


def a_queue(kind: str = "continuous", **changes: Any) -> Edition:
    weighting = [
        {
            "code": "need",
            "name": {"en": "Need"},
            "fact": "district",
            "change": "add",
            "table": {"north": 30_000, "south": 10_000},
        }
    ]
    envelope = {**award_rules()["envelopes"][0], "amount": 2_000_000}
    rules = award_rules(envelopes=[envelope], skip=False)
    edition = an_edition(**{"kind": kind, "award": rules, "weighting": weighting} | changes)
    for at, (number, district) in enumerate((("Q-1", "south"), ("Q-2", "north"), ("Q-3", "north"))):
        arrived = NOON + timedelta(days=at)
        a_ranked(edition, number, facts={"district": district}, arrived_at=arrived)
    open_envelopes(edition, by=None, at=NOON)
    return edition


def test_a_queue_stands_by_need_then_by_waiting_and_is_decided_in_batches() -> None:
    edition, officer, decider = a_queue(), chantal(), a_decider()
    scenario = computed(ask_further(edition, by=officer, at=LATER))
    assert [row["application"] for row in scenario.ranking.rows] == ["Q-2", "Q-3", "Q-1"]
    decision = prepare_decision(scenario, "The agency", by=officer, at=LATER)
    assert {one.application.number for one in decision.awards.all()} == {"Q-2", "Q-3"}
    sign_decision(decision, an_act(), by=decider, at=LATER)
    announce_decision(decision, by=officer, at=LATER)
    assert Application.objects.get(number="Q-1").state == ApplicationState.ADMISSIBLE
    with pytest.raises(NothingLeft):
        ask_further(edition, by=officer, at=LATER)
    Envelope.objects.update(granted=3_000_000)
    again = computed(ask_further(edition, by=officer, at=LATER))
    second = prepare_decision(again, "The agency", by=officer, at=LATER)
    assert [one.application.number for one in second.awards.all()] == ["Q-1"]


def test_burn_down_says_what_is_left_and_until_when_it_may_last() -> None:
    edition, officer, decider = a_queue(), chantal(), a_decider()
    scenario = computed(ask_further(edition, by=officer, at=LATER))
    decision = prepare_decision(scenario, "The agency", by=officer, at=LATER)
    sign_decision(decision, an_act(), by=decider, at=LATER)
    line = envelope_lines(edition, LATER.date())[0]
    assert line["percent"] == 100.0
    assert line["forecast"] is None


def test_fixed_sums_are_ranked_by_need_and_decided_whole() -> None:
    edition, officer = a_queue(kind="fixed"), chantal()
    seal_queue(edition, by=officer, at=LATER)
    edition.refresh_from_db()
    assert edition.state == "ranked"
    decision = prepared(edition, officer)
    outcomes = {one.application.number: one.outcome for one in decision.awards.all()}
    assert outcomes == {"Q-2": "awarded", "Q-3": "awarded", "Q-1": "reserve"}


def test_a_queue_needs_its_facts_and_somebody_in_it() -> None:
    edition, officer = a_queue(), chantal()
    Application.objects.filter(number="Q-1").update(facts={})
    with pytest.raises(QueueFactsMissing, match="Q-1"):
        seal_queue(edition, by=officer, at=LATER)
    Application.objects.update(state=ApplicationState.WITHDRAWN)
    with pytest.raises(NothingRanked):
        seal_queue(edition, by=officer, at=LATER)
    with pytest.raises(NotAllowed):
        seal_queue(edition, by=bruno(), at=LATER)
    with pytest.raises(NotAQueue):
        seal_queue(an_edition(code="other"), by=officer, at=LATER)
    assert not Decision.objects.exists()


def test_among_equals_the_ex_aequo_facts_decide_then_waiting() -> None:
    ties = {"ex_aequo": [{"fact": "pupils", "first": "low"}], "queue": {"wait": 0}}
    edition, officer = a_queue(weighting=None, ranking=ties), chantal()
    for number, pupils in (("Q-1", 300), ("Q-2", 100), ("Q-3", 100)):
        Application.objects.filter(number=number).update(facts={"pupils": pupils})
    ranking = seal_queue(edition, by=officer, at=LATER)
    assert [row["application"] for row in ranking.rows] == ["Q-2", "Q-3", "Q-1"]
    Application.objects.filter(number="Q-3").update(facts={})
    with pytest.raises(QueueFactsMissing, match="pupils"):
        seal_queue(edition, by=officer, at=LATER)
