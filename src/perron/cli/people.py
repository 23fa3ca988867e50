"""``perron person``: accounts, for whoever holds the machine."""

import secrets
import sys
from argparse import Namespace
from getpass import getpass
from typing import Any

from django.utils import timezone

from perron.accounts.enums import Role
from perron.accounts.models import User
from perron.accounts.services import NewPerson, open_account, set_password
from perron.cli import rights
from perron.cli.errors import NoAccount, PasswordsDiffer


def add_to(commands: Any) -> None:
    """Add ``perron person …`` to the grammar."""
    group = commands.add_parser("person", help="accounts, and the rights of people over their data")
    verbs = group.add_subparsers(title="verbs", required=True)
    add = verbs.add_parser("add", help="make an account; its password is drawn and printed once")
    add.add_argument("email")
    add.add_argument("--name", required=True)
    add.add_argument("--role", choices=Role.values, default=Role.OFFICER)
    add.set_defaults(command=_add)
    password = verbs.add_parser(
        "password", help="set a new password: asked twice, or one line of standard input"
    )
    password.add_argument("email")
    password.set_defaults(command=_password)
    rights.add_to(verbs)


def _add(arguments: Namespace) -> int:
    password = secrets.token_urlsafe(12)
    person = open_account(
        NewPerson(arguments.email, arguments.name, Role(arguments.role), password),
        by=None,
        at=timezone.now(),
    )
    print(f"{person.email} may sign in as {person.get_role_display()} with {password}")
    return 0


def _password(arguments: Namespace) -> int:
    person = User.objects.filter(email=arguments.email.strip().lower()).first()
    if person is None:
        raise NoAccount(email=arguments.email)
    set_password(person, _new_password(), by=None, at=timezone.now())
    print(f"{person.email} has a new password; whoever was signed in with the old one is not now.")
    return 0


def _new_password() -> str:
    """What is typed twice at a terminal, without showing it; else the first line that comes."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass("New password: ")
    if getpass("The same again: ") != password:
        raise PasswordsDiffer
    return password
