"""How something owed stands on a day, for every page that shows it."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst

from perron.core.clock.policy import owed_kinds
from perron.core.clock.showing import first_due
from perron.core.enums import OwedState
from perron.core.models import Owed
from perron.core.templatetags.perron import spoken

TONES = {OwedState.SETTLED: "done", OwedState.REFUSED: "stopped", OwedState.WITHDRAWN: "unknown"}


def label_of(kind: str) -> str:
    """The name of a kind of thing owed."""
    return str(owed_kinds[kind].label) if kind in owed_kinds else kind


def title_of(owed: Owed) -> str:
    """What is owed, in the reader's language; its kind where nobody has worded it."""
    return spoken(owed.title) or str(capfirst(label_of(owed.kind)))


def state_of(owed: Owed, today: date) -> dict[str, Any]:
    """The state line of something owed."""
    begun = timezone.localdate(owed.opened_at)
    if owed.state != OwedState.OPEN:
        over = timezone.localdate(owed.settled_at) if owed.settled_at else None
        tone = TONES[OwedState(owed.state)]
        return {"tone": tone, "word": owed.get_state_display(), "on": over}
    asked = owed.kind not in owed_kinds or owed_kinds[owed.kind].is_asked
    return {
        "tone": "waiting",
        "word": owed.get_state_display(),
        "since": begun if asked else None,
        "until": owed.due,
        "overdue": first_due(owed) < today,
        "silent_days": max(0, (today - begun).days) if asked else 0,
    }


def earlier_of(owed: Owed) -> list[dict[str, Any]]:
    """The dates promised before, with the reasons for which they were put off."""
    return [
        {"due": date.fromisoformat(one["from"]), "reason": one["reason"]} for one in owed.extensions
    ]


def days_late(owed: Owed, today: date) -> int:
    """Days after the date promised first: until it was over, or until today."""
    until = timezone.localdate(owed.settled_at) if owed.settled_at else today
    return max(0, (until - first_due(owed)).days)
