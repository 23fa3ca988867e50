"""Nothing is done by a link, and nothing is sent without the form's own token."""

from http import HTTPStatus

import pytest
from django.db import transaction
from django.test import Client

from perron.accounts.models import User
from perron.letters.models import Preference
from tests.rights.region import Numbers
from tests.rights.roles import AWAY, NO, NONE, OK, ONLY, ROLES, browser
from tests.rights.walking import PUBLIC, READ, SENT, Walk

pytestmark = pytest.mark.django_db
# An administrator's right to an address is no right to send there: one method shows it.
METHODS = {"visitor": ("post", "put", "delete"), "administrator": ("post",)}
WAYS = {"visitor": ("post",), "administrator": ("post", "put", "delete")}
ONLY_READ = [
    one
    for one in READ
    if one not in {*SENT, "/"} and READ[one][ROLES.index("administrator")] not in {NO, NONE}
]
ONLY_SENT = [one for one in SENT if one not in READ]
CHOOSING = "/en/letters/{preferences}/"


def guarded(role: str) -> Client:
    """A browser of which forms are asked for their token."""
    client = Client(enforce_csrf_checks=True)
    if role != "visitor":
        browser(role)
        client.force_login(User.objects.get(email=f"{role}@example.org"))
    return client


@pytest.mark.parametrize("role", ["visitor", "administrator"])
def test_where_nothing_may_be_sent_nothing_is_taken(role: str, numbers: Numbers) -> None:
    walk = Walk(role)
    asked = [one for one in ONLY_READ if role != "visitor" or one in PUBLIC]
    refusals = {ONLY} if role == "visitor" else {ONLY, NONE}

    answered = {(way, one): walk.tried(way, one, numbers) for way in METHODS[role] for one in asked}

    assert {pair: said for pair, said in answered.items() if said not in refusals} == {}


def test_a_deed_is_never_done_by_a_link(numbers: Numbers) -> None:
    walk = Walk("administrator")

    answered = {one: walk.tried("get", one, numbers) for one in ONLY_SENT}

    taken = {one: said for one, said in answered.items() if said not in {ONLY, NONE}}
    assert taken == {}


def test_a_public_page_has_a_head_of_its_own(numbers: Numbers) -> None:
    walk = Walk("visitor")

    answered = {one: walk.tried("head", one, numbers) for one in (*PUBLIC, "/health/", "/metrics")}

    assert answered == {one: READ[one][0] for one in answered}


@pytest.mark.parametrize("role", ["visitor", "administrator"])
def test_nothing_is_sent_without_the_token_of_a_form(role: str, numbers: Numbers) -> None:
    browsing = guarded(role)

    taken = {}
    for way, address in ((way, one) for way in WAYS[role] for one in SENT):
        with transaction.atomic():
            answer = getattr(browsing, way)(address.format(**numbers))
            transaction.set_rollback(True)
        away = role == "visitor" and answer.status_code == AWAY
        signs_in = away and answer["Location"].startswith("/en/sign-in/login/?next=")
        if answer.status_code not in {NO, ONLY} and not signs_in:
            taken[way, address] = answer.status_code

    assert taken == {}


def test_one_click_in_a_mail_program_needs_no_token_and_does_nothing_else(numbers: Numbers) -> None:
    browsing, address = guarded("visitor"), CHOOSING.format(**numbers)

    with transaction.atomic():
        clicked = browsing.post(address, {"List-Unsubscribe": "One-Click"})
        chosen = browsing.post(address, {"wanted": ["reminders"]})
        kept = Preference.objects.filter(address="only-refusing@example.org").count()
        transaction.set_rollback(True)

    assert (clicked.status_code, chosen.status_code, kept) == (OK, HTTPStatus.FORBIDDEN, 1)
