"""``perron directory``: organisations, sites and places from a spreadsheet."""

from typing import Any


def add_to(commands: Any) -> None:
    """Add ``perron directory …`` to the grammar."""
    commands.add_parser("directory", help="load organisations from a CSV file")
