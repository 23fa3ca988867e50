"""``perron strategy``: check, load, dump and begin strategy files."""

import json
import shutil
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from perron.cli.errors import FolderTaken
from perron.core.records.files import (
    dump_strategy,
    file_schema,
    load_strategy_file,
    read_strategy_file,
    unnamed_records,
)
from perron.core.records.kinds import kinds
from perron.core.records.planning import Plan

SHOWN = 40
TEMPLATE = Path(__file__).parent / "new-region"


def add_to(commands: Any) -> None:
    """Add ``perron strategy …`` to the grammar."""
    group = commands.add_parser("strategy", help="check, load, dump and begin strategy files")
    verbs = group.add_subparsers(title="verbs", required=True)
    check = verbs.add_parser("check", help="read a file and say what is wrong with it")
    check.add_argument("file", type=Path)
    check.set_defaults(command=_check)
    load = verbs.add_parser("load", help="load a file: all of it or nothing")
    load.add_argument("file", type=Path)
    load.add_argument("--dry-run", action="store_true", help="only show what would change")
    load.add_argument("--prune", action="store_true", help="remove what the file does not hold")
    load.set_defaults(command=_load)
    dump = verbs.add_parser("dump", help="write a strategy as a file")
    dump.add_argument("code")
    dump.add_argument("-o", "--output", type=Path)
    dump.set_defaults(command=_dump)
    verbs.add_parser("schema", help="print the JSON Schema of strategy files").set_defaults(
        command=_schema
    )
    verbs.add_parser("list", help="list the strategies loaded").set_defaults(command=_list)
    new = verbs.add_parser("new", help="begin another region in a folder of its own")
    new.add_argument("code")
    new.set_defaults(command=_new)


def _check(arguments: Namespace) -> int:
    alone = not connection.introspection.table_names()
    file = read_strategy_file(arguments.file.read_bytes(), name=arguments.file.name, alone=alone)
    count = sum(len(entries) for entries in file.records.values())
    print(f"{arguments.file.name}: strategy “{file.strategy}”, {count} records, nothing wrong.")
    for merged in file.merged:
        print(f"  note: {merged}")
    for kind, key in unnamed_records(file.records):
        print(f"  note: nothing in the file names the {kind.label} “{key}”; a dump leaves it out.")
    return 0


def _load(arguments: Namespace) -> int:
    loaded = load_strategy_file(
        arguments.file.read_bytes(),
        name=arguments.file.name,
        by=None,
        at=timezone.now(),
        dry_run=arguments.dry_run,
        prune=arguments.prune,
    )
    print(describe(loaded.plan))
    if not loaded.plan.changes:
        print("Nothing changes.")
    elif arguments.dry_run:
        print("This was a dry run: nothing was changed.")
    else:
        print(f"Strategy “{loaded.strategy}” is published (publication {loaded.publication}).")
    return 0


def describe(plan: Plan) -> str:
    """A plan in words: counts by kind, then the first changes."""
    lines = [str(merged) for merged in plan.merged]
    for kind in kinds:
        changes = [change for change in plan.changes if change.kind is kind]
        if changes:
            verbs = [change.verb for change in changes]
            counts = ", ".join(
                f"{verbs.count(verb)} {verb}" for verb in dict.fromkeys(sorted(verbs))
            )
            lines.append(f"{kind.section}: {counts}")
    for change in [change for change in plan.changes if change.verb != "added"][:SHOWN]:
        keys = ", ".join(change.differences()) if change.verb == "changed" else "whole"
        lines.append(f"  {change.verb} {change.kind.name} {change.key}: {keys}")
    if plan.unnamed:
        lines.append(
            f"{len(plan.unnamed)} records are not in the file and stay (--prune removes them)."
        )
    return "\n".join(lines)


def _dump(arguments: Namespace) -> int:
    text = dump_strategy(arguments.code)
    if arguments.output:
        arguments.output.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return 0


def _schema(arguments: Namespace) -> int:
    del arguments
    print(json.dumps(file_schema(), indent=2, ensure_ascii=False, default=str))
    return 0


def _list(arguments: Namespace) -> int:
    del arguments
    for strategy in kinds["strategy"].rows():
        print(f"{strategy.code}  {strategy}")
    return 0


def _new(arguments: Namespace) -> int:
    folder = settings.REGIONS / arguments.code
    if folder.exists():
        raise FolderTaken(folder=folder.name)
    shutil.copytree(TEMPLATE, folder)
    for path in sorted(folder.rglob("*.yaml")):
        path.write_text(path.read_text("utf-8").replace("CODE", arguments.code), "utf-8")
    (folder / "strategy.yaml").rename(folder / f"{arguments.code}.yaml")
    print(f"A region was begun in regions/{arguments.code}. Write its files, then start it with")
    print(f"  PERRON_REGION={arguments.code} PERRON_VAR=var/{arguments.code} make run")
    return 0
