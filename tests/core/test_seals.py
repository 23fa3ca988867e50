"""The journal against what was published: nothing of its past can be changed unseen."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import override_settings

from perron.cli import main
from perron.core.errors import HeadUnreadable, KeyMissing, KeyUnreadable
from perron.core.journal.attesting import read_head, verify_against, verify_seals, whole_seal
from perron.core.journal.lines import Entry, line_digest, record_many
from perron.core.journal.sealing import (
    fingerprint,
    key_file,
    make_key,
    printed,
    public_hex,
    seal_digest,
    seal_journal,
    signing_key,
)
from perron.core.journal.triggers import removals
from perron.core.journal.verifying import verify_journal
from perron.core.models import JournalHead, JournalLine, Seal
from tests.make import NOON, chantal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def key(tmp_path: Path) -> Iterator[Path]:
    """A key of this test's own."""
    path = tmp_path / "outside" / "journal-key.pem"
    with override_settings(JOURNAL_KEY_FILE=str(path), EMBEDDED=True):
        yield path


@pytest.fixture
def lines() -> list[JournalLine]:
    """Three lines in a database whose holder took the triggers down."""
    with connection.cursor() as cursor:
        for statement in removals(connection.vendor):
            cursor.execute(statement)
    entries = [
        Entry("measure.changed", "measure", code, {"n": code}, {"p": code}) for code in "abc"
    ]
    return list(record_many("strategy", entries, by=chantal(), at=NOON))


def rewrite(lines: list[JournalLine]) -> None:
    """Write the whole chain anew, as whoever holds the database can."""
    previous = "0" * 64
    for line in lines:
        line.change = {"n": "forged"}
        line.previous = previous
        line.digest = previous = line_digest(line)
        line.save()
    JournalHead.objects.filter(chain="strategy").update(digest=previous)


def sentences(faults: Any) -> str:
    return "; ".join(str(fault) for fault in faults)


TEXTS = ("actor", "verb", "about_kind", "about_code", "private_digest", "previous", "digest")


