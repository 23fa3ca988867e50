"""``perron bank``: check, load, dump and list the questions of the test."""

import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils import timezone

from perron.cli.errors import NoBank
from perron.competences.models import BankState, Family
from perron.competences.services.bank.checking import (
    SETTINGS,
    Checked,
    bank_folder,
    check_bank,
    check_part,
    family_files,
    read_files,
)
from perron.competences.services.bank.loading import LoadedBank, dumped_bank, load_bank
from perron.competences.services.bank.outcomes import import_framework
from perron.competences.services.bank.reading import BANK, FAMILY, read_settings, schema_of
from perron.core.errors import UnknownCode


def add_to(commands: Any) -> None:
    """Add ``perron bank …`` to the grammar."""
    group = commands.add_parser("bank", help="check, load, dump and list questions of the test")
    verbs = group.add_subparsers(title="verbs", required=True)
    check = verbs.add_parser("check", help="say what is wrong, by file and line")
    check.add_argument("paths", type=Path, nargs="*", help="none: the whole bank of the region")
    check.add_argument("--notes", action="store_true", help="also say what may stay")
    check.set_defaults(command=_check)
    load = verbs.add_parser("load", help="take families into the bank; the same change nothing")
    load.add_argument("paths", type=Path, nargs="*", help="none: the whole bank of the region")
    load.set_defaults(command=_load)
    dump = verbs.add_parser("dump", help="write families as files")
    dump.add_argument("code", nargs="?", help="a family; none: all, into the folder")
    dump.add_argument("-o", "--output", type=Path, help="a file, or the folder for all")
    dump.set_defaults(command=_dump)
    verbs.add_parser("list", help="list the families").set_defaults(command=_list)
    schema = verbs.add_parser("schema", help="print the JSON Schema of a family, or of bank.yaml")
    schema.add_argument("name", choices=(FAMILY, BANK), nargs="?", default=FAMILY)
    schema.set_defaults(command=_schema)
    framework = verbs.add_parser("framework", help="take the framework's official supplement")
    framework.add_argument("file", type=Path, help="JSON-LD, as its owner publishes it")
    framework.set_defaults(command=_framework)


def load_region() -> LoadedBank | None:
    """Load the region's whole bank; nothing where the region has none."""
    folder = bank_folder()
    return load_paths([folder]) if (folder / SETTINGS).exists() else None


def load_paths(paths: Sequence[Path]) -> LoadedBank:
    """Load folders and files; ``bank.yaml`` as well where it lies in one of the folders."""
    files = [file for path in paths for file in (family_files(path) if path.is_dir() else [path])]
    told = None
    for path in paths:
        name = path / SETTINGS
        if name.exists():
            told = read_settings(name.read_bytes(), name=name.name)
    read = read_files([file for file in files if file.name != SETTINGS])
    return load_bank(list(read.values()), told, by=None, at=timezone.now())


def _check(arguments: Namespace) -> int:
    for path in arguments.paths:
        path.stat()
    paths = [path.resolve() for path in arguments.paths]
    whole = not paths or paths == [bank_folder().resolve()]
    if whole and not (bank_folder() / SETTINGS).exists():
        raise NoBank
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


def _load(arguments: Namespace) -> int:
    loaded = load_paths(arguments.paths) if arguments.paths else load_region()
    if loaded is None:
        raise NoBank
    print(described(loaded))
    return 0


def described(loaded: LoadedBank) -> str:
    """What a load did, in one line."""
    if not loaded.is_change:
        return f"Nothing changes: {loaded.stayed} families are in the bank already."
    line = f"{len(loaded.came)} families came, {len(loaded.changed)} changed, {loaded.stayed} stay."
    return f"{line} The settings changed." if loaded.settings_changed else line


def _dump(arguments: Namespace) -> int:
    dumped = {family.code: (family, text) for family, text in dumped_bank()}
    if arguments.code is None:
        if arguments.output is None:
            raise UnknownCode(kind="folder", code="")
        for family, text in dumped.values():
            _write(arguments.output / family.competence / f"{family.code}.yaml", text)
        print(f"{len(dumped)} families written to {arguments.output}.")
        return 0
    if arguments.code not in dumped:
        raise UnknownCode(kind="family", code=arguments.code)
    text = dumped[arguments.code][1]
    if arguments.output:
        _write(arguments.output, text)
    else:
        sys.stdout.write(text)
    return 0


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _list(arguments: Namespace) -> int:
    del arguments
    state = BankState.objects.filter(pk=1).first()
    print(f"Bank {state.revision if state else 0}")
    for family in Family.objects.all():
        away = "  withdrawn" if family.withdrawn_at else ""
        print(f"{family.competence}  {family.level}  {family.kind:8}  {family.code}{away}")
    return 0


def _schema(arguments: Namespace) -> int:
    print(json.dumps(schema_of(arguments.name), indent=2, ensure_ascii=False))
    return 0


def _framework(arguments: Namespace) -> int:
    counts = import_framework(arguments.file.read_bytes(), at=timezone.now())
    told = ", ".join(f"{count} {kind}s" for kind, count in counts.items())
    print(f"Kept: {told}.")
    return 0
