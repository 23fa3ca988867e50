"""Backups: the same rows on either database, and not a row from a file that is not whole."""

import gzip
import io
import json
import stat
import tarfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, connections, transaction
from django.db.models import QuerySet
from django.test import override_settings

from perron.core.backups import check_backup, lines, restore_backup, write_backup
from perron.core.backups.connecting import second_connection
from perron.core.backups.errors import (
    BackupDamaged,
    BackupTooNew,
    DatabaseNotEmpty,
    DatabaseUnprepared,
    FileTaken,
    OtherRegion,
)
from perron.core.backups.tables import LEFT_OUT
from perron.core.journal.sealing import make_key, seal_journal
from perron.core.models import Draft, JournalLine, Reference
from perron.core.records.files import load_strategy_file
from perron.core.records.snapshots import take_snapshot
from tests.databases import new_postgresql, sqlite_file
from tests.make import NOON, aline, chantal

PLAN = Path(__file__).parent.parent / "portal" / "plan.yaml"
SAMPLE = Path(__file__).parent.parent / "upgrades" / "before-letters.backup"
needs_database = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[None]:
    """A site with every kind of record, people, a draft, a seal and a kept day."""
    load_strategy_file(PLAN.read_bytes(), name=PLAN.name, by=None, at=NOON)
    aline()
    words = {"title": {"de": "Das Blatt · 📰", "en": "A “draft”"}, "half": None}
    Draft.objects.create(kind="reference", code="x", record=words, author=chantal(), saved_at=NOON)
    take_snapshot(by=None, at=NOON)
    with override_settings(JOURNAL_KEY_FILE=str(tmp_path / "key.pem")):
        make_key()
        seal_journal(NOON)
        yield


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A connection to an empty database of either kind."""
    (tmp_path / "new").mkdir()
    new = sqlite_file(tmp_path / "new") if request.param == "sqlite" else new_postgresql()
    with new as alias:
        yield alias


def everything(alias: str) -> dict[str, list[Any]]:
    """All rows of all tables that a backup holds, as Django reads them."""
    return {
        model._meta.db_table: sorted(QuerySet(model, using=alias).values_list(), key=repr)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.db_table not in LEFT_OUT
    }


def tables_in(alias: str) -> list[str]:
    with connections[alias].cursor() as cursor:
        return connections[alias].introspection.table_names(cursor)


def packed_anew(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """A copy of the sample whose content was changed by somebody who knows the form."""
    with tarfile.open(SAMPLE) as archive:
        files = {entry.name: archive.extractfile(entry) for entry in archive}
        content = {name: file.read() for name, file in files.items() if file}
    change(content)
    with gzip.open(path, "wb") as out, tarfile.open(mode="w|", fileobj=out) as archive:
        for name, held in content.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(held)
            archive.addfile(entry, io.BytesIO(held))
    return path


def with_manifest(content: dict[str, bytes], **changed: Any) -> None:
    manifest = json.loads(content.pop("manifest.json"))
    content["manifest.json"] = json.dumps({**manifest, **changed}).encode()


def replaced(content: dict[str, bytes], table: str, held: bytes) -> None:
    """Put other lines into a table, and digests that fit."""
    manifest = json.loads(content["manifest.json"])
    content[f"tables/{table}.jsonl"] = held
    rows = {"rows": held.count(b"\n"), "sha256": sha256(held).hexdigest()}
    with_manifest(content, tables={**manifest["tables"], table: rows})


@needs_database
@pytest.mark.usefixtures("site")
def test_every_row_comes_back_on_either_database(tmp_path: Path, empty: str) -> None:
    first = tmp_path / "first.backup"
    write_backup(first, at=NOON)

    restore_backup(first, using=empty)

    assert everything(empty) == everything("default")
    second = write_backup(tmp_path / "second.backup", at=NOON, using=empty)
    assert second == check_backup(first).manifest
    made = Reference.objects.using(empty).create(code="new", title={"en": "New"})
    assert not Reference.objects.filter(pk=made.pk).exists(), "it goes on counting"
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic(using=empty):
        JournalLine.objects.using(empty).update(actor="somebody")


@needs_database
def test_what_is_written_meanwhile_neither_waits_nor_comes_in(
    tmp_path: Path, empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    restore_backup(SAMPLE, using=empty)
    before = everything(empty)
    written: list[Reference] = []

    def meanwhile(model: Any, using: str, vendor: str) -> Iterator[bytes]:
        with second_connection(empty) as other:
            code = f"meanwhile-{len(written)}"
            written.append(Reference.objects.using(other).create(code=code, title={"en": code}))
        return lines.lines_of(model, using, vendor)

    monkeypatch.setattr("perron.core.backups.writing.lines_of", meanwhile)
    manifest = write_backup(tmp_path / "b.backup", at=NOON, using=empty)

    assert manifest["tables"]["core_reference"]["rows"] == len(before["core_reference"])
    assert len(written) == len(manifest["tables"])
    assert len(everything(empty)["core_reference"]) > len(before["core_reference"])


@needs_database
def test_a_database_that_holds_something_is_left_as_it_is() -> None:
    with pytest.raises(DatabaseNotEmpty, match="is not empty"):
        restore_backup(SAMPLE)


@needs_database
def test_an_empty_database_gives_no_backup(tmp_path: Path, empty: str) -> None:
    with pytest.raises(DatabaseUnprepared):
        write_backup(tmp_path / "a.backup", at=NOON, using=empty)
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


@needs_database
def test_a_backup_is_only_its_owners_and_never_written_over(tmp_path: Path) -> None:
    file = tmp_path / "a.backup"
    write_backup(file, at=NOON)
    kept = file.read_bytes()

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(FileTaken):
        write_backup(file, at=NOON)
    assert file.read_bytes() == kept
    assert [path.name for path in tmp_path.iterdir()] == ["a.backup"]


@needs_database
def test_files_that_matter_go_in_and_keys_never(tmp_path: Path) -> None:
    var = tmp_path / "var"
    for name in ("letters/one.eml", "secret-key", "env", "k.pem", "static/a.css", "perron.sqlite3"):
        (var / name).parent.mkdir(parents=True, exist_ok=True)
        (var / name).write_text(name, encoding="utf-8")

    manifest = write_backup(tmp_path / "a.backup", at=NOON, files=var)

    assert list(manifest["files"]) == ["letters/one.eml"]
    assert check_backup(tmp_path / "a.backup").manifest == manifest


@pytest.mark.parametrize("part", [0.0, 0.01, 0.3, 0.5, 0.9, 0.999, 0.9999])
def test_a_file_that_was_cut_is_refused(tmp_path: Path, part: float) -> None:
    whole = SAMPLE.read_bytes()
    cut = tmp_path / "cut.backup"
    cut.write_bytes(whole[: int(len(whole) * part)])

    with pytest.raises(BackupDamaged, match="Nothing was restored"):
        check_backup(cut)


def test_a_flipped_bit_anywhere_is_found(tmp_path: Path) -> None:
    whole, broken = SAMPLE.read_bytes(), tmp_path / "broken.backup"
    for place in (*range(10, len(whole), 997), *range(len(whole) - 8, len(whole))):
        changed = bytearray(whole)
        changed[place] ^= 0x10
        broken.write_bytes(changed)
        with pytest.raises(BackupDamaged):
            check_backup(broken)


CHANGES: dict[str, tuple[type[Exception], Callable[[dict[str, bytes]], None]]] = {
    "a line without its digest": (
        BackupDamaged,
        lambda content: content.update({"tables/core_term.jsonl": b"{}\n"}),
    ),
    "a table that nobody knows": (
        BackupDamaged,
        lambda content: replaced(content, "core_unknown", b"{}\n"),
    ),
    "a row that points to nothing": (
        BackupDamaged,
        lambda content: replaced(content, "accounts_user", b""),
    ),
    "a file outside its folder": (
        BackupDamaged,
        lambda content: content.update({"files/../escaped": b""}),
    ),
    "another region": (OtherRegion, lambda content: with_manifest(content, region="elsewhere")),
    "a later form": (BackupTooNew, lambda content: content.update({"format": b"2\n"})),
    "a later migration": (
        BackupTooNew,
        lambda content: with_manifest(content, migrations={"core": ["0999_later"]}),
    ),
}


@needs_database
@pytest.mark.parametrize("what", CHANGES)
def test_what_does_not_fit_is_refused_and_nothing_is_kept(
    tmp_path: Path, empty: str, what: str
) -> None:
    refusal, change = CHANGES[what]
    file = packed_anew(tmp_path / "a.backup", change)

    with pytest.raises(refusal) as told:
        restore_backup(file, using=empty)

    assert "Nothing" in str(told.value) or "nothing" in str(told.value)
    assert tables_in(empty) == []
    assert not [path for path in (tmp_path / "new").iterdir() if "restoring" in path.name]


@needs_database
def test_a_database_filled_by_a_later_version_gives_no_backup(tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        said = "INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, %s)"
        cursor.execute(said, ["core", "0999_later", NOON])
    try:
        with pytest.raises(BackupTooNew, match=r"core\.0999_later"):
            write_backup(tmp_path / "a.backup", at=NOON)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE name = '0999_later'")
    assert list(tmp_path.iterdir()) == []
