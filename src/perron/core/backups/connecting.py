"""Connections of a backup's own: one consistent moment to read, one new database to fill."""

import contextlib
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connections, transaction

from perron.core.backups.errors import DatabaseNotEmpty

ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
BESIDE = ("", "-wal", "-shm", "-journal")


@contextlib.contextmanager
def second_connection(using: str, **changed: Any) -> Iterator[str]:
    """Another connection to the same database, under a name of its own, with other settings."""
    first, name = connections[using], f"{using}-{secrets.token_hex(4)}"
    second = type(first)({**first.settings_dict, **changed}, name)
    connections[name] = second
    try:
        yield name
    finally:
        second.close()
        del connections[name]


@contextlib.contextmanager
def one_moment(using: str) -> Iterator[str]:
    """A connection that sees the database as it is now, whatever others write meanwhile.

    It takes no lock that a writer waits for: SQLite reads from its log, PostgreSQL from its
    versions of rows.
    """
    first = connections[using]
    changed: dict[str, Any] = {}
    if first.vendor == "sqlite":
        changed["OPTIONS"] = {**first.settings_dict["OPTIONS"], "transaction_mode": "DEFERRED"}
    with second_connection(using, **changed) as name, transaction.atomic(using=name):
        if first.vendor == "postgresql":
            with connections[name].cursor() as cursor:
                cursor.execute(ONE_MOMENT)
        yield name


@contextlib.contextmanager
def new_database(using: str) -> Iterator[str]:
    """An empty database to fill: all of it is kept when the block ends well, else nothing.

    SQLite is made in a file beside and moved; PostgreSQL does everything in one transaction.
    """
    first = connections[using]
    with first.cursor() as cursor:
        tables = first.introspection.table_names(cursor)
    if tables:
        database = first.settings_dict["NAME"]
        raise DatabaseNotEmpty(database=database, tables=len(tables))
    if first.vendor != "sqlite":
        with transaction.atomic(using=using):
            yield using
        return
    first.close()
    place = Path(first.settings_dict["NAME"])
    part = place.with_name(f"{place.name}.restoring")
    _forget(part)
    part.touch(mode=0o600)
    try:
        with second_connection(using, NAME=str(part)) as name:
            yield name
        _forget(place)
        part.replace(place)
    finally:
        _forget(part)


def _forget(place: Path) -> None:
    for ending in BESIDE:
        place.with_name(place.name + ending).unlink(missing_ok=True)
