"""The ledger only grows, adds up, and promises no more than there is."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from perron.core.errors import Refusal
from perron.core.journal.triggers import removals, statements
from perron.core.journal.verifying import verify_journal
from perron.core.models import JournalLine
from perron.core.money import cents, euros
from perron.funding.enums import EntryKind, SourceKind
from perron.funding.errors import (
    CommittedAlready,
    EnvelopeTooSmall,
    MixIncomplete,
    NoAmount,
    ReferenceTaken,
    ReversalForever,
    ReversedAlready,
)
from perron.funding.models import Envelope, LedgerEntry, Mix, Source
from perron.funding.services import (
    Deed,
    commit,
    fill_envelope,
    keep_mix,
    keep_source,
    release_all,
    reverse,
)
from tests.funding.make import MILLION, an_envelope, promised
from tests.make import NOON

pytestmark = pytest.mark.django_db
TABLE = "funding_ledgerentry"


def totals() -> tuple[int, int]:
    envelope = Envelope.objects.get(code="kit")
    return envelope.granted, envelope.committed


def test_what_is_promised_is_no_longer_left() -> None:
    an_envelope()

    assert promised(30_000_000) == 70_000_000
    assert totals() == (MILLION, 30_000_000)


def test_more_than_is_left_is_refused_with_what_is_left_and_nothing_is_written() -> None:
    an_envelope(cents=10_050)

    with pytest.raises(EnvelopeTooSmall) as refused:
        promised(10_051)

    assert "€100.50" in str(refused.value)
    assert LedgerEntry.objects.count() == 1
    assert promised(10_050) == 0


def test_the_same_deed_is_entered_once_and_another_may_not_take_its_reference() -> None:
    an_envelope()
    promised(500)

    assert promised(500) == MILLION - 500
    with pytest.raises(ReferenceTaken):
        promised(501)
    with pytest.raises(ReferenceTaken):
        fill_envelope("kit", 500, Deed("award-1"), by=None, at=NOON)


def test_an_envelope_opened_twice_is_filled_once() -> None:
    an_envelope()
    an_envelope()

    assert totals() == (MILLION, 0)
    with pytest.raises(ReferenceTaken):
        an_envelope(cents=MILLION + 1)


def test_a_promise_taken_back_can_be_made_again() -> None:
    an_envelope(cents=1_000)
    promised(1_000)

    undone = reverse("award-1", "renounced", by=None, at=NOON)

    assert (undone.kind, undone.undoes.reference if undone.undoes else "") == (
        EntryKind.REVERSED,
        "award-1",
    )
    assert promised(1_000, "award-2") == 0
    with pytest.raises(ReversedAlready):
        reverse("award-1", "again", by=None, at=NOON)
    with pytest.raises(ReversalForever):
        reverse(undone.reference, "no", by=None, at=NOON)


def test_money_that_is_promised_does_not_leave_its_envelope() -> None:
    an_envelope(cents=1_000)
    fill_envelope("kit", 500, Deed("more"), by=None, at=NOON)
    promised(1_200)

    with pytest.raises(CommittedAlready):
        reverse("more", "a mistake", by=None, at=NOON)
    assert totals() == (1_500, 1_200)
    reverse("award-1", "smaller", by=None, at=NOON)
    reverse("more", "a mistake", by=None, at=NOON)
    assert totals() == (1_000, 0)


def test_all_that_was_promised_to_one_award_is_released_together() -> None:
    an_envelope("kit", 1_000)
    an_envelope("lines", 1_000)
    for envelope in ("kit", "lines"):
        deed = Deed(f"a-{envelope}", "application", "EN-1")
        commit(envelope, 700, deed, by=None, at=NOON)
    promised(100, "other")

    undone = release_all(Deed("", "application", "EN-1", "renounced"), by=None, at=NOON)

    assert {entry.envelope.code for entry in undone} == {"kit", "lines"}
    assert totals() == (1_000, 100)
    assert release_all(Deed("", "application", "EN-1"), by=None, at=NOON) == []


@pytest.mark.parametrize("amount", [0, -1, True])
def test_an_entry_is_about_some_money(amount: int) -> None:
    an_envelope()

    with pytest.raises(NoAmount):
        promised(amount)


def test_no_entry_is_changed_or_removed_whoever_tries() -> None:
    an_envelope()
    with connection.cursor() as cursor:
        for statement in (*removals(connection.vendor, TABLE), *_guards()):
            cursor.execute(statement)

    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        LedgerEntry.objects.update(cents=1)
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        LedgerEntry.objects.all().delete()


def _guards() -> list[str]:
    return statements(connection.vendor, TABLE, "the ledger only grows")


def test_the_database_itself_refuses_to_promise_more_than_there_is() -> None:
    an_envelope(cents=100)

    with pytest.raises(IntegrityError), transaction.atomic():
        Envelope.objects.update(committed=101)


def test_each_entry_has_its_line_in_the_journal() -> None:
    an_envelope()
    promised(500)

    lines = JournalLine.objects.filter(chain="funding", verb="ledger.committed")
    assert lines.get().change["cents"] == 500
    assert verify_journal()[1] == ()


def test_a_source_keeps_one_code_and_its_names_leave_a_line_when_they_change() -> None:
    for name in ("Region", "Region", "The region"):
        keep_source("region", {"en": name}, SourceKind.OWN, by=None, at=NOON)

    assert str(Source.objects.get().name) == "The region"
    assert JournalLine.objects.filter(verb="source.kept").count() == 2


@pytest.mark.parametrize(
    "parts", [{}, {"region": 0}, {"region": 10_001}, {"region": 9_000, "union": 1_001}]
)
def test_a_mix_promises_some_of_the_whole_and_no_more(parts: dict[str, int]) -> None:
    with pytest.raises(MixIncomplete):
        keep_mix("erdf", {"en": "ERDF"}, parts, by=None, at=NOON)


def test_a_mix_names_sources_that_exist() -> None:
    an_envelope()

    with pytest.raises(Source.DoesNotExist):
        keep_mix("erdf", {"en": "ERDF"}, {"union": 4_000}, by=None, at=NOON)
    keep_mix("own", {"en": "Own"}, {"region": 9_000}, by=None, at=NOON)
    assert (str(Mix.objects.get()), str(Source.objects.get())) == ("Own", "The region")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["fill", "promise", "undo"]), st.integers(1, 900))))
def test_the_totals_are_always_the_sum_of_the_entries(deeds: list[tuple[str, int]]) -> None:
    with transaction.atomic():
        an_envelope(cents=1_000)
        for number, (verb, amount) in enumerate(deeds):
            try:
                _do(verb, amount, number)
            except (Refusal, LedgerEntry.DoesNotExist):
                continue
        sums = {"granted": 0, "committed": 0}
        for entry in LedgerEntry.objects.select_related("undoes"):
            sums[entry.undoes.kind if entry.undoes else entry.kind] += (
                -entry.cents if entry.undoes else entry.cents
            )
        kept = totals()
        transaction.set_rollback(True)

    assert kept == (sums["granted"], sums["committed"])


def _do(verb: str, amount: int, number: int) -> None:
    if verb == "fill":
        fill_envelope("kit", amount, Deed(f"deed-{number}"), by=None, at=NOON)
    elif verb == "promise":
        promised(amount, f"deed-{number}")
    else:
        reverse(f"deed-{amount % (number + 1)}", "undone", by=None, at=NOON)


def test_cents_and_euros_are_exact() -> None:
    assert str(euros(399_963_581)) == "3999635.81"
    assert cents(euros(399_963_581)) == 399_963_581
    with pytest.raises(ValueError, match=r"0\.005"):
        cents(euros(1) / 2)
