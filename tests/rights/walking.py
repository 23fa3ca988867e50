"""Asking every address of the tables, and reading every answer for the words of others."""

from collections.abc import Mapping

from django.db import transaction

from tests.rights import (
    account,
    api,
    bank,
    calibrating,
    calls,
    desk,
    operating,
    panels,
    portal,
    profile,
    sign_in,
    skills,
    tokens,
)
from tests.rights.region import ABSENT, Numbers
from tests.rights.roles import ENDED, LENT, ROLES, Row, browser
from tests.rights.words import leaks

TABLES = (
    desk,
    bank,
    calibrating,
    calls,
    skills,
    profile,
    panels,
    portal,
    tokens,
    account,
    sign_in,
    api,
    operating,
)
READ: dict[str, Row] = {
    f"{one.BASE}{path}": row for one in TABLES for path, row in one.READ.items()
}
SENT: dict[str, Row] = {
    f"{one.BASE}{path}": row for one in TABLES for path, row in one.SENT.items()
}
PUBLIC = tuple(f"{one.BASE}{path}" for one in (portal, tokens, api) for path in one.READ)

AT_WORK = (desk.BASE, calls.BASE, *(f"{portal.BASE}{path}" for path in portal.READ if path))


class Walk:
    """One person's browser, with which each address is asked as if it were the first."""

    def __init__(self, role: str) -> None:
        self.role, self.browser = role, browser(role)
        self.cookies = self.browser.cookies.copy()
        self.leaks: dict[str, list[str]] = {}

    def tried(self, method: str, address: str, numbers: Numbers) -> int:
        """The status of one request, whose deed is undone."""
        self.browser.cookies.clear()
        self.browser.cookies.update(self.cookies)
        with transaction.atomic():
            answer = getattr(self.browser, method)(address.format(**numbers))
            content = answer.getvalue() if answer.streaming else answer.content
            transaction.set_rollback(True)
        if found := sorted(leaks(self.role, address, content)):
            self.leaks[f"{method} {address}"] = found
        return int(answer.status_code)


def column(table: Mapping[str, Row], role: str) -> dict[str, int]:
    """What one role is answered, at every address where it is one of its own.

    Away from the desk and the public pages everybody is themselves: one proxy shows it for all.
    """
    place = ROLES.index(ENDED.get(role, role))
    return {
        address: row[place]
        for address, row in table.items()
        if role not in LENT[1:] or address.startswith(AT_WORK)
    }


def names_something(address: str, numbers: Numbers) -> bool:
    """Whether an address names an object that may be there or not."""
    return address.format(**numbers) != address.format(**ABSENT)
