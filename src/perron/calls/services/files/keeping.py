"""Files on disk under their digest: whole or not there, the same content once, never public."""

import hashlib
import os
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from perron.calls.models import Attachment, Decision

FOLDER = "files"
YOUNG = 24 * 3600  # seconds: a file without a row may be one whose transaction still runs
PART = ".part"


def folder() -> Path:
    """Where files are kept: beside the database, outside everything that is served."""
    return Path(settings.VAR) / FOLDER


def path_of(digest: str) -> Path:
    """Where the file of this digest is."""
    return folder() / digest[:2] / digest


def keep_file(content: bytes) -> str:
    """Write a file whole and answer its SHA-256; what is there already is not written again."""
    digest = hashlib.sha256(content).hexdigest()
    path = path_of(digest)
    if path.exists():
        os.utime(path)
        return digest
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    number, name = tempfile.mkstemp(dir=path.parent, suffix=PART)
    with os.fdopen(number, "wb") as written:
        written.write(content)
        written.flush()
        os.fsync(written.fileno())
    Path(name).replace(path)
    return digest


def drop_unused(digests: Iterable[str]) -> int:
    """Remove the files of these digests that no row needs any more; answer how many went."""
    gone = 0
    for digest in {one for one in digests if one}:
        if not _is_needed(digest) and path_of(digest).exists():
            path_of(digest).unlink()
            gone += 1
    return gone


def _is_needed(digest: str) -> bool:
    attached = Attachment.objects.filter(digest=digest, erased_at=None)
    return attached.exists() or Decision.objects.filter(act=digest).exists()


def sweep_files(now: float | None = None) -> int:
    """Remove files that never got a row, or lost it: what a crash left behind."""
    limit = (time.time() if now is None else now) - YOUNG
    old = [path for path in folder().glob("??/*") if path.stat().st_mtime < limit]
    parts = [path for path in old if path.name.endswith(PART)]
    for path in parts:
        path.unlink(missing_ok=True)
    return len(parts) + drop_unused(path.name for path in old if path not in parts)
