"""``perron backup`` and ``perron restore``: everything in one file, and back from it."""

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from django.utils import timezone

from perron.core.backups import Checked, check_backup, restore_backup, write_backup
from perron.core.health.marks import BACKUP_MARK
from perron.core.journal.verifying import verify_journal
from perron.core.records.kinds import kinds
from perron.core.searching.indexing import index_anew

KEYS = (
    "Not in it: the secret key, the journal's key and the file “env”. Keep copies of them away "
    "from this machine and away from the backups."
)


def add_to(commands: Any) -> None:
    """Add both commands to the grammar."""
    backup = commands.add_parser("backup", help="write everything to one file, while the site runs")
    backup.add_argument("file", type=Path)
    backup.add_argument("--check", action="store_true", help="read a backup and say if it is whole")
    backup.add_argument("--with-files", action="store_true", help="also kept files of PERRON_VAR")
    backup.set_defaults(command=_backup)
    restore = commands.add_parser("restore", help="fill an empty database from a backup")
    restore.add_argument("file", type=Path)
    restore.add_argument("--with-files", action="store_true", help="also the files that it holds")
    restore.set_defaults(command=_restore)


def _backup(arguments: Namespace) -> int:
    file: Path = arguments.file
    if not arguments.check:
        at = timezone.now()
        write_backup(file, at=at, files=settings.VAR if arguments.with_files else None)
    checked = check_backup(file)  # what was written is read again before anybody relies on it
    print(_said(checked))
    if not arguments.check:
        print(KEYS)
        mark = {"at": at.isoformat(), "digest": checked.digest, "bytes": file.stat().st_size}
        (settings.VAR / BACKUP_MARK).write_text(json.dumps(mark), encoding="utf-8")
    return 0


def _restore(arguments: Namespace) -> int:
    files = settings.VAR if arguments.with_files else None
    checked = restore_backup(arguments.file, files=files)
    print(_said(checked))
    for cache in caches.all(initialized_only=False):
        cache.clear()
    with transaction.atomic():
        found = index_anew(kinds)
    lines, faults = verify_journal()
    print(f"Restored and brought up to today: {found} things can be found, ", end="")
    print(f"{lines} lines of the journal read, {len(faults)} faults.")
    if faults:
        print("The journal can't be relied on: see perron journal verify.")
    return 1 if faults else 0


def _said(checked: Checked) -> str:
    told, size = checked.manifest, checked.path.stat().st_size
    return (
        f"{checked.path} is whole: {checked.rows} rows in {len(told['tables'])} tables, "
        f"{len(told['files'])} files, {size} bytes; region {told['region']}, Perron "
        f"{told['version']}, written {told['written_at']}.\nIts digest: {checked.digest}"
    )
