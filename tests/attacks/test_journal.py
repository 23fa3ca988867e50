"""The journal against clocks that go back, odd files, and values that two databases keep unlike."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test.utils import override_settings

from perron.cli import main
from perron.core.errors import HeadUnreadable
from perron.core.journal.attesting import read_head, verify_against, verify_seals, whole_seal
from perron.core.journal.lines import Entry, record
from perron.core.journal.sealing import seal_journal
from perron.core.journal.verifying import verify_journal
from perron.core.models import JournalLine, JournalPrivate, Seal
from tests.make import NOON, chantal

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def key(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "outside" / "journal-key.pem"
    with override_settings(JOURNAL_KEY_FILE=str(path), EMBEDDED=True):
        yield path


NUMBERS = [1e16, 1e22, 1e300, -0.0, 1e-7, 5e-324, 0.1, 1.0, 2**70, -(2**63), 123456789.123456789]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_line_holds_whatever_number_the_database_hands_back(number: float) -> None:
    record("core", Entry("figure.read", change={"n": [number, {"m": number}]}), by=None, at=NOON)
    record("core", Entry("figure.read", private={"n": number}), by=None, at=NOON)

    assert verify_journal()[1] == ()
    kept = JournalLine.objects.get(seq=1, chain="core").change["n"][0]
    assert kept == number


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_number_never_gets_in(number: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        record("core", Entry("figure.read", change={"n": number}), by=None, at=NOON)
    assert not JournalLine.objects.exists()


def test_personal_values_are_kept_in_the_form_that_was_digested() -> None:
    odd: dict[Any, Any] = {"on": date(2026, 3, 2), "at": NOON, 10: "ten", 9: ("a", "b")}
    record("core", Entry("person.seen", private=odd), by=None, at=NOON)

    assert verify_journal()[1] == ()


@pytest.mark.parametrize("text", ["é", "e\u0301", "ﬀ", "\u200b", "\U0001f9ff", "\x7f", "'\"\\"])
def test_texts_are_kept_to_the_letter(text: str) -> None:
    record("core", Entry("word.said", "word", text, {text: text}, {text: text}), by=None, at=NOON)

    assert verify_journal()[1] == ()


def test_a_line_of_five_megabytes_holds() -> None:
    record("core", Entry("word.said", change={"long": "é" * 2_500_000}), by=None, at=NOON)

    assert verify_journal()[1] == ()


def test_a_clock_that_went_back_seals_nothing() -> None:
    record("core", Entry("word.said"), by=None, at=NOON)
    latest = seal_journal(NOON)

    assert seal_journal(NOON - 3 * DAY) == latest
    assert Seal.objects.count() == 1
    assert seal_journal(NOON + DAY).previous == latest.digest
    assert list(verify_seals()) == []


def test_erased_values_can_not_be_forged_back() -> None:
    line = record("core", Entry("person.seen", private={"name": "Aline"}), by=None, at=NOON)
    JournalPrivate.objects.all().delete()
    JournalPrivate.objects.create(line=line, salt="0" * 32, values={"name": "Bruno"})

    assert [fault.seq for fault in verify_journal()[1]] == [1]


def test_values_can_not_be_put_beside_a_line_that_had_none() -> None:
    line = record("core", Entry("word.said"), by=None, at=NOON)
    JournalPrivate.objects.create(line=line, salt="", values={})

    assert [fault.seq for fault in verify_journal()[1]] == [1]


ODD = [
    "[" * 100_000,
    "{" + '"a":{' * 50_000,
    '{"day": "2026-03-02", "heads": []}',
    '{"day": "2026-03-02", "heads": null, "digest": "", "key": "", "signature": ""}',
    '{"day": "2026-03-02", "heads": {"core": 1}, "digest": "a", "key": "b", "signature": "c"}',
    f"core:{10**40}:{'a' * 64}",
    f"core:-1:{'a' * 64}",
    f"{'core' * 200}:1:{'a' * 64}",
    "2026-03-02:",
    "x" * 100_000,
    "\ud800:1:" + "a" * 64,
    '{"day": "2026-03-02", "heads": {}, "digest": "", "key": "", "signature": ""}',
    json.dumps(
        {"day": "2026-03-02", "digest": "a" * 64, "key": "k", "signature": "s"}
        | {"heads": {"core": [10**40, "a" * 64]}}
    ),
    json.dumps(
        {"day": "2026-03-02", "digest": "a" * 64, "key": "k", "signature": "s"}
        | {"heads": {"core": [1, ""]}}
    ),
]


@pytest.mark.parametrize("words", ODD)
def test_an_odd_head_is_refused_or_not_found_and_never_believed(words: str) -> None:
    record("core", Entry("word.said"), by=None, at=NOON)
    seal_journal(NOON)

    try:
        faults = list(verify_against(read_head(words)))
    except HeadUnreadable:
        return
    assert faults


def test_a_whole_seal_is_taken_on_the_command_line(capsys: Any) -> None:
    record("core", Entry("word.said"), by=chantal(), at=NOON)
    words = json.dumps(whole_seal(seal_journal(NOON)))

    assert main(["journal", "verify", "--against", words]) == 0
    assert "holds" in capsys.readouterr().out


@pytest.mark.parametrize("content", [b"\xff\xfe\x00\x01" * 1000, b"", b"\x00" * 5_000_000])
def test_a_file_that_is_no_seal_is_refused(content: bytes, tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "seal"
    path.write_bytes(content)

    assert main(["journal", "verify", "--against", str(path)]) == 1
    assert "Traceback" not in capsys.readouterr().err
