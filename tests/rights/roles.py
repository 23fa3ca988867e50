"""The columns of the table: who asks, each in a browser of their own."""

from collections.abc import Callable

from django.test import Client
from django.utils import timezone

from perron.accounts.enums import Role
from perron.accounts.models import User
from perron.accounts.services import change_role, close_account
from tests.desk.make import person
from tests.rights.region import a_mandate

# A contact without an organisation; the organisation's own contact; then the roles of the house.
# The last five hold one right each, lent by an administrator (the first of them by the
# organisation's contact): every right that can be lent, alone.
ROLES = (
    *("visitor", "contact", "speaker", "officer", "evaluator", "auditor", "decider"),
    "administrator",
    *("organisation.speak", "strategy.edit", "desk.see", "inquiries.answer", "calls.keep"),
)
OWN, LENT = ROLES[:8], ROLES[8:]
# People whose rights ended while they were signed in answer like somebody who never had them.
ENDED = {"closed": "visitor", "changed": "contact"}
Row = tuple[int, ...]
OK, MOVED, AWAY, NO, NONE, ONLY, LATE, GONE, WRONG = 200, 301, 302, 403, 404, 405, 409, 410, 422


def everybody(status: int) -> Row:
    """One answer for all."""
    return (status,) * len(ROLES)


def signed_in(status: int) -> Row:
    """A visitor is sent to signing in; everybody else is answered alike."""
    return (AWAY, *(status for _role in ROLES[1:]))


def visitors(status: int) -> Row:
    """A visitor is answered; whoever is signed in already is led on."""
    return (status, *(AWAY for _role in ROLES[1:]))


def keepers(status: int) -> Row:
    """Officers and administrators, for themselves only: nobody lends this."""
    return (AWAY, NO, NO, status, NO, NO, NO, status, NO, NO, NO, NO, NO)


def browser(role: str) -> Client:
    """A browser of somebody with this role, as it is at their next request."""
    if role == "visitor":
        return Client()
    if role in ENDED:
        return _ended(role)
    if role in LENT:
        return _acting(role)
    if role == "speaker":
        return entered(User.objects.get(email="speaker@example.org"))
    return entered(person(Role(role)))


def entered(who: User) -> Client:
    """A browser in which this person has just signed in and proven once more who they are."""
    client = Client()
    client.post("/en/sign-in/login/", {"login": who.email, "password": "x"})
    client.post("/en/sign-in/reauthenticate/", {"password": "x"})
    return client


def _acting(right: str) -> Client:
    proxy = person(Role.CONTACT, "proxy")
    if right == "organisation.speak":
        principal = User.objects.get(email="speaker@example.org")
    else:
        principal = person(Role.ADMINISTRATOR, "principal")
    client = entered(proxy)
    client.post(f"/en/account/mandates/{a_mandate(principal, proxy, right).key}/act/")
    return client


def _ended(how: str) -> Client:
    """An administrator who was signed in when the account was closed or the role changed."""
    leaver = person(Role.ADMINISTRATOR, "leaver")
    client = entered(leaver)
    ends: dict[str, Callable[[], object]] = {
        "closed": lambda: close_account(leaver, by=None, at=timezone.now()),
        "changed": lambda: change_role(leaver, Role.CONTACT, by=None, at=timezone.now()),
    }
    assert client.get("/en/desk/people/").status_code == OK
    ends[how]()
    return client
