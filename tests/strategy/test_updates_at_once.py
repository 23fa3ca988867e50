"""Several hands at the same moment: one answer, one publication, one request, nothing half done."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection

from perron.accounts.models import User
from perron.core.errors import Refusal
from perron.core.journal.verifying import verify_journal
from perron.core.models import Owed, Reference
from perron.core.records.kinds import kinds
from perron.letters.models import Letter
from perron.strategy.errors import ComparedWithOlder, UpdateAnswered, UpdateNotWaiting
from perron.strategy.models import Measure, UpdateRequest
from perron.strategy.services.answering import say_unchanged
from perron.strategy.services.deciding import publish_update, refuse_update
from tests.make import NOON, chantal
from tests.strategy.make import a_held_measure, a_proposal, an_update, now_published

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
HANDS = 3


def at_once(deed: Callable[[int], object]) -> list[Refusal]:
    """Do a deed from several threads that begin together; answer who was refused."""
    refusals: list[Refusal] = []
    together = Barrier(HANDS)

    def one(number: int) -> None:
        together.wait()
        try:
            deed(number)
        except Refusal as refusal:
            refusals.append(refusal)
        finally:
            connection.close()

    threads = [Thread(target=one, args=(number,)) for number in range(HANDS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refusals


def officer() -> User:
    """Somebody who asks and publishes."""
    return chantal()


def test_a_proposal_that_several_publish_is_published_once() -> None:
    a_held_measure()
    by = officer()
    request, seen = a_proposal(an_update(by)), now_published().seen

    refused = at_once(lambda _number: publish_update(request, seen=seen, by=by, at=NOON))

    assert len(refused) == HANDS - 1
    assert all(isinstance(one, UpdateNotWaiting | ComparedWithOlder) for one in refused)
    record = kinds["measure"].read(Measure.objects.get())
    assert len(record["facts"]) == 1
    assert Reference.objects.filter(code__startswith="update-").count() == 1
    assert verify_journal()[1] == ()


def test_one_publishes_while_another_declines_and_one_of_them_counts() -> None:
    a_held_measure()
    by = officer()
    request, seen = a_proposal(an_update(by)), now_published().seen

    def decide(number: int) -> None:
        if number:
            refuse_update(request, "No", by=by, at=NOON)
        else:
            publish_update(request, seen=seen, by=by, at=NOON)

    assert len(at_once(decide)) == HANDS - 1
    is_published = Reference.objects.filter(code__startswith="update-").exists()
    decided = UpdateRequest.objects.get().decision
    assert decided == ("published" if is_published else "refused")
    assert Letter.objects.filter(kind="update-declined").exists() != is_published


def test_a_link_that_is_pressed_by_several_takes_one_answer() -> None:
    a_held_measure()
    request, arrival = an_update(officer()), now_published()

    refused = at_once(lambda _number: say_unchanged(request, arrival, at=NOON))

    assert [type(one) for one in refused] == [UpdateAnswered] * (HANDS - 1)
    assert verify_journal()[1] == ()


def test_a_holder_that_several_ask_has_one_request_open() -> None:
    a_held_measure()
    by = officer()

    assert at_once(lambda _number: an_update(by)) == []
    assert UpdateRequest.objects.unanswered().count() == 1
    assert Owed.objects.open().count() == 1
