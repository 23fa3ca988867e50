"""Asking without an account: the form, the receipt, the link, what may be read by everybody."""

import re
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from perron.letters.enums import InquiryState
from perron.letters.models import Inquiry
from perron.letters.services.inquiries import answer_inquiry, mark_spam, token_of, word_title
from perron.portal.forms.asking import SALT, fresh_key
from tests.make import a_measure, a_plan, chantal

pytestmark = pytest.mark.django_db
ASK = "/en/ask/"


def sent(client: Client, **fields: Any) -> Any:
    """A form as a browser sends it."""
    return client.post(ASK, {"kind": "question", "words": "Who pays?", **fields})


def published(title: str = "Who pays", words: str = "The Region.") -> Inquiry:
    """An answer that everybody may read."""
    inquiry = Inquiry.objects.create(
        kind="question", language="en", words="?", may_publish=True, asked_at=timezone.now()
    )
    inquiry.state, inquiry.title, inquiry.answer = InquiryState.ANSWERED, title, words
    inquiry.answered_at = timezone.now()
    inquiry.save()
    return inquiry


def test_a_page_of_a_thing_leads_to_the_form_about_it(client: Client) -> None:
    a_plan(measure=[a_measure()])
    page = client.get("/en/measures/tablets/").content.decode()
    (link,) = re.findall(r'href="(/en/ask/\?about=[^"]+)"', page)

    form = client.get(link).content.decode()
    assert "Ask about “Tablets”" in form
    assert 'name="about" value="measure/tablets"' in form


def test_a_question_is_asked_and_followed_without_an_account(client: Client) -> None:
    answer = sent(client)
    inquiry = Inquiry.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"/en/asked/{token_of(inquiry)}/"

    page = client.get(answer["Location"])
    assert "Who pays?" in page.content.decode()
    assert "The agency owes you an answer by" in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"
    assert page["X-Robots-Tag"] == "noindex"


def test_a_form_sent_twice_asks_once(client: Client) -> None:
    once = fresh_key()
    first, second = sent(client, once=once), sent(client, once=once)

    assert first["Location"] == second["Location"]
    assert Inquiry.objects.count() == 1


def test_a_key_that_is_not_ours_is_left_out(client: Client) -> None:
    for once in ("nonsense", signing.dumps("x" * 9, salt=SALT)):
        assert sent(client, once=once).status_code == 302


def test_nothing_typed_is_lost_when_something_is_wrong(client: Client) -> None:
    page = sent(client, words="Keep <b>me</b>", address="no address")

    assert page.status_code == 422
    assert "Keep &lt;b&gt;me&lt;/b&gt;" in page.content.decode()
    assert Inquiry.objects.count() == 0


@pytest.mark.parametrize("words", ["", "x" * 5001, "a\x00b", "bell \x07"])
def test_words_that_are_none_are_told(client: Client, words: str) -> None:
    assert sent(client, words=words).status_code == 422
    assert Inquiry.objects.count() == 0


def test_a_program_that_fills_everything_in_is_told_what_to_empty(client: Client) -> None:
    page = sent(client, website="https://spam.example")

    assert "Leave this empty" in page.content.decode()
    assert Inquiry.objects.count() == 0


def test_too_many_from_one_place_keep_their_words(client: Client) -> None:
    for number in range(20):
        sent(client, words=f"Question {number}")
    page = sent(client, words="The last question")

    assert page.status_code == 422
    assert "The last question" in page.content.decode()
    assert Inquiry.objects.count() == 20


def test_mark_up_is_shown_and_never_read(client: Client) -> None:
    answer = sent(client, words="<script>alert(1)</script>")

    assert b"<script>alert" not in client.get(answer["Location"]).content


@pytest.mark.parametrize("token", ["x", "0" * 32, f"{'0' * 32}.{'a' * 43}", "é", "a b"])
def test_a_forged_link_is_answered_with_a_sentence(client: Client, token: str) -> None:
    page = client.get(f"/en/asked/{token}/")

    assert page.status_code == 404
    assert "This link is not whole" in page.content.decode()


def test_withdrawn_by_its_link_and_opening_it_changes_nothing(client: Client) -> None:
    link = sent(client)["Location"]
    client.get(link)
    assert Inquiry.objects.get().state == InquiryState.OPEN

    page = client.post(link, {"do": "withdraw"}, follow=True)
    assert "It is withdrawn" in page.content.decode()
    assert Inquiry.objects.get().state == InquiryState.WITHDRAWN
    assert client.post(link, {"do": "withdraw"}).status_code == 409


def test_withdrawing_needs_a_form_of_this_site() -> None:
    strict = Client(enforce_csrf_checks=True)
    link = f"/en/asked/{token_of(published())}/"

    assert strict.post(link, {"do": "unpublish"}).status_code == 403


def test_consent_is_taken_back_by_the_link(client: Client) -> None:
    inquiry = published()
    assert client.get(f"/en/answers/{inquiry.pk}/").status_code == 200

    client.post(f"/en/asked/{token_of(inquiry)}/", {"do": "unpublish"})
    assert client.get(f"/en/answers/{inquiry.pk}/").status_code == 404


def test_answers_are_listed_found_and_cited(client: Client) -> None:
    inquiry = published("Équipement des écoles", "Un million d'euros")
    published("Other", "Nothing")

    assert "Équipement des écoles" in client.get("/fr/answers/").content.decode()
    found = client.get("/en/answers/?q=equipement").content.decode()
    assert "Équipement" in found
    assert "Other" not in found
    page = client.get(f"/en/answers/{inquiry.pk}/").content.decode()
    assert f"/en/answers/{inquiry.pk}/" in page.split("To cite this page:")[1]


def test_what_was_not_agreed_to_is_on_no_page(client: Client) -> None:
    officer, now = chantal(), timezone.now()
    sent(client, words="Secret words", name="Zoé", address="zoe@example.org")
    inquiry = Inquiry.objects.get()
    word_title(inquiry, "A title", by=officer, at=now)
    answer_inquiry(inquiry, "Said to Zoé alone", by=officer, at=now)

    for path in ("answers/", "owed/", "owed/download.csv", "owed/download.json", "journal/"):
        page = client.get(f"/en/{path}").content.decode()
        assert not [word for word in ("Secret", "Zoé", "zoe@", "Said to Zoé alone") if word in page]
    assert client.get(f"/en/answers/{inquiry.pk}/").status_code == 404


def test_a_thing_shows_its_answers(client: Client) -> None:
    a_plan(measure=[a_measure()])
    inquiry = published()
    inquiry.about_kind, inquiry.about_code = "measure", "tablets"
    inquiry.save()

    assert "1 answer about this" in client.get("/en/measures/tablets/").content.decode()
    page = client.get("/en/answers/?about=measure%2Ftablets").content.decode()
    assert "Answers about “Tablets”" in page
    assert "Who pays" in page


def test_spam_has_no_page(client: Client) -> None:
    link = sent(client)["Location"]
    mark_spam(Inquiry.objects.get(), by=chantal(), at=timezone.now())

    assert client.get(link).status_code == 404


@pytest.mark.parametrize("language", ["en", "fr", "de"])
def test_the_statement_says_what_is_missing_and_where_to_tell(
    client: Client, language: str
) -> None:
    page = client.get(f"/{language}/accessibility/").content.decode()

    assert f"/{language}/ask/?kind=accessibility" in page
    form = client.get(f"/{language}/ask/?kind=accessibility").content.decode()
    assert re.search(r'value="accessibility"[^>]*checked', form)
