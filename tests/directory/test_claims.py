"""Who speaks for an organisation: asked, decided by an officer, ended; every step is kept."""

import pytest

from perron.core.errors import NotAllowed
from perron.core.models import JournalLine
from perron.directory.enums import AffiliationState
from perron.directory.errors import (
    ClaimDecided,
    ClaimUnderWay,
    NotOwnClaim,
    ReasonNeeded,
    SpeaksAlready,
)
from perron.directory.models import Affiliation
from perron.directory.rules import acts_for
from perron.directory.services.claims import claim_organisation, decide_claim, end_affiliation
from tests.directory.make import speaks_for, the_school
from tests.make import NOON, aline, bruno, chantal

pytestmark = pytest.mark.django_db


def test_a_claim_waits_for_an_officer_and_gives_no_right_yet() -> None:
    school, person = the_school(), aline()

    claim = claim_organisation(school, by=person, at=NOON, reason=" I am its head. ")

    assert (claim.state, claim.reason) == (AffiliationState.ASKED, "I am its head.")
    assert not acts_for(person, school)


def test_a_claim_needs_a_reason() -> None:
    with pytest.raises(ReasonNeeded, match="Say why"):
        claim_organisation(the_school(), by=aline(), at=NOON, reason=" \x00 ")


def test_asking_twice_is_answered_with_patience() -> None:
    school, person = the_school(), aline()
    claim_organisation(school, by=person, at=NOON, reason="I am its head.")

    with pytest.raises(ClaimUnderWay, match="nothing more to do"):
        claim_organisation(school, by=person, at=NOON, reason="I am its head.")
    assert Affiliation.objects.count() == 1


def test_who_speaks_for_it_need_not_ask_again() -> None:
    school, person = the_school(), aline()
    speaks_for(person, school, officer=chantal())

    with pytest.raises(SpeaksAlready, match="You already speak for “School”"):
        claim_organisation(school, by=person, at=NOON, reason="Again")


def test_an_officer_approves_and_the_person_may_speak() -> None:
    school, person = the_school(), aline()

    claim = speaks_for(person, school, officer=chantal())

    assert (claim.state, claim.decided_at) == (AffiliationState.APPROVED, NOON)
    assert acts_for(person, school)


def test_a_refusal_says_why_and_the_person_may_ask_again() -> None:
    school, person = the_school(), aline()
    claim = claim_organisation(school, by=person, at=NOON, reason="I am its head.")

    with pytest.raises(ReasonNeeded):
        decide_claim(claim, approve=False, by=chantal(), at=NOON)
    officer = type(person).objects.get(email="chantal@example.org")
    refused = decide_claim(claim, approve=False, by=officer, at=NOON, reason="Not on the list.")

    assert (refused.state, refused.reason) == (AffiliationState.REFUSED, "Not on the list.")
    claim_organisation(school, by=person, at=NOON, reason="Now I am.")


def test_only_officers_decide() -> None:
    claim = claim_organisation(the_school(), by=aline(), at=NOON, reason="I am its head.")

    with pytest.raises(NotAllowed):
        decide_claim(claim, approve=True, by=bruno(), at=NOON)
    claim.refresh_from_db()
    assert claim.state == AffiliationState.ASKED


def test_nobody_decides_about_a_claim_of_their_own() -> None:
    officer = chantal()
    claim = claim_organisation(the_school(), by=officer, at=NOON, reason="I teach there too.")

    with pytest.raises(NotOwnClaim):
        decide_claim(claim, approve=True, by=officer, at=NOON)


def test_a_decision_is_made_once() -> None:
    officer = chantal()
    claim = speaks_for(aline(), the_school(), officer=officer)

    with pytest.raises(ClaimDecided, match="it is approved"):
        decide_claim(claim, approve=False, by=officer, at=NOON, reason="No.")


def test_a_person_may_stop_speaking_without_saying_why() -> None:
    school, person = the_school(), aline()
    claim = speaks_for(person, school, officer=chantal())

    assert end_affiliation(claim, by=person, at=NOON).state == AffiliationState.ENDED
    assert not acts_for(person, school)


def test_an_officer_who_ends_it_says_why() -> None:
    officer = chantal()
    claim = speaks_for(aline(), the_school(), officer=officer)

    with pytest.raises(ReasonNeeded):
        end_affiliation(claim, by=officer, at=NOON)
    ended = end_affiliation(claim, by=officer, at=NOON, reason="She left the school.")

    assert ended.state == AffiliationState.ENDED


def test_a_stranger_ends_nothing() -> None:
    claim = speaks_for(aline(), the_school(), officer=chantal())

    with pytest.raises(NotAllowed):
        end_affiliation(claim, by=bruno(), at=NOON)


def test_what_has_ended_does_not_end_again() -> None:
    person = aline()
    claim = speaks_for(person, the_school(), officer=chantal())
    end_affiliation(claim, by=person, at=NOON)

    with pytest.raises(ClaimDecided, match="it is ended"):
        end_affiliation(claim, by=person, at=NOON)


def test_the_journal_keeps_the_step_and_puts_the_person_beside_the_line() -> None:
    person = aline()
    speaks_for(person, the_school(), officer=chantal())

    lines = JournalLine.objects.filter(verb__startswith="affiliation.").order_by("seq")

    assert [line.verb for line in lines] == ["affiliation.claimed", "affiliation.approved"]
    assert "I work there" not in str(lines[0].change)
    assert lines[0].private.values["reason"] == "I work there."
