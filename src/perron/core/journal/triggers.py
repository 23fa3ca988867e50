"""Database triggers that refuse to change or remove a past line: of the journal, of a ledger."""

from collections.abc import Callable
from typing import Any

TABLE = "core_journalline"
DEEDS = ("update", "delete")
SENTENCE = "the journal only grows"

Deed = Callable[[Any, Any], None]


def statements(vendor: str, table: str = TABLE, sentence: str = SENTENCE) -> list[str]:
    """The SQL that puts the triggers up, for ``sqlite`` or ``postgresql``."""
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{deed} BEFORE {deed.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
            for deed in DEEDS
        ]
    function = (
        f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger AS $$ "
        f"BEGIN RAISE EXCEPTION '{sentence}'; END; $$ LANGUAGE plpgsql"
    )
    triggers = [
        f"CREATE TRIGGER {table}_no_{deed} BEFORE {deed.upper()} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()"
        for deed in DEEDS
    ]
    return [function, *triggers]


def removals(vendor: str, table: str = TABLE) -> list[str]:
    """The SQL that takes the triggers down again."""
    where = f" ON {table}" if vendor == "postgresql" else ""
    return [f"DROP TRIGGER IF EXISTS {table}_no_{deed}{where}" for deed in DEEDS]


def growing(table: str, sentence: str) -> tuple[Deed, Deed]:
    """For a migration: what puts a table's triggers up, and what takes them down."""

    def up(apps: Any, schema_editor: Any) -> None:
        del apps
        for statement in statements(schema_editor.connection.vendor, table, sentence):
            schema_editor.execute(statement)

    def down(apps: Any, schema_editor: Any) -> None:
        del apps
        for statement in removals(schema_editor.connection.vendor, table):
            schema_editor.execute(statement)

    return up, down


put_up, take_down = growing(TABLE, SENTENCE)
