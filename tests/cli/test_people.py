"""A new password for somebody who lost the old one, set by whoever holds the machine."""

import sys
from io import StringIO

import pytest
from django.test import Client

from perron.accounts.errors import AccountClosed
from perron.accounts.models import User
from perron.accounts.services import close_account, set_password
from perron.cli import people
from perron.cli.commands import answer
from perron.core.errors import NotAllowed
from perron.core.models import JournalLine, JournalPrivate
from tests.make import NOON, aline, chantal

pytestmark = pytest.mark.django_db

NEW = "pont-des-arches-21"
COMMAND = ["person", "password", "Chantal@Example.org"]


class Terminal(StringIO):
    """Somebody sits there."""

    def isatty(self) -> bool:
        return True


def piped(monkeypatch: pytest.MonkeyPatch, words: str) -> int:
    monkeypatch.setattr(sys, "stdin", StringIO(words))
    return answer(COMMAND)


def typed(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    asked = iter(words)
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(people, "getpass", lambda _prompt: next(asked))
    return answer(COMMAND)


@pytest.mark.parametrize("ending", ["", "\n", "\r\n", "\nsomething else\n"])
def test_the_password_is_the_first_line_of_standard_input(
    ending: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    person = chantal()

    assert piped(monkeypatch, f"{NEW}{ending}") == 0

    person.refresh_from_db()
    assert person.check_password(NEW)
    said = capsys.readouterr().out
    assert "chantal@example.org has a new password" in said
    assert NEW not in said


def test_at_a_terminal_it_is_asked_twice(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    chantal()

    assert typed(monkeypatch, NEW, f"{NEW}2") == 1
    assert "The two passwords differ. Nothing was changed." in capsys.readouterr().err
    assert not User.objects.get().check_password(NEW)

    assert typed(monkeypatch, NEW, NEW) == 0
    assert User.objects.get().check_password(NEW)


@pytest.mark.parametrize(
    ("weak", "why"), [("", "too short"), ("short", "too short"), ("password1234", "too common")]
)
def test_a_weak_password_is_refused_and_the_old_one_stays(
    *, weak: str, why: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    person = chantal()

    assert piped(monkeypatch, weak) == 1

    said = capsys.readouterr().err
    assert said.startswith("The password was not changed: ")
    assert why in said
    assert User.objects.get().password == person.password
    assert not JournalLine.objects.exists()


def test_whoever_is_signed_in_is_signed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    browsers = Client(), Client()
    person = chantal()
    for browser in browsers:
        browser.force_login(person)
        assert browser.get("/en/desk/").status_code == 200

    piped(monkeypatch, NEW)

    assert [browser.get("/en/desk/").status_code for browser in browsers] == [302, 302]


def test_the_journal_says_that_it_was_set_and_not_what_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    person = chantal()

    piped(monkeypatch, NEW)

    line = JournalLine.objects.get(chain="accounts")
    assert (line.verb, line.actor, line.about_code) == (
        "person.password",
        "command-line",
        str(person.key),
    )
    beside = JournalPrivate.objects.get(line=line)
    assert beside.values == {"email": "chantal@example.org", "name": "Chantal"}
    assert line.change == {}


def test_an_address_without_an_account_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert piped(monkeypatch, NEW) == 1
    assert "There is no account for Chantal@Example.org." in capsys.readouterr().err


def test_a_closed_account_gets_no_password() -> None:
    person = close_account(aline(), by=None, at=NOON)

    with pytest.raises(AccountClosed, match="The account of Aline is closed"):
        set_password(person, NEW, by=None, at=NOON)


def test_one_sets_the_own_password_and_nobody_elses() -> None:
    person, officer = aline(), chantal()

    assert set_password(person, NEW, by=person, at=NOON).check_password(NEW)
    with pytest.raises(NotAllowed):
        set_password(person, NEW, by=officer, at=NOON)
