"""Pages of a sitting: who sees them, what they say, and that nobody keeps them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from perron.accounts.models import User
from perron.competences.errors.sitting import SittingErased
from perron.competences.models import Flag, Item, Response, Sitting
from perron.competences.services.sitting.answering import skip
from perron.competences.services.sitting.leaving import SHARED_MINUTES, erase_sitting
from perron.core.personal import Subject, holdings
from perron.core.personal.wording import WORDS
from tests.competences.sitting.made import a_bank, begun, form_of, given_for, turn
from tests.make import bruno

pytestmark = pytest.mark.django_db
PARTS = ("", "1/", "1/report/", "picture/", "pause/", "erase/")


@pytest.fixture(autouse=True)
def _bank(db: None) -> None:
    del db
    cache.clear()
    a_bank()


def signed_in(owner: User) -> Client:
    browser = Client()
    browser.force_login(owner, "allauth.account.auth_backends.AuthenticationBackend")
    return browser


def address(sitting: Sitting, part: str = "") -> str:
    return f"/en/skills/{sitting.key}/{part}"


def sent(browser: Client, sitting: Sitting, *, right: bool = True) -> Any:
    """Answer the question that waits, as the page's form does."""
    now = turn(sitting)
    assert now.waiting is not None
    form = form_of(given_for(now, right=right), now)
    part = f"{now.waiting.place}/"
    return browser.post(address(sitting, part), {**form, "do": "answer"}, follow=True)


def test_from_the_first_page_to_the_first_picture_and_to_the_end(client: Client) -> None:
    assert b"What would you like to do?" in client.get("/en/skills/").content
    sitting = begun(client, goal="learn", message="alone")

    for number in range(1, 13):
        assert f"Question {number}" in client.get(address(sitting, f"{number}/")).content.decode()
        page = sent(client, sitting, right=number % 3 > 0).content.decode()
        assert ("That is right." in page) == (number % 3 > 0)
        assert "so it is (en)" in page
        leads = f"{sitting.key}/picture/" if number in {4, 12} else f"{sitting.key}/{number + 1}/"
        assert leads in page

    picture = client.get(address(sitting, "picture/")).content.decode()
    assert "8 of 12 answers were right" in picture
    assert "One next step" in picture
    assert "judged by its authors" in picture
    assert client.get(address(sitting))["Location"] == address(sitting, "picture/")


@pytest.mark.parametrize("part", PARTS)
def test_a_sitting_is_there_only_for_who_holds_it(client: Client, part: str) -> None:
    sitting = begun(client)

    assert client.get(address(sitting, part)).status_code in {200, 302}
    assert Client().get(address(sitting, part)).status_code == 404
    assert signed_in(bruno()).get(address(sitting, part)).status_code == 404
    assert client.get(f"/en/skills/{uuid4()}/{part}").status_code == 404


@pytest.mark.parametrize("part", PARTS)
def test_no_page_of_a_sitting_is_kept_or_listed(client: Client, part: str) -> None:
    reply = client.get(address(begun(client), part))

    assert reply["Cache-Control"] == "private, no-store"
    assert reply["X-Robots-Tag"] == "noindex"


def test_an_answer_to_anothers_sitting_changes_nothing(client: Client) -> None:
    sitting = begun(client)

    assert Client().post(address(sitting, "1/"), {"answer": "1"}).status_code == 404

    assert Response.objects.filter(answered_at=None).count() == 1


@pytest.mark.parametrize("form", [{}, {"answer": "x" * 3000}, {"answer": [" ", " "]}])
def test_what_is_no_answer_is_told_beside_the_question(client: Client, form: Any) -> None:
    sitting = begun(client)

    reply = client.post(address(sitting, "1/"), {**form, "do": "answer"})

    assert reply.status_code == 422
    assert 'role="alert"' in reply.content.decode()
    assert 'id="asks"' in reply.content.decode()


@pytest.mark.parametrize("place", ["99/", "0/", "123456789012/"])
def test_a_number_that_was_not_asked_leads_back_or_is_told(client: Client, place: str) -> None:
    sitting = begun(client)

    assert client.get(address(sitting, place)).status_code == 302
    reply = client.post(address(sitting, place), {"do": "unknown"})

    assert reply.status_code == 409
    assert "was not asked yet" in reply.content.decode()


def test_sent_twice_the_page_says_that_the_first_answer_stands(client: Client) -> None:
    sitting = begun(client)
    client.post(address(sitting, "1/"), {"do": "unknown"})

    reply = client.post(address(sitting, "1/"), {"do": "unknown"}, follow=True)

    assert "that answer stands" in reply.content.decode()
    assert Response.objects.count() == 2


def test_an_answer_takes_few_questions_to_the_database(client: Client) -> None:
    sitting = begun(client)
    sent(client, sitting)

    with CaptureQueriesContext(connection) as asked:
        client.post(address(sitting, "2/"), {"do": "unknown"})

    told = [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]
    assert len(told) == 8


def test_the_code_leads_back_on_another_device(client: Client) -> None:
    sitting = begun(client)
    sent(client, sitting)
    assert Sitting.objects.get().come_back is None

    code = client.post(address(sitting, "pause/"), {"do": "code"}).context["code"]
    other = Client()
    reply = other.post(
        "/en/skills/back/", {"code": f" {code.lower().replace('-', ' ')}"}, follow=True
    )

    assert reply.redirect_chain[-1][0] == address(sitting, "2/")
    assert code not in str(Sitting.objects.values().get())


