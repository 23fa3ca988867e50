"""Forgetting by the calendar: what was kept for long enough goes at night, and no sooner."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.test.utils import override_settings

from perron.accounts.models import User
from perron.accounts.services import close_account, reopen_account
from perron.accounts.services.unused import NOTICE
from perron.core.models import JournalLine
from perron.core.personal import holdings
from perron.core.personal.register import Holding
from perron.core.personal.retention import forget_old, rehearse
from perron.core.queue import jobs
from perron.core.schedule import NIGHTLY
from perron.letters.enums import InquiryState, LetterState
from perron.letters.models import Inquiry, Letter
from tests.make import NOON, aline, bruno

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_mail")]
DAY = timedelta(days=1)
ADDRESS = "aline@example.org"


@pytest.fixture
def _mail() -> Iterator[None]:
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        yield


def an_answer(answered: datetime, **given: object) -> Inquiry:
    fields = {
        "kind": "question",
        "language": "en",
        "name": "Aline",
        "address": ADDRESS,
        "words": "My cousin asks",
        "asked_at": answered - DAY,
        "answered_at": answered,
        "state": InquiryState.ANSWERED,
        "title": "Who pays",
        "answer": "The Region.",
    }
    return Inquiry.objects.create(**{**fields, **given})


def verbs() -> list[str]:
    return list(JournalLine.objects.order_by("pk").values_list("verb", flat=True))


def test_the_words_of_an_inquiry_go_a_while_after_its_answer_and_the_answer_stays() -> None:
    inquiry = an_answer(NOON)

    assert forget_old(NOON + 180 * DAY) == {}
    assert forget_old(NOON + 180 * DAY + timedelta(hours=1)) == {"inquiries": 1}
    assert forget_old(NOON + 200 * DAY) == {}

    inquiry.refresh_from_db()
    assert (inquiry.name, inquiry.address, inquiry.words) == ("", "", "")
    assert (inquiry.title, inquiry.answer) == ("Who pays", "The Region.")


def test_an_inquiry_that_awaits_its_answer_is_kept_however_old() -> None:
    an_answer(NOON, state=InquiryState.OPEN, answered_at=None)

    assert forget_old(NOON + 4000 * DAY) == {}


def test_the_region_says_for_how_long() -> None:
    an_answer(NOON)
    with override_settings(REGION=replace(settings.REGION, kept={"inquiries": 10})):
        assert "10 days after the answer" in holdings["inquiries"].until
        assert forget_old(NOON + 11 * DAY) == {"inquiries": 1}


def test_a_rehearsal_shows_what_tonight_would_remove_and_removes_nothing() -> None:
    an_answer(NOON)

    assert rehearse(NOON + 200 * DAY)["inquiries"] == 1
    assert Inquiry.objects.get().words
    assert verbs() == []


def test_a_night_in_which_something_went_is_a_line_of_numbers() -> None:
    an_answer(NOON)
    forget_old(NOON + 200 * DAY)
    forget_old(NOON + 201 * DAY)

    assert verbs() == ["retention.done"]
    assert JournalLine.objects.get().change == {"inquiries": 1}


def closed(person: User) -> User:
    return close_account(person, by=None, at=NOON)


def letters_about(kind: str) -> int:
    return Letter.objects.filter(kind=kind).count()


def test_a_closed_account_that_nobody_used_for_years_is_told_first_and_then_erased() -> None:
    person, at = closed(aline()), NOON + 1096 * DAY
    bruno()

    assert forget_old(at) == {}
    assert letters_about("data-erased-soon") == 1
    assert forget_old(at + NOTICE - DAY) == {}
    assert letters_about("data-erased-soon") == 1, "told once"
    assert forget_old(at + NOTICE)["account"] == 1

    person.refresh_from_db()
    assert person.name == ""
    assert User.objects.filter(erased_at=None).count() == 1
    assert JournalLine.objects.get(verb="person.erased").change == {"why": "unused"}


def test_whoever_comes_back_meanwhile_is_not_erased_and_is_told_anew_the_next_time() -> None:
    person, at = closed(aline()), NOON + 1096 * DAY
    forget_old(at)
    reopen_account(person, by=None, at=at + DAY)
    assert forget_old(at + 4000 * DAY) == {}
    close_account(person, by=None, at=at + 2 * DAY)

    later = at + 1100 * DAY
    forget_old(later)
    person.refresh_from_db()
    assert person.erased_at is None
    assert letters_about("data-erased-soon") == 2


def test_a_closed_account_of_which_nobody_knows_when_it_was_used_is_left_alone() -> None:
    person = aline()
    User.objects.filter(pk=person.pk).update(is_active=False, opened_at=None)

    assert forget_old(NOON + 9000 * DAY) == {}


def test_a_letter_about_an_erasure_forgets_its_reader_even_where_nobody_knows_if_it_left() -> None:
    fields = {"language": "en", "written_at": NOON, "not_before": NOON, "text": "words"}
    for number, state in enumerate((LetterState.UNCERTAIN, LetterState.WAITING)):
        Letter.objects.create(
            kind="data-erased",
            category="own-data",
            reference=f"account:{number}",
            address=ADDRESS,
            state=state,
            **fields,
        )

    assert forget_old(NOON + DAY) == {"letters": 1}
    assert Letter.objects.get(state=LetterState.UNCERTAIN).address == ""
    assert Letter.objects.get(state=LetterState.WAITING).address == ADDRESS


def failing(_before: datetime, _at: datetime) -> int:
    raise ZeroDivisionError


def test_one_holding_that_fails_hinders_no_other(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    an_answer(NOON)
    purge: Callable[[datetime, datetime], int] = failing
    broken: Holding = replace(holdings["sessions"], purge=purge)
    monkeypatch.setitem(vars(holdings)["_holdings"], "sessions", broken)

    assert forget_old(NOON + 200 * DAY) == {"inquiries": 1}
    assert "Old data of “sessions” was not removed" in caplog.text


def test_it_is_done_every_night() -> None:
    assert "core.retention" in NIGHTLY
    jobs["core.retention"].do()
