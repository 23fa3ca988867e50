"""``perron person export|erase|retention``: what people may ask, for whoever holds the machine."""

import os
import sys
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils import timezone, translation

from perron.accounts.models import User
from perron.accounts.services.erasing import erase_address, erase_person
from perron.accounts.services.persons import subject_at
from perron.cli.errors import FileTaken, NotConfirmed, NothingHeld
from perron.core.journal.reads import record_reads
from perron.core.personal import holdings
from perron.core.personal.handing_out import everything_about, file_about
from perron.core.personal.retention import forget_old, rehearse
from perron.letters.services.wording import spoken_language


def add_to(verbs: Any) -> None:
    """Add the verbs to ``perron person``."""
    export = verbs.add_parser("export", help="write all that is kept about an address to a file")
    export.add_argument("email")
    export.add_argument("file", type=Path, help="a ZIP archive; one that exists is left as it is")
    export.add_argument("--language", default="", help="of the page inside")
    export.set_defaults(command=_export)
    erase = verbs.add_parser("erase", help="erase all that is kept about an address, at once")
    erase.add_argument("email")
    erase.add_argument("--yes", action="store_true", help="do not ask")
    erase.set_defaults(command=_erase)
    retention = verbs.add_parser("retention", help="forget what was kept for long enough")
    retention.add_argument("--dry-run", action="store_true", help="only show it")
    retention.set_defaults(command=_retention)


def _export(arguments: Namespace) -> int:
    subject = subject_at(arguments.email)
    if not any(everything_about(subject).values()):
        raise NothingHeld(email=arguments.email)
    with translation.override(spoken_language(arguments.language)):
        content = file_about(subject, timezone.now())
    try:
        written = os.open(arguments.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as taken:
        raise FileTaken(file=arguments.file) from taken
    with os.fdopen(written, "wb") as file:
        file.write(content)
    if subject.key:
        record_reads([subject.key], "export", by=None, at=timezone.now())
    print(f"All that is kept about {arguments.email} is in {arguments.file}.")
    return 0


def _erase(arguments: Namespace) -> int:
    subject = subject_at(arguments.email)
    found = {name: len(rows) for name, rows in everything_about(subject).items()}
    if not any(found.values()):
        raise NothingHeld(email=arguments.email)
    _print_counts(found)
    if not arguments.yes and not _confirmed(arguments.email):
        raise NotConfirmed
    at = timezone.now()
    if subject.key:
        erase_person(User.objects.get(key=subject.key), by=None, at=at)
    else:
        erase_address(arguments.email, at=at)
    print(
        f"Erased. Copies made earlier still hold {arguments.email}: throw them away in their turn."
    )
    return 0


def _confirmed(email: str) -> bool:
    if not sys.stdin.isatty():
        return False
    return input(f"Type {email} to erase all of this: ").strip().lower() == email.strip().lower()


def _retention(arguments: Namespace) -> int:
    at = timezone.now()
    _print_counts(rehearse(at) if arguments.dry_run else forget_old(at))
    print("Nothing was removed." if arguments.dry_run else "Done.")
    return 0


def _print_counts(found: Mapping[str, int]) -> None:
    for holding in holdings:
        if found.get(holding.name):
            print(f"{found[holding.name]:>6}  {holding.label}")