def test_guessing_codes_is_stopped_with_a_sentence(client: Client) -> None:
    begun(client)

    told = [client.post("/en/skills/back/", {"code": "AAA-AAA-AAA-AAA"}) for _try in range(11)]

    assert [one.status_code for one in told] == [404] * 10 + [429]
    assert "Too many codes" in told[-1].content.decode()


def test_a_shared_computer_forgets(client: Client) -> None:
    sitting = begun(client, shared_computer="on")
    assert int(client.get(address(sitting, "picture/"))["Refresh"].split(";")[0]) == 900
    late = timezone.now() - timedelta(minutes=SHARED_MINUTES + 1)
    Sitting.objects.update(last_at=late)

    reply = client.get(address(sitting, "1/"))

    assert reply.status_code == 410
    assert "has forgotten the test" in reply.content.decode()
    assert client.get(address(sitting, "1/")).status_code == 404


def test_leaving_a_shared_computer_leaves_nothing(client: Client) -> None:
    sitting = begun(client, shared_computer="on")

    reply = client.post(address(sitting, "leave/"), follow=True)

    assert "Nothing is left here" in reply.content.decode()
    assert not Sitting.objects.exists()
    assert not client.session.keys()


def test_erasing_asks_first_and_then_nothing_is_left(client: Client) -> None:
    sitting = begun(client)

    assert "Erase everything?" in client.get(address(sitting, "erase/")).content.decode()
    assert Sitting.objects.exists()
    client.post(address(sitting, "erase/"))

    assert not Sitting.objects.exists()
    assert client.get(address(sitting)).status_code == 404


def test_a_faulty_question_is_reported_and_another_one_asked(client: Client) -> None:
    sitting = begun(client)

    reply = client.post(address(sitting, "1/report/"), {"fault": "hurtful"}, follow=True)

    assert "no longer counts in your test" in reply.content.decode()
    assert reply.redirect_chain[-1][0] == address(sitting, "2/")
    assert Flag.objects.get().figures == {"reports": 1, "hurtful": 1}


def test_harder_and_easier_are_a_button_away(client: Client) -> None:
    sitting = begun(client)

    harder = client.post(address(sitting, "harder/"), {"do": "harder"}, follow=True)
    easier = client.post(address(sitting, "harder/"), {"do": "easier"}, follow=True)

    assert "Easier questions again" in harder.content.decode()
    assert "Harder questions, please" in easier.content.decode()


def test_a_file_is_given_out_as_a_download(client: Client) -> None:
    sitting = begun(client)
    assert client.get(address(sitting, "77/file/")).status_code == 404
    Response.objects.update(item=Item.objects.filter(family__kind="file")[0])

    reply = client.get(address(sitting, "1/file/"))

    assert reply["Content-Disposition"] == 'attachment; filename="list.csv"'
    assert b"1;7" in reply.content


def test_an_account_keeps_a_test_gives_it_out_and_erases_it() -> None:
    owner = bruno()
    browser = signed_in(owner)
    sitting = begun(browser)
    subject = Subject(key=str(owner.key), address=owner.email)
    holding = next(one for one in holdings if one.name == "sittings")

    assert Sitting.objects.get().person == owner
    (row,) = holding.export(subject)
    assert set(row) <= set(WORDS)
    assert "Test begun on" in browser.get("/en/account/").content.decode()
    assert signed_in(owner).get(address(sitting)).status_code == 302

    holding.erase(subject, timezone.now())
    assert not Sitting.objects.exists()


def test_what_was_begun_without_an_account_can_be_added_to_one() -> None:
    owner = bruno()
    browser = signed_in(owner)
    sitting = begun(browser)
    Sitting.objects.update(person=None)

    browser.post(address(sitting, "keep/"))

    assert Sitting.objects.get().person == owner


@pytest.mark.parametrize("language", ["fr", "de", "en"])
def test_the_test_is_there_in_every_language(client: Client, language: str) -> None:
    reply = client.post(f"/{language}/skills/begin/", {})

    page = client.get(reply["Location"]).content.decode()

    assert f"({language})" in page
    assert Sitting.objects.get().language == language


def test_an_answer_meant_for_a_question_that_was_replaced_answers_no_other(client: Client) -> None:
    sitting = begun(client)
    shown = Response.objects.get().pk
    client.post(address(sitting, "harder/"), {"do": "harder"})

    reply = client.post(address(sitting, "1/"), {"do": "unknown", "asked": str(shown)})

    assert reply.status_code == 409
    assert Response.objects.filter(answered_at=None).count() == 1


def test_reporting_twice_counts_once_and_after_the_end_the_result_stays(client: Client) -> None:
    sitting = begun(client)
    for _number in range(12):
        sent(client, sitting)
    before = Sitting.objects.get().profile

    for _time in range(3):
        client.post(address(sitting, "1/report/"), {"fault": "wrong"})

    assert Flag.objects.get().figures == {"reports": 1, "wrong": 1}
    assert Sitting.objects.get().profile == before


def test_a_sitting_erased_in_another_window_is_told(client: Client) -> None:
    sitting = begun(client)
    erase_sitting(sitting)

    with pytest.raises(SittingErased):
        skip(sitting, 1, at=timezone.now())
    assert client.post(address(sitting, "1/"), {"do": "unknown"}).status_code == 404


def test_signs_that_cannot_be_kept_are_left_out(client: Client) -> None:
    sitting = begun(client)
    Response.objects.update(item=Item.objects.filter(family__kind="short")[0])

    client.post(address(sitting, "1/"), {"answer": "sev\x00en"})

    answered = Response.objects.get(place=1)
    assert (answered.given, answered.score) == ("seven", 1)
