"""Two people publish at the same moment: one after the other, and nothing is lost or doubled."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection

from perron.core.journal.verifying import verify_journal
from perron.core.models import Publication
from perron.core.records.files import load_strategy_file
from perron.core.records.proposing import publish_records
from perron.strategy.models import Measure
from tests.core.test_files import SMALL
from tests.make import NOON, a_measure, a_plan, records

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
HANDS = 4


def all_at_once(deed: Callable[[int], None]) -> list[Exception]:
    """Do a deed from several threads that begin together; answer what went wrong."""
    faults: list[Exception] = []
    together = Barrier(HANDS)

    def one(number: int) -> None:
        together.wait()
        try:
            deed(number)
        except Exception as fault:  # noqa: BLE001 -- the test tells them all
            faults.append(fault)
        finally:
            connection.close()

    threads = [Thread(target=one, args=(number,)) for number in range(HANDS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


def test_the_same_file_loaded_by_several_is_loaded_once() -> None:
    def load(_number: int) -> None:
        load_strategy_file(SMALL.encode(), name="plan.yaml", by=None, at=NOON)

    assert all_at_once(load) == []
    assert Measure.objects.count() == 1
    assert Publication.objects.get().number == 1
    assert verify_journal()[1] == ()


def test_several_who_publish_different_things_all_do() -> None:
    a_plan()
    before = Publication.objects.get().number

    def publish(number: int) -> None:
        publish_records(records(measure=[a_measure(f"m{number}")]), by=None, at=NOON)

    assert all_at_once(publish) == []
    assert Measure.objects.count() == HANDS
    assert Publication.objects.get().number == before + HANDS
    assert verify_journal()[1] == ()
