"""The days of an edition for a calendar (RFC 5545)."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from perron.calls.models import Edition
from perron.calls.rules.definition import Definition

SHORT = timedelta(minutes=15)
DAY = timedelta(days=1)


def edition_calendar(edition: Edition, definition: Definition, address: str) -> bytes:
    """Opening, last questions, closing and decision, each as an event that points to the page."""
    calendar = Calendar()
    calendar.add("prodid", "-//Perron//calls")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", str(edition.name))
    moments: tuple[tuple[str, str, datetime | date | None], ...] = (
        ("opens", _("opens"), edition.opens_at),
        ("questions", _("last day for questions"), definition.calendar.questions_until),
        ("closes", _("closes"), edition.closes_at),
        ("decision", _("decision by"), definition.calendar.decision_by),
    )
    stamp = edition.published_at or edition.opens_at or datetime(2000, 1, 1, tzinfo=UTC)
    for name, word, moment in moments:
        if moment:
            event = Event()
            event.add("uid", f"{edition.code}-{name}@{urlsplit(address).hostname}")
            event.add("dtstamp", stamp.astimezone(UTC))
            event.add("summary", f"{edition.name}: {word}")
            event.add("url", address)
            _span(event, moment)
            calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _span(event: Event, moment: datetime | date) -> None:
    """A quarter of an hour up to the moment, or the whole day."""
    if isinstance(moment, datetime):
        event.add("dtstart", (moment - SHORT).astimezone(UTC))
        event.add("dtend", moment.astimezone(UTC))
    else:
        event.add("dtstart", moment)
        event.add("dtend", moment + DAY)
