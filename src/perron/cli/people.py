"""``perron person``: accounts, for whoever holds the machine."""

import secrets
from argparse import Namespace
from typing import Any

from django.utils import timezone

from perron.accounts.enums import Role
from perron.accounts.services import NewPerson, open_account


def add_to(commands: Any) -> None:
    """Add ``perron person …`` to the grammar."""
    group = commands.add_parser("person", help="make accounts")
    verbs = group.add_subparsers(title="verbs", required=True)
    add = verbs.add_parser("add", help="make an account; its password is drawn and printed once")
    add.add_argument("email")
    add.add_argument("--name", required=True)
    add.add_argument("--role", choices=Role.values, default=Role.OFFICER)
    add.set_defaults(command=_add)


def _add(arguments: Namespace) -> int:
    password = secrets.token_urlsafe(12)
    person = open_account(
        NewPerson(arguments.email, arguments.name, Role(arguments.role), password),
        by=None,
        at=timezone.now(),
    )
    print(f"{person.email} may sign in as {person.get_role_display()} with {password}")
    return 0
