"""Roles change, accounts close; nobody removes an administrator alone."""

import pytest

from perron.accounts.enums import Role
from perron.accounts.errors import AccountClosed, AdministratorStays, RightLost
from perron.accounts.models import User
from perron.accounts.services import change_role, close_account, reopen_account
from perron.core.errors import NotAllowed
from perron.core.journal.lines import Entry, record
from perron.core.models import JournalLine
from perron.core.rights import Right, Rights, rights
from tests.make import NOON, aline, bruno, chantal

pytestmark = pytest.mark.django_db


def an_administrator(email: str = "denise@example.org") -> User:
    return User.objects.create_user(email, "a-long-word-12", name="D", role=Role.ADMINISTRATOR)


def test_an_administrator_gives_a_role_and_the_journal_knows() -> None:
    person = change_role(bruno(), Role.EVALUATOR, by=an_administrator(), at=NOON)

    assert person.role == Role.EVALUATOR
    assert JournalLine.objects.get(verb="person.role").change == {"role": ["contact", "evaluator"]}


def test_the_same_role_again_is_no_decision() -> None:
    change_role(bruno(), Role.CONTACT, by=None, at=NOON)

    assert not JournalLine.objects.exists()


def test_nobody_raises_themselves_or_others_without_the_right() -> None:
    stranger = bruno()

    for person in (stranger, aline()):
        with pytest.raises(NotAllowed):
            change_role(person, Role.ADMINISTRATOR, by=stranger, at=NOON)
    with pytest.raises(NotAllowed):
        close_account(User.objects.get(email="aline@example.org"), by=stranger, at=NOON)


def test_a_second_administrator_does_not_remove_the_first() -> None:
    first, second = an_administrator(), an_administrator("second@example.org")

    with pytest.raises(AdministratorStays, match="D was not removed"):
        close_account(first, by=second, at=NOON)
    with pytest.raises(AdministratorStays):
        change_role(first, Role.CONTACT, by=second, at=NOON)
    first.refresh_from_db()
    assert first.is_administrator


def test_an_administrator_leaves_while_another_stays() -> None:
    first, second = an_administrator(), an_administrator("second@example.org")

    assert change_role(first, Role.OFFICER, by=first, at=NOON).role == Role.OFFICER
    with pytest.raises(AdministratorStays):
        close_account(second, by=second, at=NOON)


def test_the_operator_removes_whomever_they_must() -> None:
    assert not close_account(an_administrator(), by=None, at=NOON).is_active


def test_an_account_is_closed_by_its_person_and_opened_again_by_an_administrator() -> None:
    person = close_account(aline := bruno(), by=aline, at=NOON)
    assert not person.is_active

    assert reopen_account(person, by=an_administrator(), at=NOON).is_active
    verbs = JournalLine.objects.order_by("seq").values_list("verb", flat=True)
    assert list(verbs) == ["person.closed", "person.reopened"]


def test_an_erased_account_stays_closed() -> None:
    person = bruno()
    User.objects.update(is_active=False, erased_at=NOON)

    with pytest.raises(AccountClosed):
        reopen_account(person, by=None, at=NOON)


def test_who_lost_the_right_meanwhile_decides_nothing() -> None:
    officer = chantal()
    User.objects.update(role=Role.CONTACT)

    with pytest.raises(RightLost):
        record("strategy", Entry("measure.changed"), by=officer, at=NOON)
    assert not JournalLine.objects.exists()


def test_a_right_is_declared_once_and_an_unknown_one_is_a_mistake() -> None:
    register = Rights()
    register.add(Right("tests.run", "run tests", frozenset({"officer"}), lendable=True))

    with pytest.raises(ValueError, match=r"tests\.run"):
        register.add(Right("tests.run", "again", frozenset()))
    with pytest.raises(KeyError):
        User(role=Role.OFFICER).may("tests.unknown")
    assert [right.name for right in register.lendable("officer")] == ["tests.run"]
    assert "tests.run" in register


def test_an_auditor_sees_everything_and_changes_nothing() -> None:
    auditor = User(role=Role.AUDITOR)

    held = {right.name for right in rights if auditor.may(right.name)}
    assert held >= {"desk.see", "everything.see"}
    assert not held & {"strategy.edit", "evaluations.edit", "people.administer", "mandates.record"}
