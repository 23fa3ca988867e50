"""The journal only grows, and any change of its past is found."""

import hashlib
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from perron.core.journal.lines import Entry, line_digest, record, record_many
from perron.core.journal.triggers import removals, statements
from perron.core.journal.verifying import verify_journal
from perron.core.models import JournalHead, JournalLine, JournalPrivate
from tests.make import NOON, chantal

pytestmark = pytest.mark.django_db


def three_lines() -> list[JournalLine]:
    entries = [Entry("measure.changed", "measure", code, {"n": code}) for code in "abc"]
    return list(record_many("strategy", entries, by=chantal(), at=NOON))


def without_triggers() -> None:
    with connection.cursor() as cursor:
        for statement in removals(connection.vendor):
            cursor.execute(statement)


def with_triggers() -> None:
    without_triggers()
    with connection.cursor() as cursor:
        for statement in statements(connection.vendor):
            cursor.execute(statement)


def test_each_line_carries_the_digest_of_the_one_before() -> None:
    first, second, third = three_lines()

    assert [line.seq for line in (first, second, third)] == [1, 2, 3]
    assert second.previous == first.digest
    assert third.previous == second.digest
    assert verify_journal() == (3, ())


def test_the_operator_is_named_as_such() -> None:
    assert record("core", Entry("deed"), by=None, at=NOON).actor == "command-line"


def test_a_chain_of_one_app_does_not_wait_for_another() -> None:
    three_lines()
    other = record("directory", Entry("deed"), by=None, at=NOON)

    assert other.seq == 1
    assert verify_journal() == (4, ())


@pytest.mark.parametrize("deed", ["update", "delete"])
def test_the_database_itself_refuses_to_touch_a_past_line(deed: str) -> None:
    line = three_lines()[0]
    with_triggers()
    rows = JournalLine.objects.filter(pk=line.pk)

    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        rows.update(verb="other") if deed == "update" else rows.delete()


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "measure.changee"},
        {"about_code": "x"},
        {"actor": "person:someone-else"},
        {"at": NOON + timedelta(microseconds=1)},
        {"change": {"n": "B"}},
        {"previous": "1" * 64},
        {"digest": "2" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_any_changed_field_of_a_past_line_is_found(change: dict[str, object]) -> None:
    line = three_lines()[1]
    without_triggers()
    JournalLine.objects.filter(pk=line.pk).update(**change)

    _, faults = verify_journal()

    assert ("strategy", 2) in {(fault.chain, fault.seq) for fault in faults}


def test_a_removed_line_is_found_even_the_last_one() -> None:
    _, middle, last = three_lines()
    without_triggers()
    last.delete()
    assert [fault.seq for fault in verify_journal()[1]] == [2]

    middle.delete()
    assert verify_journal()[1]


def test_a_removed_head_is_found() -> None:
    three_lines()
    JournalHead.objects.all().delete()

    assert verify_journal()[1]


def test_personal_values_stand_beside_the_line_and_may_be_erased() -> None:
    line = record("accounts", Entry("person.added", private={"name": "Aline"}), by=None, at=NOON)
    assert "Aline" not in str(vars(line))

    JournalPrivate.objects.all().delete()

    assert verify_journal() == (1, ())


def test_personal_values_that_were_changed_are_found() -> None:
    record("accounts", Entry("person.added", private={"name": "Aline"}), by=None, at=NOON)
    JournalPrivate.objects.update(values={"name": "Bruno"})

    assert "personal values" in str(verify_journal()[1][0].why)


def test_the_digest_is_plain_sha256_over_canonical_json_so_anyone_can_recompute_it() -> None:
    line = record("core", Entry("deed", "thing", "x", {"é": 1}), by=None, at=NOON)
    written = (
        '{"actor":"command-line","at":"2026-03-02T12:00:00.000000+00:00","chain":"core",'
        '"change":{"é":1},"code":"x","kind":"thing","previous":"' + "0" * 64 + '",'
        '"private":"","seq":1,"verb":"deed"}'
    )

    assert line.digest == line_digest(line) == hashlib.sha256(written.encode()).hexdigest()
