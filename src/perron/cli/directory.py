"""``perron directory``: organisations, sites and places from a spreadsheet."""

import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from django.utils import timezone

from perron.core.records.kinds import kinds
from perron.core.records.planning import plan
from perron.directory.imports.spreadsheets import KINDS, Doubles, read_spreadsheet
from perron.directory.services.importing import import_records


def add_to(commands: Any) -> None:
    """Add ``perron directory …`` to the grammar."""
    group = commands.add_parser("directory", help="load organisations, sites and places")
    verbs = group.add_subparsers(title="verbs", required=True)
    load = verbs.add_parser("import", help="load a CSV file: all of it or nothing")
    load.add_argument("file", type=Path)
    load.add_argument("--kind", choices=KINDS, default=KINDS[0])
    load.add_argument("--dry-run", action="store_true", help="only show what would change")
    load.add_argument("--skip-bad", action="store_true", help="load the good rows, report the rest")
    load.add_argument(
        "--duplicates",
        choices=[decision.value for decision in Doubles],
        default=Doubles.ASK.value,
        help="rows that look like something known: stop and list them, leave them out, let them "
        "change what is known, or load them beside it",
    )
    load.set_defaults(command=_import)


def _import(arguments: Namespace) -> int:
    kind = kinds[arguments.kind]
    reading = read_spreadsheet(
        arguments.file.read_bytes(),
        name=arguments.file.name,
        kind=kind,
        decision=Doubles(arguments.duplicates),
    )
    for note in reading.notes():
        print(note)
    records = reading.to_load(skip_bad=arguments.skip_bad)
    for left_out in (*reading.findings, *reading.doubles):
        print(f"  left out: {left_out}", file=sys.stderr)
    if arguments.dry_run:
        intended = plan({kind.name: records})
    else:
        intended = import_records(kind, records, by=None, at=timezone.now())
    verbs = [change.verb for change in intended.changes]
    print(
        f"{len(reading.table.rows)} rows: {verbs.count('added')} added, "
        f"{verbs.count('changed')} changed, {intended.same} as they were."
    )
    if arguments.dry_run:
        print("This was a dry run: nothing was changed.")
    return 0
