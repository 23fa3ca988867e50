"""Envelopes of an edition: what is in them, what is committed, and how long they may last."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from perron.calls.models import Edition
from perron.calls.services.deciding.keeping import named_in
from perron.calls.services.deciding.money import envelopes_of
from perron.calls.services.deciding.preparing import is_continuous
from perron.calls.services.deciding.wording import money
from perron.engines.scoring.waiting import Forecast, Spent, forecast
from perron.funding.enums import EntryKind
from perron.funding.models import Envelope


def envelope_lines(edition: Edition, today: date) -> list[dict[str, Any]]:
    """Each envelope with what is committed; a forecast where the edition goes on continuously."""
    listed = edition.definition["award"]["envelopes"]
    return [
        {
            "name": named_in(listed, code),
            "granted": money(envelope.granted),
            "committed": money(envelope.committed),
            "left": money(envelope.left),
            "percent": round(100 * envelope.committed / envelope.granted, 1)
            if envelope.granted
            else 0,
            "forecast": _forecast(edition, envelope, today) if is_continuous(edition) else None,
        }
        for code, envelope in sorted(envelopes_of(edition).items())
    ]


def _forecast(edition: Edition, envelope: Envelope, today: date) -> Forecast | None:
    """When it will be empty at the present rate; None where nobody can say."""
    since = timezone.localdate(edition.opens_at) if edition.opens_at else today
    standing = envelope.entries.filter(kind=EntryKind.COMMITTED, reversal=None)
    spent = [
        Spent(timezone.localdate(at), cents) for at, cents in standing.values_list("at", "cents")
    ]
    if since >= today:
        since = today - timedelta(days=1)
    within = [one for one in spent if since <= one.on <= today]
    found = forecast(within, since=since, on=today, left=envelope.left)
    return found if isinstance(found, Forecast) else None
