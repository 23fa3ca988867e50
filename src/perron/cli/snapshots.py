"""``perron snapshot`` and ``perron reindex``: what the night does, by hand."""

from argparse import Namespace
from typing import Any

from django.db import transaction
from django.utils import timezone

from perron.core.records.kinds import kinds
from perron.core.records.snapshots import take_snapshot
from perron.core.searching.indexing import index_anew


def add_to(commands: Any) -> None:
    """Add both commands to the grammar."""
    snapshot = commands.add_parser("snapshot", help="keep today's public state")
    snapshot.set_defaults(command=_snapshot)
    reindex = commands.add_parser("reindex", help="write the search index anew")
    reindex.set_defaults(command=_reindex)


def _snapshot(arguments: Namespace) -> int:
    del arguments
    snapshot = take_snapshot(by=None, at=timezone.now())
    print(f"Snapshot of {snapshot.day}: {snapshot.digest}")
    return 0


def _reindex(arguments: Namespace) -> int:
    del arguments
    with transaction.atomic():
        print(f"{index_anew(kinds)} things can be found.")
    return 0
