"""The signed act: who enters it, what is an act, and the money that goes with it."""

from datetime import timedelta
from typing import Any

import pytest

from perron.calls.enums import DecisionState, EditionState
from perron.calls.errors.deciding import (
    ActRefused,
    PreparedByYou,
    SignedOnImpossible,
    VisasMissing,
)
from perron.calls.models import Decision
from perron.calls.services.deciding.acts import act_file
from perron.calls.services.deciding.signing import sign_decision
from perron.core.errors import NotAllowed
from perron.funding.errors import EnvelopeTooSmall
from perron.funding.models import Envelope, LedgerEntry
from perron.funding.services import Deed, commit
from tests.calls.deciding import (
    LATER,
    PDF,
    SIGNED_ON,
    a_decider,
    a_ranked_edition,
    an_act,
    prepared,
)
from tests.make import chantal

pytestmark = pytest.mark.django_db


def test_who_prepared_it_does_not_sign_it() -> None:
    edition = a_ranked_edition()
    decision = prepared(edition, chantal())
    both = a_decider()
    Decision.objects.update(prepared_by=both.actor_name)
    with pytest.raises(PreparedByYou):
        sign_decision(decision, an_act(), by=both, at=LATER)


def test_an_officer_does_not_sign() -> None:
    edition = a_ranked_edition()
    officer = chantal()
    decision = prepared(edition, officer)
    with pytest.raises(NotAllowed):
        sign_decision(decision, an_act(), by=officer, at=LATER)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK\x03\x04 a document", "no PDF"),
        (PDF[:-8], "cut off"),
        (PDF[:9] + b"/Encrypt 5 0 R" + PDF[9:], "password"),
        (PDF[:9] + b"/JavaScript" + PDF[9:], "program"),
        (PDF + b" " * (20 * 1024 * 1024), "larger"),
    ],
)
def test_what_is_no_act_is_refused_with_the_reason(content: bytes, why: str) -> None:
    edition = a_ranked_edition()
    decision = prepared(edition, chantal())
    with pytest.raises(ActRefused, match=why):
        sign_decision(decision, an_act(content=content), by=a_decider(), at=LATER)


def test_an_act_has_a_possible_day_and_a_visa() -> None:
    edition = a_ranked_edition()
    decision = prepared(edition, chantal())
    decider = a_decider()
    for day in (SIGNED_ON - timedelta(days=1), SIGNED_ON + timedelta(days=1)):
        with pytest.raises(SignedOnImpossible):
            sign_decision(decision, an_act(signed_on=day), by=decider, at=LATER)
    with pytest.raises(VisasMissing):
        sign_decision(decision, an_act(visas=[]), by=decider, at=LATER)


def test_the_signature_commits_the_money_and_keeps_the_act() -> None:
    edition = a_ranked_edition()
    decision = sign_decision(prepared(edition, chantal()), an_act(), by=a_decider(), at=LATER)
    assert decision.state == DecisionState.SIGNED
    assert decision.shown_on == SIGNED_ON + timedelta(days=15)
    assert act_file(decision.act).read_bytes() == PDF
    assert Envelope.objects.get().committed == 2_000_000
    edition.refresh_from_db()
    assert edition.state == EditionState.DECIDED


def test_a_crash_between_award_and_commitment_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    edition = a_ranked_edition()
    decision = prepared(edition, chantal())
    decider = a_decider()
    calls: list[str] = []

    def fails(code: str, cents: int, deed: Deed, **others: Any) -> LedgerEntry:
        calls.append(code)
        if len(calls) == 2:
            raise RuntimeError
        return commit(code, cents, deed, **others)

    monkeypatch.setattr("perron.calls.services.deciding.money.commit", fails)
    with pytest.raises(RuntimeError):
        sign_decision(decision, an_act(), by=decider, at=LATER)
    decision.refresh_from_db()
    assert (decision.state, decision.act) == (DecisionState.PREPARED, "")
    assert Envelope.objects.get().committed == 0
    assert not LedgerEntry.objects.filter(kind="committed").exists()
    monkeypatch.undo()
    assert sign_decision(decision, an_act(), by=decider, at=LATER).state == DecisionState.SIGNED


def test_an_envelope_that_is_too_small_stops_the_signature() -> None:
    edition = a_ranked_edition()
    decision = prepared(edition, chantal())
    decider = a_decider()
    Envelope.objects.update(granted=1_500_000)
    with pytest.raises(EnvelopeTooSmall):
        sign_decision(decision, an_act(), by=decider, at=LATER)
    decision.refresh_from_db()
    assert decision.state == DecisionState.PREPARED
