"""Every address of the site answers each role as the tables beside this file say."""

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, is_valid_path, resolve
from django.utils import translation

from perron.accounts.enums import Role
from perron.accounts.models import Mandate, Session
from perron.core.rights import rights
from tests.core.traces import in_tables, opened
from tests.rights import desk
from tests.rights.region import ABSENT, Numbers
from tests.rights.roles import AWAY, ENDED, GONE, LATE, LENT, NONE, OK, OWN, ROLES
from tests.rights.walking import READ, SENT, Walk, column, names_something
from tests.rights.words import READERS

pytestmark = pytest.mark.django_db
EVERYBODY = (*ROLES, *ENDED)
CURIOUS = ("visitor", "contact", "auditor", "administrator")


@pytest.mark.parametrize("role", EVERYBODY)
def test_who_may_read_and_nobody_reads_the_words_of_others(role: str, numbers: Numbers) -> None:
    walk, expected = Walk(role), column(READ, role)

    answered = {one: walk.tried("get", one, numbers) for one in expected}

    assert answered == expected
    assert walk.leaks == {}


@pytest.mark.parametrize("role", EVERYBODY)
def test_who_may_send_and_nobody_is_told_the_words_of_others(role: str, numbers: Numbers) -> None:
    walk, expected = Walk(role), column(SENT, role)

    answered = {one: walk.tried("post", one, numbers) for one in expected}

    assert answered == expected
    assert walk.leaks == {}


@pytest.mark.parametrize("role", CURIOUS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_not_there_is_not_found_or_answered_as_if_it_were(
    role: str, method: str, numbers: Numbers
) -> None:
    walk = Walk(role)
    table = {"get": READ, "post": SENT}[method]
    named = [address for address in table if names_something(address, numbers)]

    answered = {one: walk.tried(method, one, ABSENT) for one in named}

    expected = column(table, role)
    told = {one: status for one, status in answered.items() if status not in {NONE, expected[one]}}
    assert {status for one, status in told.items() if "{draft}" in one} <= {LATE}
    assert {status for one, status in told.items() if "{invited}" in one} <= {GONE}
    assert [one for one in told if "{draft}" not in one and "{invited}" not in one] == []
    assert [one for one, status in answered.items() if status == OK] == []


@pytest.mark.parametrize("role", EVERYBODY)
def test_what_is_sent_to_the_own_things_of_another_leaves_them_as_they_were(
    role: str, numbers: Numbers
) -> None:
    asking = Walk(role).browser
    things = ("{passkey}", "{session}", "{identity}", "{mandate}")

    with transaction.atomic():
        for address in SENT:
            ends = role in {"officer", "administrator"} and address.endswith("{mandate}/end/")
            if any(thing in address for thing in things) and not ends:
                asking.post(address.format(**numbers), {"name": "mine"})
        left = (
            Session.objects.filter(key=numbers["session"]).exists(),
            SocialAccount.objects.filter(pk=numbers["identity"]).exists(),
            Mandate.objects.get(key=numbers["mandate"]).revoked_at,
            Authenticator.objects.get(pk=numbers["passkey"]).data["name"],
        )
        transaction.set_rollback(True)

    assert left == (True, True, None, "Only-passkey-name")


def test_every_private_word_is_kept_somewhere_but_those_of_the_erased(numbers: Numbers) -> None:
    del numbers
    kept = "\n".join(words for _place, value in in_tables() for words in opened(value)).casefold()

    assert [word for word in READERS if word not in kept] == ["only-erased"]


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """Every address that the site has, as its pattern."""
    for one in patterns:
        here = f"{before}{str(one.pattern).removeprefix('^')}"
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, here)
        else:
            yield here


def test_the_tables_hold_every_address(numbers: Numbers) -> None:
    said = {one.format(**numbers).partition("?")[0] for one in (*READ, *SENT)}

    known = {resolve(path).route for path in said if is_valid_path(path)}
    assert sorted(set(routes(get_resolver().url_patterns)) - known) == []


@pytest.mark.parametrize("language", sorted({code for code, _name in settings.LANGUAGES} - {"en"}))
def test_every_language_has_the_same_addresses(language: str) -> None:
    ours = {route.removeprefix("en/") for route in routes(get_resolver().url_patterns)}

    with translation.override(language):
        theirs = {
            route.removeprefix(f"{language}/") for route in routes(get_resolver().url_patterns)
        }

    assert theirs == ours


def test_the_columns_hold_every_role_and_every_right_that_can_be_lent() -> None:
    lendable = {right.name for right in rights if right.lendable}

    assert set(OWN) == {"visitor", "speaker", *Role.values}
    assert set(LENT) == lendable


def test_a_visitor_is_sent_to_signing_in_and_back(numbers: Numbers) -> None:
    del numbers

    answer = Client().get("/en/desk/work/claims/")

    assert answer.status_code == AWAY
    assert answer["Location"] == "/en/sign-in/login/?next=/en/desk/work/claims/"


def test_no_page_of_the_desk_is_kept_by_anybody(numbers: Numbers) -> None:
    browsing = Walk("administrator").browser

    answers = [browsing.get(f"{desk.BASE}{one}".format(**numbers)) for one in desk.READ]

    kept = [answer for answer in answers if answer.status_code == OK]
    assert {answer["Cache-Control"] for answer in kept} == {"private, no-store"}
