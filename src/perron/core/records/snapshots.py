"""Dated snapshots: everything public on a day, with a digest, so that it can be cited."""

import gzip
import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from perron.core.journal.lines import Actor, Entry, canonical, record
from perron.core.models import JournalHead, Snapshot
from perron.core.publications import publication_number
from perron.core.records.kinds import Kind, Record, kinds

Content = dict[str, dict[str, Record]]


def public_kinds() -> list[Kind]:
    """The kinds that a snapshot holds: those that are filed, and those that some page shows."""
    return [kind for kind in kinds if kind.filed or kind.page or kind.shown_with]


@transaction.atomic
def take_snapshot(*, by: Actor | None, at: datetime) -> Snapshot:
    """Keep today's public state; a day has one snapshot, taken anew while the day lasts."""
    content: Content = {
        kind.name: {kind.key_of_thing(thing): kind.read(thing) for thing in kind.rows()}
        for kind in public_kinds()
    }
    plain = canonical(content)
    digest = hashlib.sha256(plain).hexdigest()
    snapshot, _ = Snapshot.objects.update_or_create(
        day=timezone.localdate(at),
        defaults={
            "at": at,
            "publication": publication_number(),
            "heads": dict(JournalHead.objects.values_list("chain", "digest")),
            "digest": digest,
            "content": gzip.compress(plain, mtime=0),
        },
    )
    change = {"day": snapshot.day.isoformat(), "digest": digest}
    record(
        "core", Entry("snapshot.taken", "snapshot", snapshot.day.isoformat(), change), by=by, at=at
    )
    return snapshot


def snapshot_content(snapshot: Snapshot) -> Content:
    """The records of a snapshot, by kind and key."""
    content: dict[str, Any] = json.loads(gzip.decompress(bytes(snapshot.content)))
    return content
