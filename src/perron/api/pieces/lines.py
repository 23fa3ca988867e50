"""Lines of the journal, seals and snapshots as machines read them: public ones, and no person."""

from typing import Any

from django.urls import reverse

from perron.api.pieces.addresses import absolute
from perron.api.rules import is_open
from perron.core.journal.lines import COMMAND_LINE
from perron.core.journal.public import PUBLIC_CHAINS
from perron.core.models import JournalLine, Snapshot

AT_THE_DESK, BY_ITS_HOLDER = "desk", "holder"


def line_of(line: JournalLine) -> dict[str, Any]:
    """A line without who decided; values stand in it where a public record was changed.

    ``change`` is ``{key: [before, after]}``. The digest is that of the whole line: with it and
    with ``previous`` one sees that no line was taken out or put in.
    """
    told: dict[str, Any] = {
        "chain": line.chain,
        "seq": line.seq,
        "at": line.at,
        "what": line.verb,
        "kind": line.about_kind or None,
        "code": line.about_code or None,
        "by": by_whom(line),
        "previous": line.previous,
        "digest": line.digest,
    }
    if line.verb == f"{line.about_kind}.changed" and is_open(line.about_kind):
        told["change"] = line.change
    return told


def by_whom(line: JournalLine) -> str:
    """Where a decision was made, as everybody may know it."""
    if line.actor.startswith("organisation:"):
        return BY_ITS_HOLDER
    return COMMAND_LINE if line.actor == COMMAND_LINE else AT_THE_DESK


def snapshot_of(snapshot: Snapshot) -> dict[str, Any]:
    """A kept day: its digest is the SHA-256 of the file at ``content``."""
    day = snapshot.day.isoformat()
    heads = {chain: head for chain, head in snapshot.heads.items() if chain in PUBLIC_CHAINS}
    return {
        "day": snapshot.day,
        "at": snapshot.at,
        "publication": snapshot.publication,
        "heads": heads,
        "digest": snapshot.digest,
        "content": absolute(reverse("api:snapshot_content", args=[day])),
    }
