"""Writing a backup while the site runs: one consistent moment, in bounded memory."""

import contextlib
import gzip
import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from perron.core.backups.connecting import one_moment
from perron.core.backups.errors import BackupTooNew, DatabaseUnprepared, FileTaken
from perron.core.backups.lines import lines_of
from perron.core.backups.tables import applied_migrations, state_at, tables_of

FORMAT = 1
FORMAT_FILE, MANIFEST = "format", "manifest.json"
TABLES, FILES = "tables/", "files/"
LEVEL = 6
# Made anew, or secret: keys lie elsewhere than what they protect.
NOT_KEPT = {"backup.json", "demonstration.json", "downloads", "env", "metrics", "secret-key"}
NOT_KEPT |= {"static"}
DATABASE = "perron.sqlite3"


def write_backup(
    path: Path, *, at: datetime, files: Path | None = None, using: str = "default"
) -> dict[str, Any]:
    """Write everything that can't be made anew to a new file; answer its manifest.

    ``files`` is a folder whose kept files go in too. The file has its name only once it is whole,
    and only its owner may read it. Raises a refusal where the file exists, or where the database
    is empty or was filled by a newer version.
    """
    part = path.with_name(path.name + ".part")
    if path.exists():
        raise FileTaken(file=path)
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as taken:
        raise FileTaken(file=part) from taken
    try:
        with os.fdopen(handle, "wb") as out:
            manifest = _fill(out, part.parent, at=at, files=files, using=using)
            out.flush()
            os.fsync(out.fileno())
        path.hardlink_to(part)  # unlike a rename, never over a file that came meanwhile
    except FileExistsError as taken:
        raise FileTaken(file=path) from taken
    finally:
        part.unlink()
    return manifest


def _fill(
    out: IO[bytes], beside: Path, *, at: datetime, files: Path | None, using: str
) -> dict[str, Any]:
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "version": version("perron"),
        "region": settings.REGION.code,
        "written_at": at.astimezone(UTC).isoformat(timespec="seconds"),
        "tables": {},
        "files": {},
    }
    with _archive(out) as archive, one_moment(using) as name:
        _add(archive, FORMAT_FILE, [f"{FORMAT}\n".encode()], beside=beside)
        loader = MigrationLoader(connections[name])
        manifest["migrations"], strangers = applied_migrations(loader)
        database = connections[name].settings_dict["NAME"]
        if strangers:
            unknown = ", ".join(strangers)
            raise BackupTooNew(what=database, version="?", unknown=unknown)
        if not manifest["migrations"]:
            raise DatabaseUnprepared(database=database)
        vendor = connections[name].vendor
        for table, model in tables_of(state_at(loader, manifest["migrations"])).items():
            lines = lines_of(model, name, vendor)
            rows, digest = _add(archive, f"{TABLES}{table}.jsonl", lines, beside=beside)
            manifest["tables"][table] = {"rows": rows, "sha256": digest}
        for file in kept_files(files) if files else ():
            relative = file.relative_to(files or file).as_posix()
            _, digest = _add(archive, f"{FILES}{relative}", _pieces(file), beside=beside)
            manifest["files"][relative] = {"bytes": file.stat().st_size, "sha256": digest}
        text = json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False)
        _add(archive, MANIFEST, [text.encode()], beside=beside)
    return manifest


@contextlib.contextmanager
def _archive(out: IO[bytes]) -> Iterator[tarfile.TarFile]:
    """A compressed archive that says neither who wrote it nor under which name."""
    with (
        gzip.GzipFile(filename="", mode="wb", compresslevel=LEVEL, fileobj=out, mtime=0) as packed,
        tarfile.open(mode="w|", fileobj=packed, format=tarfile.PAX_FORMAT) as archive,
    ):
        yield archive


def _add(
    archive: tarfile.TarFile, name: str, pieces: Iterable[bytes], *, beside: Path
) -> tuple[int, str]:
    """Add one file piece by piece; answer how many pieces, and SHA-256 of them all.

    An archive names a file's size before its content, so the pieces wait in a file without a name.
    """
    digest, count = hashlib.sha256(), 0
    with tempfile.TemporaryFile(dir=beside) as waiting:
        for piece in pieces:
            waiting.write(piece)
            digest.update(piece)
            count += 1
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = waiting.tell(), 0o600
        waiting.seek(0)
        archive.addfile(entry, waiting)
    return count, digest.hexdigest()


def _pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as content:
        while piece := content.read(io.DEFAULT_BUFFER_SIZE * 8):
            yield piece


def kept_files(folder: Path) -> Iterator[Path]:
    """What lies under a folder and can't be made anew: neither keys nor the database itself."""
    key = Path(settings.JOURNAL_KEY_FILE)
    for file in sorted(folder.rglob("*")):
        first = file.relative_to(folder).parts[0]
        ours = first in NOT_KEPT or first.startswith(DATABASE) or file.suffix in {".part", ".pem"}
        if file.is_file() and not file.is_symlink() and not ours and file != key:
            yield file
