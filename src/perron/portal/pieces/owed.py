"""What is owed, both ways, as lines, totals and rows of a file."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from statistics import median
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from perron.core.clock.parties import parties
from perron.core.clock.policy import Shown, owed_kinds
from perron.core.clock.showing import OVER, first_due
from perron.core.clock.standing import days_late, earlier_of, label_of, state_of, title_of
from perron.core.models import Owed
from perron.core.records.tables import rows_as_csv
from perron.letters.models import Inquiry
from perron.portal.pieces.things import named_things

INQUIRY = "inquiry:"


def lines_of(things: Iterable[Owed], today: date) -> list[dict[str, Any]]:
    """Each thing owed as its line: what, about what, by whom, to whom, its state and its dates."""
    listed = list(things)
    named = parties({name for owed in listed for name in (owed.owed_by, owed.owed_to)})
    about = named_things({(owed.about_kind, owed.about_code) for owed in listed})
    answers = answers_to(listed)
    return [
        {
            "pk": owed.pk,
            "title": title_of(owed),
            "kind": label_of(owed.kind),
            "about": about.get((owed.about_kind, owed.about_code)),
            "by": named[owed.owed_by],
            "to": named[owed.owed_to],
            "state": state_of(owed, today),
            "opened": timezone.localdate(owed.opened_at),
            "due": owed.due,
            "earlier": earlier_of(owed),
            "over": timezone.localdate(owed.settled_at) if owed.settled_at else None,
            "days_late": days_late(owed, today),
            "reason": owed.reason,
            "answer": answers.get(owed.reference, ""),
        }
        for owed in listed
    ]


def answers_to(things: Iterable[Owed]) -> dict[str, str]:
    """The addresses of published answers, by what the clock calls them."""
    keys = [
        owed.reference.removeprefix(INQUIRY)
        for owed in things
        if owed.reference.startswith(INQUIRY)
    ]
    found = Inquiry.objects.shown().filter(key__in=keys).values_list("key", "pk")
    return {f"{INQUIRY}{key}": reverse("portal:answer", args=[pk]) for key, pk in found}


def totals_of(things: Iterable[Owed]) -> dict[str, Any]:
    """How many are over, how many of those by the date promised first, and in how many days."""
    over = [owed for owed in things if owed.state in OVER and owed.settled_at]
    taken = [(timezone.localdate(one.settled_at) - first_due(one)).days for one in over]
    spans = [
        (timezone.localdate(one.settled_at) - timezone.localdate(one.opened_at)) for one in over
    ]
    return {
        "over": len(over),
        "in_time": sum(days <= 0 for days in taken),
        "median": median(span.days for span in spans) if spans else None,
    }


def policy_lines() -> list[dict[str, Any]]:
    """The policy in words: for each kind the usual days, and when it is public."""
    said: Mapping[Shown, str] = {
        Shown.AT_ONCE: _("shown from the first day"),
        Shown.WHEN_LATE: _("shown when it is late or put off, and when it is over"),
        Shown.WHEN_SETTLED: _("shown when it is over"),
        Shown.NEVER: _("never shown"),
    }
    return [
        {"kind": capfirst(str(kind.label)), "days": kind.days, "shown": said[kind.shown]}
        for kind in owed_kinds
    ]


COLUMNS = (
    *("what", "kind", "about", "about_page", "owed_by", "owed_to", "since", "due"),
    *("first_due", "state", "over", "days_late", "reason", "answer"),
)


def rows_of_file(things: Iterable[Owed], today: date) -> list[dict[str, Any]]:
    """The same as plain rows, in the reader's language, with dates for machines."""
    listed = list(things)
    return [
        {
            "what": str(owed.title) or line["title"],
            "kind": owed.kind,
            "about": line["about"].name if line["about"] else "",
            "about_page": line["about"].url if line["about"] else "",
            "owed_by": line["by"].name,
            "owed_to": line["to"].name,
            "since": line["opened"].isoformat(),
            "due": line["due"].isoformat(),
            "first_due": first_due(owed).isoformat(),
            "state": owed.state,
            "over": line["over"].isoformat() if line["over"] else "",
            "days_late": line["days_late"],
            "reason": line["reason"],
            "answer": line["answer"],
        }
        for owed, line in zip(listed, lines_of(listed, today), strict=True)
    ]


def as_csv(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """A CSV file that spreadsheets open as text, never as a formula."""
    return rows_as_csv(COLUMNS, rows)


def as_json(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """The rows as a JSON document."""
    return json.dumps({"owed": list(rows)}, ensure_ascii=False, indent=1).encode()
