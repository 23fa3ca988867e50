"""Loading many rows of the directory at once."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from perron.core.errors import NotAllowed
from perron.core.journal.lines import Actor, Entry, digest_of, record
from perron.core.records.kinds import Kind, Record
from perron.core.records.planning import Plan
from perron.core.records.proposing import publish_records

CHAIN = "directory"


@transaction.atomic
def import_records(
    kind: Kind, records: Mapping[str, Record], *, by: Actor | None, at: datetime
) -> Plan:
    """Publish these records of one kind, all or none; the journal says that a file did it.

    Raises :class:`NotAllowed`, or :class:`RecordRefused` when something is still wrong.
    """
    if by is not None and not kind.may_edit(by):
        raise NotAllowed(thing=kind.label)
    done = publish_records({kind.name: records}, by=by, at=at)
    if done.changes:
        counts = dict.fromkeys(("added", "changed"), 0)
        for change in done.changes:
            counts[change.verb] += 1
        entry = Entry("directory.imported", kind.name, "", {"file": digest_of(records), **counts})
        record(CHAIN, entry, by=by, at=at)
    return done
