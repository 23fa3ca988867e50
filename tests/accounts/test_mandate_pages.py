"""The pages on which mandates are given, accepted, used and ended."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from perron.accounts.models import Mandate, User
from perron.accounts.services import NewMandate, accept_mandate, give_mandate, revoke_mandate
from tests.make import aline, bruno, chantal

pytestmark = pytest.mark.django_db
HOME = "/en/account/mandates/"


@pytest.fixture
def people() -> tuple[Client, Client]:
    """Aline, who is away, and Bruno, who helps her: each with a browser."""
    clients = Client(), Client()
    for client, person in zip(clients, (aline(), bruno()), strict=True):
        client.force_login(person)
    return clients


def wish(**changes: str) -> dict[str, object]:
    today = timezone.localdate()
    return {
        "proxy": "bruno@example.org",
        "scope": ["organisation.speak"],
        "begins": today.isoformat(),
        "ends": (today + timedelta(days=30)).isoformat(),
        **changes,
    }


def test_given_accepted_used_and_revoked(people: tuple[Client, Client]) -> None:
    principal, proxy = people
    principal.post(HOME + "new/", wish())
    mandate = Mandate.objects.get()
    assert "waits to be accepted" in proxy.get(HOME).content.decode()

    proxy.post(f"{HOME}{mandate.key}/accept/")
    page = proxy.post(f"{HOME}{mandate.key}/act/", follow=True).content.decode()
    assert "Bruno acts for Aline" in page
    assert "Bruno acts for" not in proxy.get(HOME).content.decode(), (
        "on the own pages one is oneself"
    )

    principal.post(f"{HOME}{mandate.key}/end/")
    page = proxy.get("/en/desk/").content.decode()
    assert "Your mandate for Aline has ended" in page
    assert "acts for" not in page


def test_a_step_under_a_mandate_that_was_revoked_meanwhile_is_refused(
    people: tuple[Client, Client],
) -> None:
    principal, proxy = people
    principal.post(HOME + "new/", wish())
    mandate = Mandate.objects.get()
    proxy.post(f"{HOME}{mandate.key}/accept/")
    proxy.post(f"{HOME}{mandate.key}/act/")
    revoke_mandate(mandate, by=mandate.principal, at=timezone.now())

    answer = proxy.post("/en/desk/organisations/town/claim/", {"reason": "I work there"})
    assert answer.status_code == 403
    assert "Nothing was changed" in answer.content.decode()


def test_stopping_is_one_press(people: tuple[Client, Client]) -> None:
    principal, proxy = people
    principal.post(HOME + "new/", wish())
    mandate = Mandate.objects.get()
    proxy.post(f"{HOME}{mandate.key}/accept/")
    proxy.post(f"{HOME}{mandate.key}/act/")

    proxy.post(HOME + "stop/")
    assert "acts for" not in proxy.get("/en/desk/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"proxy": "nobody@example.org"}, "Nobody has an account under this address"),
        ({"proxy": "aline@example.org"}, "nobody needs one for themselves"),
        ({"ends": "2090-01-01"}, "longer than a year"),
        ({"scope": "people.administer"}, "not one of the available choices"),
    ],
)
def test_what_is_wrong_is_said_and_kept(
    people: tuple[Client, Client], wrong: dict[str, str], said: str
) -> None:
    answer = people[0].post(HOME + "new/", wish(**wrong))

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Mandate.objects.exists()


def test_the_mandate_of_others_is_out_of_reach(people: tuple[Client, Client]) -> None:
    principal, proxy = people
    principal.post(HOME + "new/", wish())
    mandate = Mandate.objects.get()
    stranger = Client()
    stranger.force_login(User.objects.create_user("zoe@example.org", "x", name="Zoé"))

    for deed in ("accept", "end", "act"):
        assert stranger.post(f"{HOME}{mandate.key}/{deed}/").status_code == 404
    assert principal.post(f"{HOME}{mandate.key}/accept/").status_code == 404
    assert proxy.post(f"{HOME}{mandate.key}/act/").status_code == 403


def test_an_officer_enters_a_paper_and_a_contact_does_not(people: tuple[Client, Client]) -> None:
    officer = Client()
    officer.force_login(chantal())
    paper = wish(principal="aline@example.org", grounds="folder 12")

    assert people[0].post(HOME + "paper/", paper).status_code == 403
    assert officer.post(HOME + "paper/", paper).status_code == 302
    assert Mandate.objects.get().grounds == "folder 12"


def test_the_proxy_sees_at_the_desk_what_the_mandate_lends() -> None:
    officer, helper = chantal(), bruno()
    today = timezone.localdate()
    wished = NewMandate(officer, helper, ("desk.see",), today, today, "")
    mandate = give_mandate(wished, by=officer, at=timezone.now())
    accept_mandate(mandate, by=helper, at=timezone.now())
    client = Client()
    client.force_login(helper)
    assert client.get("/en/desk/work/claims/").status_code == 403

    client.post(f"{HOME}{mandate.key}/act/")
    assert client.get("/en/desk/work/claims/").status_code == 200
    assert client.get("/en/desk/edit/measure/any/").status_code in {403, 404}
