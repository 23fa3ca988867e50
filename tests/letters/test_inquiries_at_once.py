"""Two officers answer, and an asker withdraws, at the same moment: one of them counts."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection

from perron.accounts.models import User
from perron.core.errors import Refusal
from perron.core.journal.verifying import verify_journal
from perron.core.models import JournalLine
from perron.letters.enums import InquiryKind
from perron.letters.models import Inquiry, Letter
from perron.letters.services.inquiries import NewInquiry, answer_inquiry, ask, withdraw
from tests.make import NOON, chantal

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """Do deeds from threads that begin together; answer the refusals."""
    refused: list[str] = []
    together = Barrier(len(deeds))

    def one(deed: Callable[[], object]) -> None:
        together.wait()
        try:
            deed()
        except Refusal as refusal:
            refused.append(str(refusal))
        finally:
            connection.close()

    threads = [Thread(target=one, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def asked() -> tuple[Inquiry, User]:
    new = NewInquiry(
        kind=InquiryKind.QUESTION, language="en", words="Who?", address="zoe@example.org"
    )
    return ask(new, by=None, at=NOON), chantal()


def test_of_four_answers_one_is_sent() -> None:
    inquiry, officer = asked()

    def answer(number: int) -> Callable[[], object]:
        return lambda: answer_inquiry(inquiry, f"Answer {number}", by=officer, at=NOON)

    refused = at_once(*(answer(number) for number in range(4)))
    assert len(refused) == 3
    assert Letter.objects.filter(kind="inquiry-answered").count() == 1
    assert JournalLine.objects.filter(verb="inquiry.answered").count() == 1
    assert verify_journal()[1] == ()


def test_withdrawn_or_answered_but_never_both() -> None:
    inquiry, officer = asked()

    refused = at_once(
        lambda: withdraw(inquiry, by=None, at=NOON),
        lambda: answer_inquiry(inquiry, "Late?", by=officer, at=NOON),
    )
    assert len(refused) == 1
    ended = JournalLine.objects.filter(verb__in=["inquiry.answered", "inquiry.withdrawn"])
    assert ended.count() == 1
