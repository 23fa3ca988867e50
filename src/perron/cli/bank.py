"""``perron bank``: check, load, dump and list the questions of the test."""

import json
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from perron.competences.services.bank.checking import Checked, bank_folder, check_bank, check_part
from perron.competences.services.bank.reading import BANK, FAMILY, schema_of


def add_to(commands: Any) -> None:
    """Add ``perron bank …`` to the grammar."""
    group = commands.add_parser("bank", help="check, load, dump and list questions of the test")
    verbs = group.add_subparsers(title="verbs", required=True)
    check = verbs.add_parser("check", help="say what is wrong, by file and line")
    check.add_argument("paths", type=Path, nargs="*", help="none: the whole bank of the region")
    check.add_argument("--notes", action="store_true", help="also say what may stay")
    check.set_defaults(command=_check)
    schema = verbs.add_parser("schema", help="print the JSON Schema of a family, or of bank.yaml")
    schema.add_argument("name", choices=(FAMILY, BANK), nargs="?", default=FAMILY)
    schema.set_defaults(command=_schema)


def _check(arguments: Namespace) -> int:
    for path in arguments.paths:
        path.stat()
    paths = [path.resolve() for path in arguments.paths]
    whole = not paths or paths == [bank_folder().resolve()]
    checked = check_bank(bank_folder()) if whole else check_part(paths)
    for problem in checked.problems:
        print(problem)
    for note in checked.notes if arguments.notes else ():
        print(f"note: {note}")
    print(summary(checked), file=sys.stderr)
    return 1 if checked.problems else 0


def summary(checked: Checked) -> str:
    """How it went, in one line."""
    files = {one.name for one in checked.problems}
    wrong = f"{len(checked.problems)} problems in {len(files)} files" if files else "nothing wrong"
    notes = f" {len(checked.notes)} notes (--notes tells them)." if checked.notes else ""
    return f"{checked.families} families read: {wrong}.{notes}"


def _schema(arguments: Namespace) -> int:
    print(json.dumps(schema_of(arguments.name), indent=2, ensure_ascii=False))
    return 0
