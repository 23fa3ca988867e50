"""Restoring: an empty database as it was then, filled, compared row by row, brought up to today."""

import hashlib
import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, IntegrityError, connections, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models.sql import InsertQuery

from perron.core.backups.connecting import new_database
from perron.core.backups.errors import (
    BackupDamaged,
    BackupTooNew,
    NotRestoredAlike,
    OtherRegion,
)
from perron.core.backups.lines import lines_of, row_of
from perron.core.backups.reading import ENDING, Checked, check_backup, members
from perron.core.backups.tables import (
    Tables,
    columns_of,
    state_at,
    tables_of,
    unknown_migrations,
)
from perron.core.backups.writing import FILES, TABLES

ROWS_AT_ONCE = 500
LARGE_ROWS_AT_ONCE = 5


def restore_backup(path: Path, *, files: Path | None = None, using: str = "default") -> Checked:
    """Fill an empty database from a backup of this region and bring it up to today.

    ``files`` is the folder for files that the backup holds; one that is there is left alone. Raises
    a refusal, with nothing kept, where the database is not empty, the backup is not whole or not
    ours, or what was read back differs.
    """
    checked = check_backup(path)
    manifest = checked.manifest
    if manifest["region"] != settings.REGION.code:
        raise OtherRegion(theirs=manifest["region"], ours=settings.REGION.code)
    with new_database(using) as name:
        tables = _as_it_was(checked, name)
        with transaction.atomic(using=name):
            _check_links_when("DEFERRED", name)
            for table, content in _tables_in(path):
                _fill(tables[table], content, name)
            _reset_sequences(tables, name)
            _check_links(checked, name)
        _compare(tables, manifest["tables"], name)
        _up_to_today(name)
    if files is not None:
        _put_files(path, files)
    return checked


def _as_it_was(checked: Checked, using: str) -> Tables:
    """Migrate an empty database to the recorded state; answer the tables of that state."""
    executor = MigrationExecutor(connections[using])
    manifest = checked.manifest
    if unknown := unknown_migrations(executor.loader, manifest["migrations"]):
        raise BackupTooNew(
            what=checked.path, version=manifest["version"], unknown=", ".join(unknown)
        )
    wanted = manifest["migrations"]
    executor.migrate([(app, name) for app, names in sorted(wanted.items()) for name in names])
    executor.loader.build_graph()
    tables = tables_of(state_at(executor.loader, wanted))
    if strange := sorted(tables.keys() ^ manifest["tables"].keys()):
        raise BackupDamaged(file=checked.path, why=strange[0])
    return tables


def _tables_in(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    for name, content in members(path):
        if name.startswith(TABLES):
            yield name.removeprefix(TABLES).removesuffix(ENDING), content


def _fill(model: type[models.Model], content: IO[bytes], using: str) -> None:
    """Insert rows as they were: no default, no moment of today, no signal has a say."""
    fields = columns_of(model)
    large = any(isinstance(field, models.BinaryField) for field in fields)
    size = connections[using].ops.bulk_batch_size(fields, [None] * ROWS_AT_ONCE)
    size = LARGE_ROWS_AT_ONCE if large else min(size, ROWS_AT_ONCE)
    lines = iter(content)
    try:
        while rows := [row_of(model, line) for line in islice(lines, size)]:
            query = InsertQuery(model)
            query.insert_values(fields, rows, raw=True)
            query.get_compiler(using=using).execute_sql()
    except (DatabaseError, ValueError) as fault:
        raise NotRestoredAlike(table=model._meta.db_table, why=fault) from fault


def _reset_sequences(tables: Tables, using: str) -> None:
    connection = connections[using]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(tables.values())):
            cursor.execute(statement)


def _check_links_when(moment: str, using: str) -> None:
    """Say when PostgreSQL looks whether what a row points to exists.

    ``DEFERRED`` while rows come table by table; ``IMMEDIATE`` for the migrations after, whose way
    a look that is still owed would bar.
    """
    if connections[using].vendor == "postgresql":
        with connections[using].cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS ALL {moment}")


def _check_links(checked: Checked, using: str) -> None:
    """Refuse rows that point to nothing, with the table that holds them."""
    try:
        connections[using].check_constraints()
    except IntegrityError as fault:
        raise BackupDamaged(file=checked.path, why=fault) from fault


def _compare(tables: Tables, said: dict[str, Any], using: str) -> None:
    """Read everything back and hold it against the manifest."""
    for table, model in tables.items():
        digest, rows = hashlib.sha256(), 0
        for line in lines_of(model, using, connections[using].vendor):
            digest.update(line)
            rows += 1
        if (rows, digest.hexdigest()) != (said[table]["rows"], said[table]["sha256"]):
            raise NotRestoredAlike(table=table, why=f"{rows} / {said[table]['rows']}")


def _up_to_today(using: str) -> None:
    _check_links_when("IMMEDIATE", using)
    call_command("migrate", database=using, verbosity=0, interactive=False)


def _put_files(path: Path, folder: Path) -> None:
    for name, content in members(path):
        place = folder / name.removeprefix(FILES)
        if not name.startswith(FILES) or place.exists():
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out:
            while piece := content.read(1 << 20):
                out.write(piece)
