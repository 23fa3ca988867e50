"""Publishing records that come from elsewhere than a file: forms, drafts, importers, links."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from perron.core.journal.lines import Actor
from perron.core.publications import take_turn
from perron.core.records.errors import RecordRefused
from perron.core.records.kinds import Finding
from perron.core.records.planning import Plan, clean, misfits_of, plan
from perron.core.records.publishing import publish

Proposed = Mapping[str, Mapping[str, Mapping[str, Any]]]


@transaction.atomic
def publish_records(proposed: Proposed, *, by: Actor | None, at: datetime) -> Plan:
    """Publish these records together, all or none; ``{kind: {key: record}}``.

    Raises :class:`RecordRefused` naming the first things that are wrong.
    """
    take_turn(at)
    records = clean(proposed)
    misfits = misfits_of(records)
    if misfits.found:
        raise RecordRefused(what="; ".join(_line(*misfit) for misfit in misfits.found[:5]))
    intended = plan(records)
    if intended.changes:
        publish(intended.changes, by=by, at=at)
    return intended


def _line(kind: str, key: str, finding: Finding) -> str:
    where = ".".join(str(part) for part in (kind, key, *finding.path))
    return f"{where}: {finding.sentence} {finding.remedy}".strip()
