"""What all deeds about decisions share: the journal's line, rows held, names of money."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from perron.calls.enums import DecisionState
from perron.calls.errors.deciding import DecisionNotThere
from perron.calls.models import Decision, Edition
from perron.core.journal.lines import Actor, Entry, record
from perron.core.publications import take_turn
from perron.core.text import Text

CHAIN = "calls"


def remember(
    verb: str,
    edition: Edition,
    change: Mapping[str, Any],
    *,
    by: Actor | None,
    at: datetime,
) -> None:
    """A line about an edition; nothing personal stands in ``change``."""
    record(CHAIN, Entry(verb, "edition", edition.code, change), by=by, at=at)


def held(decision: Decision, *states: DecisionState, at: datetime) -> Decision:
    """The decision as it is now, held until the transaction ends, in one of these states.

    Whoever decides waits for whoever decides now. Raises ``DecisionNotThere``.
    """
    take_turn(at)
    rows = Decision.objects.select_for_update(of=("self",))
    kept = rows.select_related("edition", "scenario__ranking").get(pk=decision.pk)
    if kept.state not in states:
        raise DecisionNotThere(
            number=kept.number, edition=kept.edition, state=kept.get_state_display()
        )
    return kept


def named_in(rows: Any, code: str, language: str | None = None) -> str:
    """The name of a money, envelope or floor in the reader's language, or its code."""
    for row in rows:
        if row["code"] == code:
            return Text(row.get("name", {})).spoken(language)[0] or code
    return code
