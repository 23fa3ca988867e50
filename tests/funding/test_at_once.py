"""Many hands on one envelope: never a cent too much, and each deed once."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from perron.funding.errors import EnvelopeTooSmall
from perron.funding.models import Envelope, LedgerEntry
from tests.funding.make import an_envelope, promised

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
HANDS = 8


def test_an_envelope_is_never_promised_beyond_what_it_holds() -> None:
    an_envelope(cents=1_000)
    refused: list[str] = []
    together = Barrier(HANDS)

    def promise(number: int) -> None:
        together.wait()
        try:
            promised(300, f"award-{number}")
        except EnvelopeTooSmall as refusal:
            refused.append(str(refusal))
        finally:
            connection.close()

    threads = [Thread(target=promise, args=(number,)) for number in range(HANDS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Envelope.objects.get().committed == 900
    assert LedgerEntry.objects.filter(kind="committed").count() == 3
    assert len(refused) == HANDS - 3


def test_one_deed_sent_by_many_hands_is_entered_once() -> None:
    an_envelope(cents=1_000)
    together = Barrier(HANDS)

    def promise() -> None:
        together.wait()
        try:
            promised(300)
        finally:
            connection.close()

    threads = [Thread(target=promise) for _ in range(HANDS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Envelope.objects.get().committed == 300
