"""One person acts for another, in writing, within limits, for a time."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from perron.accounts.enums import Role
from perron.accounts.errors import MandateOver, MandateRefused
from perron.accounts.models import Mandate, User
from perron.accounts.services import (
    NewMandate,
    accept_mandate,
    change_role,
    close_account,
    give_mandate,
    revoke_mandate,
)
from perron.core.errors import NotAllowed
from perron.core.journal.lines import Entry, record
from perron.core.models import JournalLine
from perron.letters.models import Letter
from tests.make import NOON, aline, an_evaluator, bruno, chantal

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


def wished(principal: User, proxy: User, **wishes: Any) -> NewMandate:
    ends = TODAY + timedelta(days=90)
    plain = NewMandate(principal, proxy, ("organisation.speak",), TODAY, ends, grounds="")
    return replace(plain, **wishes)


def given() -> Mandate:
    principal, proxy = aline(), bruno()
    mandate = give_mandate(wished(principal, proxy), by=principal, at=NOON)
    return accept_mandate(mandate, by=proxy, at=NOON)


def acting(mandate: Mandate) -> User:
    principal = mandate.principal
    principal.acting = mandate
    return principal


def test_a_mandate_counts_once_it_is_accepted() -> None:
    principal, proxy = aline(), bruno()
    mandate = give_mandate(wished(principal, proxy), by=principal, at=NOON)
    assert not mandate.is_in_force(TODAY)

    mandate = accept_mandate(mandate, by=proxy, at=NOON)
    assert mandate.is_in_force(TODAY)
    assert list(Mandate.objects.in_force(TODAY)) == [mandate]
    assert not mandate.is_in_force(TODAY + timedelta(days=91))


def test_the_journal_says_who_did_it_for_whom() -> None:
    mandate = given()
    line = record("directory", Entry("page.confirmed"), by=acting(mandate), at=NOON)

    assert line.actor == f"person:{mandate.proxy.key} for person:{mandate.principal.key}"


def test_only_the_lent_right_is_held() -> None:
    officer, proxy = chantal(), bruno()
    mandate = give_mandate(wished(officer, proxy, scope=("desk.see",)), by=officer, at=NOON)

    person = acting(accept_mandate(mandate, by=proxy, at=NOON))
    assert person.sees_desk
    assert not person.edits_strategy


@pytest.mark.parametrize(
    ("wishes", "why"),
    [
        ({"ends": TODAY + timedelta(days=366)}, "longer than a year"),
        ({"ends": TODAY - timedelta(days=1)}, "ended before it begins"),
        ({"scope": ()}, "names nothing"),
        ({"scope": ("strategy.edit",)}, "may not do"),
        ({"scope": ("people.administer",)}, "can't be lent"),
    ],
)
def test_a_mandate_has_limits(wishes: dict[str, Any], why: str) -> None:
    principal = aline()

    with pytest.raises(MandateRefused, match=why):
        give_mandate(wished(principal, bruno(), **wishes), by=principal, at=NOON)
    assert not Mandate.objects.exists()


def test_a_whole_year_fits() -> None:
    principal = aline()
    ends = date(TODAY.year + 1, TODAY.month, TODAY.day)

    assert give_mandate(wished(principal, bruno(), ends=ends), by=principal, at=NOON).ends == ends


def test_judging_is_never_lent() -> None:
    judge = an_evaluator()

    with pytest.raises(MandateRefused):
        give_mandate(wished(judge, bruno(), scope=("evaluations.edit",)), by=judge, at=NOON)


def test_nobody_needs_one_for_themselves_nor_gives_one_for_another() -> None:
    principal, stranger = aline(), bruno()

    with pytest.raises(MandateRefused, match="nobody needs"):
        give_mandate(wished(principal, principal), by=principal, at=NOON)
    with pytest.raises(NotAllowed):
        give_mandate(wished(principal, stranger), by=stranger, at=NOON)


def test_an_officer_enters_a_signed_paper_and_says_where_it_is() -> None:
    principal, proxy, officer = aline(), bruno(), chantal()

    with pytest.raises(MandateRefused, match="where the signed paper is kept"):
        give_mandate(wished(principal, proxy), by=officer, at=NOON)
    paper = wished(principal, proxy, grounds="folder 12, page 3")
    assert give_mandate(paper, by=officer, at=NOON).grounds == "folder 12, page 3"


def test_a_mandate_is_not_lent_on() -> None:
    mandate = given()

    with pytest.raises(NotAllowed):
        give_mandate(wished(mandate.principal, chantal()), by=acting(mandate), at=NOON)
    with pytest.raises(NotAllowed):
        close_account(mandate.principal, by=acting(mandate), at=NOON)
    with pytest.raises(NotAllowed):
        change_role(mandate.principal, Role.OFFICER, by=acting(mandate), at=NOON)


@pytest.mark.parametrize("who", ["principal", "proxy", "officer"])
def test_either_side_and_the_agency_end_it_at_once(who: str) -> None:
    mandate = given()
    people = {"principal": mandate.principal, "proxy": mandate.proxy, "officer": chantal()}

    revoke_mandate(mandate, by=people[who], at=NOON)
    assert not Mandate.objects.in_force(TODAY).exists()
    assert JournalLine.objects.filter(verb="mandate.revoked").count() == 1


def test_a_stranger_does_not_end_it() -> None:
    mandate = given()

    with pytest.raises(NotAllowed):
        revoke_mandate(mandate, by=an_evaluator(), at=NOON)


def test_a_mandate_revoked_in_the_middle_of_a_step_decides_nothing() -> None:
    mandate = given()
    person = acting(mandate)
    revoke_mandate(Mandate.objects.get(), by=User.objects.get(pk=person.pk), at=NOON)
    lines = JournalLine.objects.count()

    with pytest.raises(MandateOver, match="Your mandate for Aline has ended"):
        record("directory", Entry("page.confirmed"), by=person, at=NOON)
    assert JournalLine.objects.count() == lines


def test_what_ended_is_not_accepted_any_more() -> None:
    principal, proxy = aline(), bruno()
    mandate = give_mandate(wished(principal, proxy), by=principal, at=NOON)

    with pytest.raises(NotAllowed):
        accept_mandate(mandate, by=principal, at=NOON)
    revoke_mandate(mandate, by=principal, at=NOON)
    with pytest.raises(MandateOver):
        accept_mandate(mandate, by=proxy, at=NOON)


def test_each_side_is_told_and_the_principal_of_every_step() -> None:
    mandate = given()
    record(
        "directory",
        Entry("organisation.confirmed", "organisation", "town"),
        by=acting(mandate),
        at=NOON,
    )

    told = Letter.objects.order_by("pk").values_list("kind", "address")
    both = ("aline@example.org", "bruno@example.org")
    assert list(told[:4]) == [
        (kind, to) for kind in ("mandate-given", "mandate-accepted") for to in both
    ]
    letter = Letter.objects.get(kind="done-for-you")
    assert letter.address == "aline@example.org"
    assert "Bruno" in letter.subject
    assert "/en/organisations/town/" in letter.text


def test_what_one_does_oneself_is_told_to_nobody() -> None:
    record("directory", Entry("organisation.confirmed"), by=aline(), at=NOON)

    assert not Letter.objects.exists()
