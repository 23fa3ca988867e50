"""Several hands at the same moment: one signature, one decision, one appeal, money once."""

import pytest

from perron.accounts.models import User
from perron.calls.errors.appealing import AppealOpen
from perron.calls.errors.deciding import DecisionNotThere, DecisionUnderWay, NotSignedYet
from perron.calls.models import Appeal, Application, Decision
from perron.calls.services.deciding.announcing import announce_decision, tell_applicants
from perron.calls.services.deciding.appealing import lodge_appeal
from perron.calls.services.deciding.preparing import prepare_decision
from perron.calls.services.deciding.signing import sign_decision, withdraw_decision
from perron.core.journal.verifying import verify_journal
from perron.funding.models import Envelope
from perron.letters.models import Letter
from tests.calls.deciding import (
    LATER,
    a_decider,
    a_ranked_edition,
    an_act,
    announced,
    belongs,
    prepared,
    solved,
)
from tests.make import aline, chantal
from tests.strategy.test_updates_at_once import HANDS, at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_two_deciders_sign_at_once_and_the_money_is_committed_once() -> None:
    decision = prepared(a_ranked_edition(), chantal())
    decider = a_decider()

    refused = at_once(lambda _number: sign_decision(decision, an_act(), by=decider, at=LATER))

    assert [type(one) for one in refused] == [DecisionNotThere] * (HANDS - 1)
    assert Envelope.objects.get().committed == 2_000_000
    assert verify_journal()[1] == ()


def test_one_signs_while_another_withdraws_and_one_of_them_counts() -> None:
    decision = prepared(a_ranked_edition(), chantal())
    decider = a_decider()
    keeper = User.objects.get(email="chantal@example.org")

    def deed(number: int) -> object:
        if number:
            return sign_decision(decision, an_act(), by=decider, at=LATER)
        return withdraw_decision(decision, "A mistake", by=keeper, at=LATER)

    at_once(deed)
    state = Decision.objects.get().state
    committed = Envelope.objects.get().committed
    assert (state, committed) in {("withdrawn", 0), ("signed", 2_000_000)}


def test_several_officers_prepare_at_once_and_there_is_one_decision() -> None:
    edition, officer = a_ranked_edition(), chantal()
    scenario = solved(edition, officer)

    refused = at_once(
        lambda _number: prepare_decision(scenario, "The Minister", by=officer, at=LATER)
    )

    assert [type(one) for one in refused] == [DecisionUnderWay] * (HANDS - 1)
    assert edition.decisions.count() == 1


def test_announced_several_times_at_once_everybody_is_told_once() -> None:
    edition, officer, decider = a_ranked_edition(), chantal(), a_decider()
    belongs(aline(), Application.objects.get(number="T-1"))
    decision = prepared(edition, officer)
    with pytest.raises(NotSignedYet):
        announce_decision(decision, by=officer, at=LATER)
    sign_decision(decision, an_act(), by=decider, at=LATER)

    refused = at_once(lambda _number: announce_decision(decision, by=officer, at=LATER))
    at_once(lambda _number: tell_applicants(decision.pk, LATER))

    assert len(refused) == HANDS - 1
    assert Letter.objects.filter(kind="award-decided").count() == 1


def test_an_appeal_sent_twice_at_once_is_lodged_once() -> None:
    edition = a_ranked_edition()
    application = Application.objects.get(number="T-3")
    person = belongs(aline(), application)
    announced(edition, chantal(), a_decider())

    refused = at_once(lambda _number: lodge_appeal(application, "Page three.", by=person, at=LATER))

    assert [type(one) for one in refused] == [AppealOpen] * (HANDS - 1)
    assert Appeal.objects.count() == 1
