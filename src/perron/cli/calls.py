"""``perron calls``: check, load, dump and list editions of calls."""

import json
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from perron.calls.enums import EditionState
from perron.calls.models import Edition
from perron.calls.services.editions.keeping import publish_edition
from perron.calls.services.editions.reading import (
    edition_schema,
    read_edition_file,
    written_edition,
)
from perron.calls.services.past import Loaded, load_edition
from perron.core.errors import UnknownCode
from perron.core.formats import money_in_words
from perron.core.money import euros

FOLDER = "calls"


def add_to(commands: Any) -> None:
    """Add ``perron calls …`` to the grammar."""
    group = commands.add_parser("calls", help="check, load, dump and list editions of calls")
    verbs = group.add_subparsers(title="verbs", required=True)
    check = verbs.add_parser("check", help="read a file and say what is wrong with it")
    check.add_argument("file", type=Path)
    check.set_defaults(command=_check)
    load = verbs.add_parser("load", help="keep an edition: a past one, or a draft")
    load.add_argument("file", type=Path, nargs="*", help="none: all of the region's folder")
    load.add_argument("--publish", action="store_true", help="publish what is no past edition")
    load.set_defaults(command=_load)
    dump = verbs.add_parser("dump", help="write an edition as a file")
    dump.add_argument("code")
    dump.add_argument("-o", "--output", type=Path)
    dump.set_defaults(command=_dump)
    verbs.add_parser("list", help="list the editions").set_defaults(command=_list)
    verbs.add_parser("schema", help="print the JSON Schema of editions").set_defaults(
        command=_schema
    )


def load_region() -> list[Loaded]:
    """Load all editions of the region's folder; continuous ones that have begun are published."""
    return [load_file(path, publish=True) for path in region_files()]


def region_files() -> list[Path]:
    """The files of the region's own editions."""
    return sorted((settings.REGION.folder / FOLDER).glob("*.yaml"))


def load_file(path: Path, *, publish: bool = False) -> Loaded:
    """Load one file, and publish it where asked."""
    at = timezone.now()
    loaded = load_edition(read_edition_file(path.read_bytes(), name=path.name), by=None, at=at)
    if publish and loaded.edition.state == EditionState.DRAFT:
        publish_edition(loaded.edition, by=None, at=at)
    return loaded


def _check(arguments: Namespace) -> int:
    file = read_edition_file(arguments.file.read_bytes(), name=arguments.file.name)
    print(f"{arguments.file.name}: edition “{file.definition['code']}”, nothing wrong.")
    for note in file.notes:
        print(f"  note: {note}")
    return 0


def _load(arguments: Namespace) -> int:
    for path in arguments.file or region_files():
        print(described(load_file(path, publish=arguments.publish)))
    return 0


def described(loaded: Loaded) -> str:
    """What a load did, in one line."""
    edition = Edition.objects.get(pk=loaded.edition.pk)
    if not loaded.changed:
        return f"{edition.code}: nothing changes."
    line = f"{edition.code}: kept ({edition.get_state_display()})."
    if loaded.applications:
        money = money_in_words(euros(loaded.cents))
        line += (
            f" Invented for demonstration: {loaded.applications} applications, "
            f"{loaded.awards} awards, {money}."
        )
    return line


def _dump(arguments: Namespace) -> int:
    edition = Edition.objects.filter(code=arguments.code).first()
    if edition is None:
        raise UnknownCode(kind="edition", code=arguments.code)
    text = written_edition(edition.definition)
    if arguments.output:
        arguments.output.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return 0


def _list(arguments: Namespace) -> int:
    del arguments
    for edition in Edition.objects.all():
        print(f"{edition.code}  {edition.get_state_display()}  {edition}")
    return 0


def _schema(arguments: Namespace) -> int:
    del arguments
    print(json.dumps(edition_schema(), indent=2, ensure_ascii=False))
    return 0
