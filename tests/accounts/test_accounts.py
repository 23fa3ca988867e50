"""Accounts are made by administrators and by whoever holds the machine."""

import pytest

from perron.accounts.enums import Role
from perron.accounts.errors import AccountRefused
from perron.accounts.models import User
from perron.accounts.services import NewPerson, open_account
from perron.core.errors import NotAllowed
from perron.core.models import JournalLine
from tests.make import NOON, chantal

pytestmark = pytest.mark.django_db


def opened(email: str = "Denise@Example.org", by: User | None = None) -> User:
    person = NewPerson(email, "Denise", Role.EVALUATOR, "a-long-word-12")
    return open_account(person, by=by, at=NOON)


def test_the_operator_makes_an_account() -> None:
    person = opened()

    assert (person.email, person.role) == ("denise@example.org", Role.EVALUATOR)
    assert person.check_password("a-long-word-12")
    assert User.objects.get_by_natural_key(" DENISE@example.org") == person
    assert str(person) == "Denise"


def test_the_journal_knows_the_role_and_keeps_the_person_beside_it() -> None:
    person = opened()

    line = JournalLine.objects.get(verb="person.added")
    assert line.change == {"role": "evaluator"}
    assert line.private.values == {"email": "denise@example.org", "name": "Denise"}
    assert person.actor_name == f"person:{line.about_code}"


def test_an_administrator_makes_accounts_and_an_officer_does_not() -> None:
    with pytest.raises(NotAllowed):
        opened(by=chantal())

    User.objects.update(role=Role.ADMINISTRATOR)
    assert opened(by=User.objects.get()).pk


def test_an_address_has_one_account() -> None:
    opened()

    with pytest.raises(AccountRefused, match=r"there is one for denise@example\.org already"):
        opened("denise@example.org")


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(AccountRefused, match="“denise” is no e-mail address"):
        opened("denise")


@pytest.mark.parametrize(
    ("role", "strategy", "evaluations", "desk"),
    [
        (Role.CONTACT, False, False, False),
        (Role.OFFICER, True, False, True),
        (Role.EVALUATOR, False, True, True),
        (Role.AUDITOR, False, False, True),
        (Role.ADMINISTRATOR, True, True, True),
    ],
)
def test_a_role_gives_its_rights_while_the_account_is_active(
    role: Role, *, strategy: bool, evaluations: bool, desk: bool
) -> None:
    person = User(role=role)
    assert (person.edits_strategy, person.edits_evaluations) == (strategy, evaluations)
    assert person.sees_desk == desk

    person.is_active = False
    assert not person.edits_strategy
    assert not person.edits_evaluations
    assert not person.sees_desk
    assert not person.is_administrator