@pytest.mark.parametrize("field", TEXTS)
@pytest.mark.parametrize("which", [0, 1, 2])
def test_any_single_byte_of_a_past_line_is_missed(
    lines: list[JournalLine], field: str, which: int
) -> None:
    line = lines[which]
    text = getattr(line, field)
    for place in range(0, len(text), max(1, len(text) // 7)):
        other = "0" if text[place] != "0" else "1"
        changed = {field: text[:place] + other + text[place + 1 :]}
        JournalLine.objects.filter(pk=line.pk).update(**changed)
        assert verify_journal()[1], (field, place)
    JournalLine.objects.filter(pk=line.pk).update(**{field: text})
    assert verify_journal()[1] == ()


@pytest.mark.parametrize(
    "change",
    [{"seq": 9}, {"chain": "strategz"}, {"at": NOON + timedelta(microseconds=1)}, {"change": {}}],
)
def test_a_changed_number_time_or_change_is_found(
    lines: list[JournalLine], change: dict[str, Any]
) -> None:
    JournalLine.objects.filter(pk=lines[1].pk).update(**change)

    assert verify_journal()[1]


def test_a_last_line_that_was_removed_is_found(lines: list[JournalLine]) -> None:
    seal = seal_journal(NOON)
    lines[2].delete()
    assert "ends elsewhere" in sentences(verify_journal()[1])

    JournalHead.objects.update(seq=2, digest=lines[1].digest)
    assert verify_journal()[1] == ()
    assert "this line was sealed and is gone" in sentences(verify_seals())
    head = f"strategy:3:{lines[2].digest}"
    assert sentences(verify_against(read_head(head))).startswith("strategy, line 3")
    assert seal.heads == {"strategy": [3, lines[2].digest]}


def test_a_chain_that_was_rewritten_whole_is_found(lines: list[JournalLine]) -> None:
    seal = seal_journal(NOON)
    paper, file = printed(seal), json.dumps(whole_seal(seal))
    assert sentences(verify_against(read_head(paper))) == ""
    assert sentences(verify_against(read_head(file))) == ""

    rewrite(lines)
    assert verify_journal()[1] == (), "a chain alone can't tell"
    assert "not the one that was sealed" in sentences(verify_seals())
    assert "not the one that was sealed" in sentences(verify_against(read_head(file)))


def test_a_rewriter_who_also_forges_the_seal_is_found_by_the_paper(
    lines: list[JournalLine],
) -> None:
    seal = seal_journal(NOON)
    paper, file = printed(seal), json.dumps(whole_seal(seal))
    rewrite(lines)
    key_file().unlink()
    Seal.objects.all().delete()
    assert "published and is not here" in sentences(verify_against(read_head(paper)))

    seal_journal(NOON)
    assert sentences(verify_seals()) == "", "a new key signs anything"
    assert "another seal of this day" in sentences(verify_against(read_head(paper)))
    assert "not the one that was sealed" in sentences(verify_against(read_head(file)))
    assert "another key" in sentences(verify_seals(key=seal.key))


def test_a_seal_can_not_be_changed_either(lines: list[JournalLine]) -> None:
    seal = seal_journal(NOON)
    heads = {"strategy": [2, lines[1].digest]}
    Seal.objects.update(heads=heads)
    assert "seal was changed" in sentences(verify_seals())

    Seal.objects.update(digest=seal_digest(seal.day, heads, ""))
    assert "signature of this day’s seal" in sentences(verify_seals()).replace("'", "’")


def test_seals_follow_from_each_other() -> None:
    first = seal_journal(NOON)
    second = seal_journal(NOON + timedelta(days=1))
    assert second.previous == first.digest
    assert seal_journal(NOON + timedelta(days=1, hours=2)) == second, "a day has one seal"

    first.delete()
    assert "does not follow from the seal before" in sentences(verify_seals())


def test_a_forged_file_of_a_seal_is_no_proof(lines: list[JournalLine]) -> None:
    whole = whole_seal(seal_journal(NOON))
    forged = {**whole, "heads": {"strategy": [1, lines[0].digest]}}
    assert "seal was changed" in sentences(verify_against(read_head(json.dumps(forged))))

    other = {**whole, "signature": "00" * 64}
    assert "signature" in sentences(verify_against(read_head(json.dumps(other))))


DIGEST = "c" * 64
NONSENSE = ("", "x", "2026-03-02", "2026-03-02:abc", f"2026-13-02:{DIGEST}", "{}", "{")
NEARLY = (f"a:b:{DIGEST}", f"2026-03-02:{'z' * 64}", '{"day": 3}', f"a:1:2:{DIGEST}")


@pytest.mark.parametrize("words", NONSENSE + NEARLY)
def test_what_is_no_head_is_refused(words: str) -> None:
    with pytest.raises(HeadUnreadable):
        read_head(words)


def test_the_key_is_outside_the_database_for_its_owner_alone(key: Path) -> None:
    public = public_hex(signing_key())

    assert key.stat().st_mode & 0o777 == 0o600
    assert public_hex(signing_key()) == public
    with pytest.raises(FileExistsError):
        make_key()


def test_a_region_makes_its_key_itself(key: Path) -> None:
    with override_settings(EMBEDDED=False), pytest.raises(KeyMissing, match="journal key --new"):
        seal_journal(NOON)
    assert not Seal.objects.exists()

    key.parent.mkdir()
    key.write_text("no key")
    with pytest.raises(KeyUnreadable):
        seal_journal(NOON)


def test_the_command_line_seals_and_checks(
    lines: list[JournalLine], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["journal", "key", "--new"]) == 0
    assert main(["journal", "key", "--new"]) == 1
    assert main(["journal", "seal"]) == 0
    seal = Seal.objects.get()
    said = capsys.readouterr().out
    assert printed(seal) in said
    assert fingerprint(seal.key) in said

    file = tmp_path / "seal.json"
    file.write_text(json.dumps(whole_seal(seal)))
    assert main(["journal", "verify", "--against", printed(seal), "--against", str(file)]) == 0

    rewrite(lines)
    assert main(["journal", "verify", "--against", str(file)]) == 1
    assert "strategy, line 3: this line is not the one" in capsys.readouterr().err
    assert main(["journal", "verify", "--against", "nonsense"]) == 1
