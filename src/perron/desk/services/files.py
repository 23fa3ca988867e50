"""Files that officers bring: kept for an hour between looking at them and loading them."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import caches

from perron.accounts.models import User
from perron.core.errors import NotAllowed
from perron.core.records.files import Loaded, load_strategy_file
from perron.desk.errors import FileGone, TooLarge
from perron.desk.rules import loads_files

LARGEST = 5 * 1024 * 1024
KEPT_SECONDS = 3600
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class KeptFile:
    """The name and the bytes of a file."""

    name: str
    source: bytes


def keep_file(name: str, source: bytes, *, by: User) -> str:
    """Keep a file for its owner alone; answer the token under which it is found again."""
    if not loads_files(by):
        raise NotAllowed(thing=name)
    if len(source) > LARGEST:
        raise TooLarge(most=LARGEST // MEGABYTE)
    token = hashlib.sha256(source).hexdigest()
    caches["files"].set(_key(token, by), KeptFile(name, source), KEPT_SECONDS)
    return token


def kept_file(token: str, *, by: User) -> KeptFile:
    """The file of a token; raises :class:`FileGone` when it is not this person's, or no more."""
    if not loads_files(by):
        raise NotAllowed(thing=token[:12])
    kept = caches["files"].get(_key(token, by))
    if not isinstance(kept, KeptFile):
        raise FileGone
    return kept


def check_strategy(file: KeptFile, *, by: User, at: datetime) -> Loaded:
    """Say what a strategy file would change. Raises ``DocumentRefused`` with every problem."""
    return _load(file, by=by, at=at, dry_run=True)


def load_strategy(file: KeptFile, *, by: User, at: datetime) -> Loaded:
    """Load a strategy file: all of it or nothing."""
    return _load(file, by=by, at=at, dry_run=False)


def _load(file: KeptFile, *, by: User, at: datetime, dry_run: bool) -> Loaded:
    if not loads_files(by):
        raise NotAllowed(thing=file.name)
    return load_strategy_file(file.source, name=file.name, by=by, at=at, dry_run=dry_run)


def _key(token: str, by: User) -> str:
    digest = hashlib.sha256(token.encode()).hexdigest()
    return f"file:{by.pk}:{digest}"
