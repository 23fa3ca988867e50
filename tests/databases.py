"""Databases beside the suite's own: a file of SQLite anywhere, another one of PostgreSQL's."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, connections
from django.db.utils import ConnectionHandler
from django.test import override_settings

from perron.core.backups.connecting import second_connection

OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 5,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA foreign_keys=ON;",
}


@contextmanager
def sqlite_file(folder: Path) -> Iterator[str]:
    """The name of a connection to a file that is not there yet."""
    name = f"file-{secrets.token_hex(4)}"
    engine = "django.db.backends.sqlite3"
    asked = {"ENGINE": engine, "NAME": str(folder / f"{name}.sqlite3"), "OPTIONS": OPTIONS}
    connections[name] = ConnectionHandler({"default": asked, name: asked})[name]
    try:
        yield name
    finally:
        connections[name].close()
        del connections[name]


@contextmanager
def new_postgresql() -> Iterator[str]:
    """The name of a connection to an empty database on the suite's server."""
    name = f"perron_{secrets.token_hex(4)}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        with second_connection("default", NAME=name) as alias:
            yield alias
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def served_from(alias: str) -> Iterator[None]:
    """Put another database in the place of the site's own."""
    own, other = connections["default"], connections[alias]
    connections["default"], other.alias = other, "default"
    try:
        with override_settings(PAGE_CACHE=False):
            yield
    finally:
        connections["default"], other.alias = own, alias
