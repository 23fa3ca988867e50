"""Reading a backup: the whole file is checked before anybody believes a line of it."""

import gzip
import hashlib
import json
import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.utils.translation import gettext as _

from perron.core.backups.errors import BackupDamaged, BackupTooNew
from perron.core.backups.writing import FILES, FORMAT, FORMAT_FILE, MANIFEST, TABLES

PIECE = 1 << 20
LARGEST_MANIFEST = 16 << 20
ENDING = ".jsonl"
BROKEN = (EOFError, OSError, tarfile.TarError, zlib.error, ValueError, KeyError, TypeError)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a whole backup says of itself, and the digest of that: a name to compare copies by."""

    path: Path
    manifest: dict[str, Any]
    digest: str

    @property
    def rows(self) -> int:
        return sum(table["rows"] for table in self.manifest["tables"].values())


def check_backup(path: Path) -> Checked:
    """Read a backup to its last byte and compare everything with its manifest.

    Needs no database. Raises ``BackupDamaged`` for a file that was cut or changed, and
    ``BackupTooNew`` for a form that this program can't read.
    """
    seen: dict[str, tuple[int, int, str]] = {}
    manifest, text = None, b""
    try:
        for name, content in members(path):
            if name == FORMAT_FILE:
                _refuse_newer(path, content.read(20))
            elif name == MANIFEST:
                text = content.read(LARGEST_MANIFEST)
                manifest = json.loads(text)
            elif name in seen or manifest is not None:
                raise BackupDamaged(file=path, why=_("%(name)s stands twice") % {"name": name})
            else:
                seen[name] = _measured(content)
        if manifest is None:
            raise BackupDamaged(file=path, why=_("it has no manifest"))
        _compare(path, manifest, seen)
    except FileNotFoundError:
        raise
    except BROKEN as broken:
        raise BackupDamaged(file=path, why=_("it was cut or changed")) from broken
    return Checked(path, manifest, hashlib.sha256(text).hexdigest())


def members(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """The files inside, one after the other, down to the last byte of the packing."""
    with gzip.open(path) as packed:
        with tarfile.open(fileobj=packed, mode="r|") as archive:
            for entry in archive:
                content = archive.extractfile(entry) if entry.isreg() else None
                if content is None:
                    raise tarfile.ReadError(entry.name)
                yield entry.name, content
        while packed.read(PIECE):
            pass


def _refuse_newer(path: Path, text: bytes) -> None:
    number = int(text)
    if number > FORMAT:
        raise BackupTooNew(what=path, version="?", unknown=_("form %(n)s") % {"n": number})


def _measured(content: IO[bytes]) -> tuple[int, int, str]:
    """How many lines and bytes, and their SHA-256."""
    digest, lines, size = hashlib.sha256(), 0, 0
    while piece := content.read(PIECE):
        digest.update(piece)
        lines, size = lines + piece.count(b"\n"), size + len(piece)
    return lines, size, digest.hexdigest()


def _compare(path: Path, manifest: dict[str, Any], seen: dict[str, tuple[int, int, str]]) -> None:
    said = {f"{TABLES}{name}{ENDING}": table for name, table in manifest["tables"].items()}
    said |= {f"{FILES}{name}": file for name, file in manifest["files"].items()}
    if missing := sorted(said.keys() ^ seen.keys()):
        why = _("%(name)s is missing or was added") % {"name": missing[0]}
        raise BackupDamaged(file=path, why=why)
    for name, facts in said.items():
        lines, size, digest = seen[name]
        alike = digest == facts["sha256"]
        if not alike or facts.get("rows", lines) != lines or facts.get("bytes", size) != size:
            raise BackupDamaged(file=path, why=_("%(name)s was changed") % {"name": name})
    for name in manifest["files"]:
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise BackupDamaged(file=path, why=_("%(name)s was changed") % {"name": name})
