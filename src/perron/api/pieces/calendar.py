"""What is due when, as a calendar: a month or a year is a span of days, never an invented day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from perron.api.pieces.addresses import page_in, site_host
from perron.core.dates import first_day, in_words
from perron.core.journal.lines import digest_of
from perron.core.records.kinds import Record, kinds
from perron.core.text import Text

DAY, MONTH = 2, 1  # hyphens in a partial date
DECEMBER = 12
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Span:
    """Something that takes whole days, from the first to the one after the last."""

    uid: str
    title: str
    first: date
    after: date
    url: str
    says: str = ""


def span_of(start: str, end: str = "") -> tuple[date, date]:
    """The days that partial dates can mean, and the day after the last."""
    last = end or start
    first = first_day(last)
    if last.count("-") == DAY:
        after = first + timedelta(days=1)
    elif last.count("-") == MONTH:
        after = date(first.year + first.month // DECEMBER, first.month % DECEMBER + 1, 1)
    else:
        after = date(first.year + 1, 1, 1)
    return first_day(start), after


def note_on(*partial: str) -> str:
    """A sentence for dates that are less precise than a day."""
    vague = [one for one in partial if one.count("-") < DAY]
    if not vague:
        return ""
    return _("The source only says: %(when)s.") % {"when": " – ".join(map(in_words, vague))}


def calendar_of(spans: Iterator[Span], *, name: str, stamp: datetime, language: str) -> bytes:
    """The calendar; ``stamp`` is when its content was published."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Perron//{settings.REGION.code}//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for span in spans:
        event = Event()
        event.add("uid", f"{span.uid}@{site_host()}")
        event.add("dtstamp", stamp.astimezone(UTC))
        event.add("summary", span.title[:LONGEST_TITLE])
        event.add("dtstart", span.first)
        event.add("dtend", span.after)
        event.add("url", span.url)
        event.add("transp", "TRANSPARENT")
        if span.says:
            event.add("description", span.says)
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def milestones(measures: list[Record], language: str) -> Iterator[Span]:
    """Steps of measures that have a date on which they are due."""
    for measure in measures:
        for step in measure.get("milestones", ()):
            if not step.get("due"):
                continue
            first, after = span_of(step["due"])
            reached = step.get("reached")
            told = _("Reached: %(when)s.") % {"when": in_words(reached)} if reached else ""
            yield Span(
                uid=f"milestone-{measure['code']}-{digest_of(step['name'])[:12]}",
                title=f"{words(measure['name'], language)}: {words(step['name'], language)}",
                first=first,
                after=after,
                url=page_in(language, "measure", measure["code"]),
                says=" ".join(filter(None, (note_on(step["due"]), told))),
            )


def recommendations(asked: list[tuple[Record, str]], language: str) -> Iterator[Span]:
    """What evaluators asked for, on the day it is due; each with the code of its round."""
    for record, round_ in asked:
        first, after = span_of(record["due"])
        title = _("Recommendation due: %(text)s") % {"text": words(record["text"], language)}
        url = page_in(language, "round", round_)
        uid = f"recommendation-{record['code']}"
        yield Span(uid, title, first, after, url, note_on(record["due"]))


def rounds(records: list[Record], language: str) -> Iterator[Span]:
    """Evaluations, on their date."""
    for record in records:
        first, after = span_of(record["date"])
        url = page_in(language, "round", record["code"])
        title = words(record["name"], language)
        yield Span(f"round-{record['code']}", title, first, after, url, note_on(record["date"]))


def versions(records: list[Record], language: str) -> Iterator[Span]:
    """The time that a version covers, where both of its ends are known."""
    for record in records:
        start, end = record.get("start"), record.get("end")
        if start and end:
            first, after = span_of(start, end)
            url = page_in(language, "version", record["code"])
            title = words(record["name"], language)
            yield Span(f"version-{record['code']}", title, first, after, url, note_on(start, end))


def words(text: Any, language: str) -> str:
    """A text in a language, or in the nearest one."""
    return Text(text).spoken(language)[0]


def read(kind: str, **wanted: Any) -> list[Record]:
    """Records of a kind, in the order of their codes; a condition that is None is not asked."""
    rows = kinds[kind].model._default_manager.filter(
        **{name: value for name, value in wanted.items() if value is not None}
    )
    found = kinds[kind].rows().filter(pk__in=rows.order_by().values("pk"))
    return [kinds[kind].read(thing) for thing in found.order_by("code")]
