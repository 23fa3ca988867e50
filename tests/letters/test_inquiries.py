"""Inquiries: asked, received, answered, refused, withdrawn; two officers, forged links, spam."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from perron.core.errors import NoReason, NotAllowed
from perron.core.journal.verifying import verify_journal
from perron.core.models import JournalLine, JournalPrivate, Owed
from perron.letters.enums import Channel, InquiryKind, InquiryState
from perron.letters.errors import (
    AddressRefused,
    InquiryClosed,
    LinkRefused,
    NothingPublished,
    ReceivedInFuture,
    TooManyInquiries,
    WordsRefused,
)
from perron.letters.models import Inquiry, Letter
from perron.letters.services.inquiries import (
    NewInquiry,
    answer_inquiry,
    ask,
    enter_inquiry,
    find_inquiry,
    give_more_time,
    mark_spam,
    owed_for,
    refuse_inquiry,
    stop_publishing,
    token_of,
    withdraw,
    word_title,
)
from tests.make import NOON, a_measure, a_plan, bruno, chantal

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(NOON)
PLAIN = NewInquiry(kind=InquiryKind.QUESTION, language="fr", words="Qui paie ?")


def asked(**wishes: Any) -> Inquiry:
    """An inquiry as anybody sends it."""
    return ask(replace(PLAIN, **wishes), by=None, at=NOON)


def test_a_question_starts_the_clock_and_is_received_by_letter() -> None:
    inquiry = asked(address="Zoe@Example.org", name="Zoé")

    assert owed_for(inquiry).due == TODAY + timedelta(days=30)
    letter = Letter.objects.get()
    assert (letter.kind, letter.address, letter.language) == (
        "inquiry-received",
        "zoe@example.org",
        "fr",
    )
    assert f"/fr/asked/{token_of(inquiry)}/" in letter.text
    assert "> Qui paie ?" in letter.text


def test_nobody_needs_an_address() -> None:
    inquiry = asked()

    assert Letter.objects.count() == 0
    assert find_inquiry(token_of(inquiry)) == inquiry


def test_a_correction_is_owed_sooner_and_knows_its_thing() -> None:
    a_plan(measure=[a_measure()])
    inquiry = asked(kind=InquiryKind.CORRECTION, about=("measure", "tablets"))

    owed = owed_for(inquiry)
    assert owed.due == TODAY + timedelta(days=15)
    assert (owed.about_kind, owed.about_code) == ("measure", "tablets")


@pytest.mark.parametrize("about", [("measure", "gone"), ("nothing", "x"), ("term", "a/b")])
def test_a_thing_that_is_not_there_is_left_out(about: tuple[str, str]) -> None:
    assert asked(about=about).about_kind == ""


@pytest.mark.parametrize("words", ["", "  ", "a\x00b", "a\x1bb", "\u202ea", "x" * 5001])
def test_words_that_are_none_are_refused(words: str) -> None:
    with pytest.raises(WordsRefused, match="5000"):
        asked(words=words)
    assert Owed.objects.count() == 0


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(AddressRefused):
        asked(address="a@b\r\nBcc: all@example.org")


def test_the_journal_names_nobody_in_clear() -> None:
    asked(address="zoe@example.org", name="Zoé")

    lines = JournalLine.objects.values_list("change", "actor", "about_code")
    assert not [line for line in map(str, lines) if "Zo" in line or "zoe" in line]
    assert JournalPrivate.objects.get().values["name"] == "Zoé"
    JournalPrivate.objects.all().delete()
    assert verify_journal()[1] == ()


def test_a_form_sent_twice_asks_once_but_other_words_ask_again() -> None:
    key = uuid4()

    assert asked(key=key) == asked(key=key)
    assert asked(key=key, words="Et quand ?") != asked(key=key)
    assert Inquiry.objects.count() == 2


def test_one_address_asks_five_times_an_hour() -> None:
    for number in range(5):
        asked(address="zoe@example.org", words=f"Question {number}")
    with pytest.raises(TooManyInquiries):
        asked(address="zoe@example.org", words="Question 6")

    later = replace(PLAIN, address="zoe@example.org")
    assert ask(later, by=None, at=NOON + timedelta(hours=1)).pk


def test_one_network_asks_twenty_times_an_hour() -> None:
    for number in range(20):
        ask(replace(PLAIN, words=str(number)), by=None, at=NOON, network="192.0.2.7")
    with pytest.raises(TooManyInquiries):
        ask(PLAIN, by=None, at=NOON, network="192.0.2.7")
    assert ask(PLAIN, by=None, at=NOON, network="192.0.2.8").pk


def test_an_answer_settles_the_clock_and_reaches_the_asker() -> None:
    inquiry = asked(address="zoe@example.org")
    answered = answer_inquiry(inquiry, "La Région paie.", by=chantal(), at=NOON)

    assert answered.state == InquiryState.ANSWERED
    assert owed_for(inquiry).state == "settled"
    assert "> La Région paie." in Letter.objects.get(kind="inquiry-answered").text


def test_two_officers_answer_and_the_second_is_told() -> None:
    inquiry, officer = asked(address="zoe@example.org"), chantal()
    answer_inquiry(inquiry, "One", by=officer, at=NOON)

    with pytest.raises(InquiryClosed, match="it is answered"):
        answer_inquiry(inquiry, "Two", by=officer, at=NOON)
    assert Inquiry.objects.get().answer == "One"
    assert Letter.objects.filter(kind="inquiry-answered").count() == 1


def test_withdrawn_while_it_was_being_answered() -> None:
    inquiry = asked(address="zoe@example.org")
    withdraw(inquiry, by=None, at=NOON)

    with pytest.raises(InquiryClosed, match="withdrawn"):
        answer_inquiry(inquiry, "Too late", by=chantal(), at=NOON)
    assert owed_for(inquiry).state == "withdrawn"
    assert not Letter.objects.filter(kind="inquiry-answered").exists()


def test_a_refusal_says_why() -> None:
    inquiry, officer = asked(address="zoe@example.org"), chantal()
    with pytest.raises(NoReason):
        refuse_inquiry(inquiry, " ", by=officer, at=NOON)

    refuse_inquiry(inquiry, "Not ours to decide.", by=officer, at=NOON)
    assert owed_for(inquiry).reason == "Not ours to decide."
    assert "> Not ours to decide." in Letter.objects.get(kind="inquiry-refused").text


def test_more_time_is_told_each_time() -> None:
    inquiry, officer = asked(address="zoe@example.org"), chantal()
    for days in (40, 50):
        until = TODAY + timedelta(days=days)
        give_more_time(inquiry, until, "Holidays", by=officer, at=NOON)

    assert owed_for(inquiry).due == TODAY + timedelta(days=50)
    assert Letter.objects.filter(kind="inquiry-delayed").count() == 2


def test_spam_is_written_to_by_nobody_and_its_link_is_dead() -> None:
    inquiry = asked()
    mark_spam(inquiry, by=chantal(), at=NOON)

    with pytest.raises(LinkRefused):
        find_inquiry(token_of(inquiry))
    assert owed_for(inquiry).state == "withdrawn"


def test_a_stranger_decides_nothing() -> None:
    inquiry, stranger = asked(), bruno()
    until = TODAY + timedelta(days=60)
    deeds: tuple[Callable[[], object], ...] = (
        lambda: answer_inquiry(inquiry, "x", by=stranger, at=NOON),
        lambda: refuse_inquiry(inquiry, "x", by=stranger, at=NOON),
        lambda: mark_spam(inquiry, by=stranger, at=NOON),
        lambda: word_title(inquiry, "x", by=stranger, at=NOON),
        lambda: give_more_time(inquiry, until, "x", by=stranger, at=NOON),
        lambda: enter_inquiry(PLAIN, channel=Channel.PAPER, received=TODAY, by=stranger, at=NOON),
    )
    for deed in deeds:
        with pytest.raises(NotAllowed):
            deed()


@pytest.mark.parametrize("change", ["", "x", ".", "0" * 32, "é"])
def test_a_forged_link_opens_nothing(change: str) -> None:
    token = token_of(asked())

    with pytest.raises(LinkRefused):
        find_inquiry(f"{token[:-1]}{change}" if change else token.partition(".")[0])


def test_paper_counts_from_its_arrival_and_never_from_tomorrow() -> None:
    officer = chantal()
    monday = TODAY - timedelta(days=20)
    inquiry = enter_inquiry(PLAIN, channel=Channel.PAPER, received=monday, by=officer, at=NOON)

    assert owed_for(inquiry).due == monday + timedelta(days=30)
    assert inquiry.entered_by == officer.actor_name
    with pytest.raises(ReceivedInFuture):
        enter_inquiry(PLAIN, channel=Channel.PAPER, received=date(2026, 3, 3), by=officer, at=NOON)


def test_the_public_title_is_the_officers_own() -> None:
    inquiry, officer = asked(), chantal()
    assert owed_for(inquiry).title["fr"]
    word_title(inquiry, "Who pays", by=officer, at=NOON)

    assert owed_for(inquiry).title == {"fr": "Who pays"}
    assert word_title(inquiry, "", by=officer, at=NOON).title == ""
    assert len(owed_for(inquiry).title) > 1


def test_only_a_titled_answer_with_consent_is_shown_and_consent_is_taken_back() -> None:
    officer = chantal()
    inquiry = asked(may_publish=True)
    answer_inquiry(inquiry, "The Region", by=officer, at=NOON)
    assert not Inquiry.objects.shown().exists()

    word_title(inquiry, "Who pays", by=officer, at=NOON)
    assert Inquiry.objects.shown().exists()
    stop_publishing(inquiry, by=None, at=NOON)
    assert not Inquiry.objects.shown().exists()
    with pytest.raises(NothingPublished):
        stop_publishing(inquiry, by=None, at=NOON)


def test_a_request_about_ones_own_data_is_never_published() -> None:
    assert not asked(kind=InquiryKind.RIGHTS, may_publish=True).may_publish
