"""What juries' deeds have in common: their chain, the turn of an edition, who may keep a jury."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from perron.accounts.models import User
from perron.calls.enums import EditionState
from perron.calls.errors.judging import JuryOver
from perron.calls.models import Edition, Review
from perron.calls.models.juries import JUDGING
from perron.core.errors import NotAllowed
from perron.core.journal.lines import Actor, Entry, record

CHAIN = "calls"
KEEP = "calls.keep"


def keeps_calls(by: User, thing: object) -> None:
    """Refuse whoever does not keep calls."""
    if not by.may(KEEP):
        raise NotAllowed(thing=thing)


def in_turn(edition: Edition) -> Edition:
    """The edition as it is now, locked: of two deeds that touch its scores one waits.

    Raises ``JuryOver`` where it is not judged (any more).
    """
    now = Edition.objects.select_for_update(no_key=True, of=("self",)).get(pk=edition.pk)
    if now.state not in JUDGING:
        raise JuryOver(edition=now, state=EditionState(now.state).label)
    return now


def remember(
    verb: str,
    about: Edition | Review,
    change: Mapping[str, Any],
    *,
    by: Actor | None,
    at: datetime,
    private: Mapping[str, Any] | None = None,
) -> None:
    """One line about an edition or about a review, by its meaningless key."""
    kind, code = ("edition", about.code) if isinstance(about, Edition) else ("review", about.key)
    entry = Entry(verb, kind, str(code), change, private or {})
    record(CHAIN, entry, by=by, at=at)
