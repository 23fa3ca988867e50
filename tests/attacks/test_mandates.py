"""A mandate lends what it names and nothing else, whatever its holder tries with it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from perron.accounts.enums import Role
from perron.accounts.errors import MandateOver, MandateRefused
from perron.accounts.models import Mandate, User
from perron.accounts.services import (
    NewMandate,
    NewPerson,
    accept_mandate,
    change_role,
    close_account,
    give_mandate,
    open_account,
    revoke_mandate,
    set_password,
)
from perron.accounts.services.erasing import erase_person
from perron.core.errors import NotAllowed
from perron.core.journal.lines import Entry, record
from perron.core.models import Draft, JournalLine
from perron.core.records.errors import RecordRefused
from perron.core.records.proposing import publish_records
from perron.desk.rules import visible_drafts
from perron.directory.enums import AffiliationState
from perron.directory.errors import NotOwnClaim
from perron.directory.models import Affiliation, Organisation
from perron.directory.services.claims import claim_organisation, decide_claim, end_affiliation
from perron.letters.models import Letter
from tests.make import NOON, a_plan, aline, an_evaluator, bruno, chantal

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
ALL = ("organisation.speak", "strategy.edit", "desk.see", "inquiries.answer")


def a_person(role: Role, name: str = "dora") -> User:
    return User.objects.create_user(
        f"{name}@example.org", "chemin-vert-9", name=name.title(), role=role
    )


def wished(principal: User, proxy: User, *scope: str, day: date = TODAY) -> NewMandate:
    return NewMandate(principal, proxy, scope, day, day + timedelta(days=30), grounds="")


def acting_for(principal: User, proxy: User, *scope: str) -> User:
    """The principal, as the requests of the proxy see them."""
    mandate = give_mandate(wished(principal, proxy, *scope), by=principal, at=NOON)
    person = User.objects.get(pk=principal.pk)
    person.acting = accept_mandate(mandate, by=proxy, at=NOON)
    return person


def the_town() -> Organisation:
    a_plan()
    return Organisation.objects.get(code="town")


def test_nobody_decides_on_their_own_claim_in_the_name_of_an_officer() -> None:
    town, contact = the_town(), bruno()
    claim = claim_organisation(town, by=contact, at=NOON, reason="I work there")
    officer = acting_for(chantal(), contact, *ALL)

    with pytest.raises(NotOwnClaim):
        decide_claim(claim, approve=True, by=officer, at=NOON)
    claim.refresh_from_db()
    assert claim.state == AffiliationState.ASKED


def test_who_may_only_look_neither_claims_nor_ends_anything() -> None:
    town, officer, contact = the_town(), chantal(), bruno()
    claim = claim_organisation(town, by=officer, at=NOON, reason="I sit on its board")
    other = Organisation.objects.exclude(pk=town.pk).first() or town
    looking = acting_for(officer, contact, "desk.see")

    with pytest.raises(NotAllowed):
        end_affiliation(claim, by=looking, at=NOON, reason="Out")
    with pytest.raises(NotAllowed):
        claim_organisation(other, by=looking, at=NOON, reason="In")
    assert Affiliation.objects.get().state == AffiliationState.ASKED


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_drafts_of_others_are_not_seen_through_a_mandate(role: Role) -> None:
    overseer, officer = a_person(role), chantal()
    for author in (overseer, officer):
        Draft.objects.create(
            kind="measure", code="tablets", author=author, record={}, base="", saved_at=NOON
        )
    assert visible_drafts(overseer).count() == 2

    assert not visible_drafts(acting_for(overseer, bruno(), "desk.see")).exists()


def test_own_drafts_are_seen_by_whom_one_lends_the_pen() -> None:
    officer, proxy = chantal(), bruno()
    Draft.objects.create(
        kind="measure", code="tablets", author=officer, record={}, base="", saved_at=NOON
    )

    assert not visible_drafts(acting_for(officer, proxy, "organisation.speak")).exists()
    assert visible_drafts(acting_for(officer, proxy, "strategy.edit")).exists()


def test_an_officer_enters_no_mandate_for_themselves() -> None:
    officer = chantal()
    paper = replace(wished(aline(), officer, "organisation.speak"), grounds="Cabinet 4")

    with pytest.raises(MandateRefused, match="colleague"):
        give_mandate(paper, by=officer, at=NOON)


def test_one_person_does_not_make_the_site_send_letter_after_letter() -> None:
    giver, victim = aline(), bruno()
    wish = wished(giver, victim, "organisation.speak")
    for _number in range(20):
        revoke_mandate(give_mandate(wish, by=giver, at=NOON), by=giver, at=NOON)

    with pytest.raises(MandateRefused, match="tomorrow"):
        give_mandate(wish, by=giver, at=NOON)
    assert Letter.objects.filter(address=victim.email).count() == 40
    give_mandate(wish, by=giver, at=NOON + timedelta(days=1, minutes=1))


def test_what_is_decided_for_somebody_ends_with_the_proxy() -> None:
    principal, proxy = chantal(), bruno()
    person = acting_for(principal, proxy, *ALL)
    close_account(proxy, by=None, at=NOON)
    with pytest.raises(MandateOver):
        record("directory", Entry("page.confirmed"), by=person, at=NOON)
    erase_person(proxy, by=None, at=NOON)

    with pytest.raises(MandateOver):
        record("directory", Entry("page.confirmed"), by=person, at=NOON)
    assert not JournalLine.objects.filter(verb="page.confirmed").exists()


def test_a_mandate_of_an_administrator_administers_nothing() -> None:
    chief, other, proxy = a_person(Role.ADMINISTRATOR), an_evaluator(), bruno()
    person = acting_for(chief, proxy, *ALL)
    new = NewPerson("new@example.org", "New", Role.ADMINISTRATOR)
    deeds: list[Any] = [
        lambda: open_account(new, by=person, at=NOON),
        lambda: change_role(proxy, Role.ADMINISTRATOR, by=person, at=NOON),
        lambda: change_role(person, Role.CONTACT, by=person, at=NOON),
        lambda: close_account(other, by=person, at=NOON),
        lambda: set_password(person, "a-long-new-password", by=person, at=NOON),
        lambda: give_mandate(wished(chief, other, "desk.see"), by=person, at=NOON),
        lambda: revoke_mandate(Mandate.objects.get(), by=person, at=NOON),
        lambda: erase_person(person, by=person, at=NOON),
        lambda: publish_records(
            {"round": {"r": {"code": "r", "name": {"en": "R"}, "version": "first"}}},
            by=person,
            at=NOON,
        ),
    ]
    a_plan()
    for deed in deeds:
        with pytest.raises((NotAllowed, RecordRefused)):
            deed()
    assert not any((person.sees_everything, person.is_administrator, person.edits_evaluations))


def test_under_a_mandate_the_own_account_stays_the_own() -> None:
    principal, proxy = chantal(), bruno()
    day = timezone.localdate()
    mandate = give_mandate(wished(principal, proxy, *ALL, day=day), by=principal, at=NOON)
    accept_mandate(mandate, by=proxy, at=timezone.now())
    client = Client()
    client.force_login(proxy)
    client.post(f"/en/account/mandates/{mandate.key}/act/")

    client.post("/en/account/profile/", {"name": "Mallory", "language": ""})
    principal.refresh_from_db()
    proxy.refresh_from_db()
    assert (principal.name, proxy.name) == ("Chantal", "Mallory")
    assert "chantal@example.org" not in client.get("/en/account/").content.decode()
    assert client.get("/en/desk/people/").status_code == 403


def test_a_mandate_is_of_no_use_in_another_browser() -> None:
    principal, proxy, thief = chantal(), bruno(), aline()
    day = timezone.localdate()
    mandate = give_mandate(wished(principal, proxy, *ALL, day=day), by=principal, at=NOON)
    accept_mandate(mandate, by=proxy, at=timezone.now())
    client = Client()
    client.force_login(thief)

    for deed in ("act", "accept", "end"):
        assert client.post(f"/en/account/mandates/{mandate.key}/{deed}/").status_code == 404
    session = client.session
    session["mandate"] = str(mandate.key)
    session.save()
    assert client.post("/en/desk/new/measure/", {}).status_code == 403
    assert "mandate" not in client.session


def test_who_signs_out_and_in_acts_for_nobody() -> None:
    principal, proxy = chantal(), bruno()
    day = timezone.localdate()
    mandate = give_mandate(wished(principal, proxy, *ALL, day=day), by=principal, at=NOON)
    accept_mandate(mandate, by=proxy, at=timezone.now())
    client = Client()
    client.force_login(proxy)
    client.post(f"/en/account/mandates/{mandate.key}/act/")
    client.force_login(aline())

    assert "mandate" not in client.session
    assert "acts for" not in client.get("/en/desk/").content.decode()
