"""Two transactions that meet half way: one waits for the other, and neither is thrown away.

Whatever decides takes its locks in this order: the publication, rows of its own, the person who
decides, the mandate, the heads of the journal.
"""

from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread
from time import monotonic, sleep
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from perron.accounts.enums import Role
from perron.accounts.models import Mandate, User
from perron.accounts.services import (
    NewMandate,
    accept_mandate,
    change_role,
    close_account,
    give_mandate,
    revoke_mandate,
    set_password,
)
from perron.accounts.services.own import change_email, change_profile
from perron.core.errors import Refusal
from perron.core.journal.lines import Entry, record
from perron.core.journal.sealing import seal_journal
from perron.core.journal.verifying import verify_journal
from perron.core.models import JournalLine
from perron.core.publications import take_turn
from perron.core.records.proposing import publish_records
from perron.directory.models import Organisation
from perron.directory.services.contacts import add_contact
from perron.directory.services.pages import confirm_organisation
from tests.make import NOON, a_plan, aline, an_organisation, bruno, chantal, records

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"
PATIENCE = 5


def an_administrator(name: str = "dora") -> User:
    return User.objects.create_user(
        f"{name}@example.org", "chemin-vert-9", name=name.title(), role=Role.ADMINISTRATOR
    )


def a_mandate(principal: User, proxy: User) -> Mandate:
    day = NOON.date()
    wish = NewMandate(principal, proxy, ("organisation.speak",), day, day + timedelta(days=9), "")
    return accept_mandate(
        give_mandate(wish, by=principal, at=NOON), by=proxy, at=NOON + timedelta(minutes=1)
    )


def until_somebody_waits() -> None:
    """Go on once the other transaction stands before a lock, or has got through without one."""
    until = monotonic() + PATIENCE / 5
    with connection.cursor() as cursor:
        while monotonic() < until:
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
            sleep(0.02)


def meanwhile(
    first: Callable[[], Any], other: Callable[[], Any], then: Callable[[], Any] = lambda: None
) -> list[Exception]:
    """Begin one transaction, let another come in between, then go on; what went wrong."""
    faults: list[Exception] = []
    begun = Event()

    def second() -> None:
        begun.wait(PATIENCE)
        try:
            other()
        except (DatabaseError, Refusal) as fault:
            faults.append(fault)
        finally:
            connection.close()

    thread = Thread(target=second)
    thread.start()
    try:
        with transaction.atomic():
            first()
            begun.set()
            until_somebody_waits()
            then()
    except (DatabaseError, Refusal) as fault:
        faults.append(fault)
    thread.join(PATIENCE * 2)
    return faults


def test_a_seal_waits_until_the_publication_is_through() -> None:
    record("strategy", Entry("measure.changed"), by=None, at=NOON)

    faults = meanwhile(
        lambda: take_turn(NOON),
        lambda: seal_journal(NOON),
        lambda: record("strategy", Entry("measure.changed"), by=None, at=NOON),
    )
    assert faults == []
    assert verify_journal()[1] == ()


@pytest.mark.parametrize("deed", ["contact", "confirmation"])
def test_two_deeds_of_one_person_wait_for_each_other(deed: str) -> None:
    a_plan()
    town, officer = Organisation.objects.get(code="town"), chantal()
    again = User.objects.get(pk=officer.pk)

    def other() -> None:
        if deed == "contact":
            add_contact(town, {"name": "Dora", "role": {"en": "Clerk"}}, by=again, at=NOON)
        else:
            confirm_organisation(town, by=again, at=NOON)

    proposed = records(organisation=[an_organisation("town", website="https://town.example")])
    faults = meanwhile(
        lambda: take_turn(NOON),
        other,
        lambda: publish_records(proposed, by=officer, at=NOON),
    )
    assert faults == []
    assert verify_journal()[1] == ()


CHANGES: dict[str, Callable[[User, User], Any]] = {
    "role": lambda person, admin: change_role(person, Role.AUDITOR, by=admin, at=NOON),
    "closing": lambda person, admin: close_account(person, by=admin, at=NOON),
    "password": lambda person, _: set_password(person, "un-mot-de-passe-long", by=person, at=NOON),
    "name": lambda person, _: change_profile(person, name="Chanterelle", language="", at=NOON),
    "address": lambda person, _: change_email(person, email="new@example.org", at=NOON),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_mandate_is_given_to_somebody_whose_account_changes_meanwhile(change: str) -> None:
    giver, proxy, admin = bruno(), chantal(), an_administrator()
    day = NOON.date()
    wish = NewMandate(giver, proxy, ("organisation.speak",), day, day, "")

    faults = meanwhile(
        lambda: give_mandate(wish, by=giver, at=NOON), lambda: CHANGES[change](proxy, admin)
    )
    assert faults == []
    assert Mandate.objects.count() == 1
    assert verify_journal()[1] == ()


def test_a_mandate_is_revoked_while_something_is_decided_under_it() -> None:
    principal, proxy = aline(), bruno()
    mandate = a_mandate(principal, proxy)
    acting = User.objects.get(pk=principal.pk)
    acting.acting = mandate

    faults = meanwhile(
        lambda: User.objects.select_for_update(no_key=True).get(pk=principal.pk),  # as vouching
        lambda: revoke_mandate(mandate, by=principal, at=NOON),
        lambda: record("directory", Entry("page.confirmed"), by=acting, at=NOON),
    )
    assert faults == []
    assert JournalLine.objects.filter(verb="page.confirmed").count() == 1
    assert Mandate.objects.get().revoked_at == NOON


def test_of_two_administrators_who_leave_at_once_one_stays() -> None:
    first, second = an_administrator(), an_administrator("emil")

    faults = meanwhile(
        lambda: change_role(first, Role.OFFICER, by=first, at=NOON),
        lambda: change_role(second, Role.OFFICER, by=second, at=NOON),
    )
    assert [type(fault).__name__ for fault in faults] == ["AdministratorStays"]
    assert User.objects.filter(role=Role.ADMINISTRATOR).count() == 1


def test_what_is_revoked_while_it_is_accepted_is_over() -> None:
    principal, proxy = aline(), bruno()
    day = NOON.date()
    wish = NewMandate(principal, proxy, ("organisation.speak",), day, day, "")
    mandate = give_mandate(wish, by=principal, at=NOON)

    faults = meanwhile(
        lambda: revoke_mandate(mandate, by=principal, at=NOON),
        lambda: accept_mandate(mandate, by=proxy, at=NOON),
    )
    assert [type(fault).__name__ for fault in faults] == ["MandateOver"]
    assert Mandate.objects.get().accepted_at is None
