"""Database triggers that refuse to change or remove a past line of the journal."""

from typing import Any

TABLE = "core_journalline"
DEEDS = ("update", "delete")
SENTENCE = "the journal only grows"


def statements(vendor: str) -> list[str]:
    """The SQL that puts the triggers up, for ``sqlite`` or ``postgresql``."""
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {TABLE}_no_{deed} BEFORE {deed.upper()} ON {TABLE} "
            f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
            for deed in DEEDS
        ]
    function = (
        f"CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger AS $$ "
        f"BEGIN RAISE EXCEPTION '{SENTENCE}'; END; $$ LANGUAGE plpgsql"
    )
    triggers = [
        f"CREATE TRIGGER {TABLE}_no_{deed} BEFORE {deed.upper()} ON {TABLE} "
        f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()"
        for deed in DEEDS
    ]
    return [function, *triggers]


def removals(vendor: str) -> list[str]:
    """The SQL that takes the triggers down again."""
    where = f" ON {TABLE}" if vendor == "postgresql" else ""
    return [f"DROP TRIGGER IF EXISTS {TABLE}_no_{deed}{where}" for deed in DEEDS]


def put_up(apps: Any, schema_editor: Any) -> None:
    """For the migration."""
    del apps
    for statement in statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def take_down(apps: Any, schema_editor: Any) -> None:
    """For the migration's way back."""
    del apps
    for statement in removals(schema_editor.connection.vendor):
        schema_editor.execute(statement)
