"""Atom feeds: publications, what changed about one thing, and the days' seals."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perron.api.pieces.addresses import absolute, page_in, tag_of
from perron.api.rules import open_kinds
from perron.core.journal.public import public_lines
from perron.core.models import JournalLine, Publication, Seal
from perron.core.records.kinds import Kind, kinds
from perron.core.text import Text

MOST = 30
MOST_THINGS = 50
NEVER = datetime(2026, 1, 1, tzinfo=UTC)
Row = tuple[datetime, str, str, str]
# What XML 1.0 has no place for: such a sign in one name would end the whole feed.
NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Feed(Atom1Feed):
    """An Atom feed that is as old as its latest entry, not as the moment of asking."""

    mime_type = "application/atom+xml; charset=utf-8"
    latest: datetime = NEVER

    def latest_post_date(self) -> datetime:
        return self.latest

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        said = {name: legible(item[name]) for name in ("title", "description")}
        super().add_item_elements(handler, {**item, **said})


def legible(text: str) -> str:
    """The text with a mark in the place of each sign that no XML can hold."""
    return NO_XML.sub("\ufffd", text)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands at the head of a feed: ``name`` is a part of its lasting identifier."""

    name: str
    title: str
    url: str
    page: str
    language: str


def begun(frame: Frame) -> Feed:
    """A feed without entries."""
    return Feed(
        title=legible(frame.title),
        link=frame.page,
        description="",
        language=frame.language,
        author_name=str(Text(settings.REGION.agency)),
        feed_url=frame.url,
        feed_guid=tag_of(frame.name),
    )


def finished(feed: Feed) -> bytes:
    """The bytes of a feed."""
    dates = [item["updateddate"] for item in feed.items]
    published = Publication.objects.filter(pk=1).first()
    feed.latest = max(dates) if dates else published.at if published else NEVER
    return feed.writeString("utf-8").encode()


def record_lines(names: Iterable[str]) -> QuerySet[JournalLine]:
    """Public lines by which records of these kinds were added, changed or removed."""
    deeds = [f"{name}.{deed}" for name in names for deed in ("added", "changed", "removed")]
    return public_lines().filter(verb__in=deeds)


def changes_feed(frame: Frame) -> bytes:
    """The latest publications: everything that was published in one go is one entry."""
    feed = begun(frame)
    lines = record_lines(kind.name for kind in open_kinds().values()).order_by()
    groups = dict(
        lines.values_list("at").annotate(times=Count("pk")).order_by("-at")[:MOST].iterator()
    )
    things: dict[datetime, list[Row]] = {}
    rows = lines.filter(at__in=list(groups)).order_by("-at", "chain", "seq")
    for row in rows.values_list("at", "verb", "about_kind", "about_code"):
        things.setdefault(row[0], []).append(row)
    for at, count in groups.items():
        title = ngettext("%(count)s record changed", "%(count)s records changed", count)
        feed.add_item(
            title=title % {"count": count},
            link=f"{frame.page}#{at.isoformat()}",
            description=_listed(things.get(at, []), frame.language),
            unique_id=tag_of("publication", at.isoformat()),
            pubdate=at,
            updateddate=at,
        )
    return finished(feed)


def _listed(rows: list[Row], language: str) -> SafeString:
    """What was done to what, so many at the most, and how many there are besides."""
    shown = [
        (page_in(language, kind, code), deed_in_words(verb, kinds[kind]), code)
        for _at, verb, kind, code in rows[:MOST_THINGS]
    ]
    entries = format_html_join("", '<li>{1} <a href="{0}">{2}</a></li>', shown)
    more = len(rows) - len(shown)
    if more <= 0:
        return format_html("<ul>{}</ul>", entries)
    rest = ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more}
    return format_html("<ul>{}</ul><p>{}</p>", entries, rest)


def deed_in_words(verb: str, kind: Kind) -> str:
    """What a line of the journal did, in a few words."""
    sentence = {
        "added": _("Added: %(kind)s"),
        "changed": _("Changed: %(kind)s"),
        "removed": _("Removed: %(kind)s"),
    }[verb.rpartition(".")[2]]
    return sentence % {"kind": kind.label}


def thing_feed(frame: Frame, kind: Kind, key: str) -> bytes:
    """What changed about one thing; the measures of a programme belong to it."""
    feed = begun(frame)
    about = Q(about_kind=kind.name, about_code=key)
    if kind.name == "programme":
        own = kinds["measure"].model._default_manager.filter(programme__code=key)
        about |= Q(about_kind="measure", about_code__in=own.order_by().values("code"))
    lines = record_lines([kind.name, "measure"]).filter(about).order_by("-pk")[:MOST]
    for line in lines:
        feed.add_item(
            title=f"{deed_in_words(line.verb, kinds[line.about_kind])} {line.about_code}",
            link=page_in(frame.language, line.about_kind, line.about_code),
            description=_parts(line),
            unique_id=tag_of("journal", line.chain, line.seq),
            pubdate=line.at,
            updateddate=line.at,
        )
    return finished(feed)


def _parts(line: JournalLine) -> str:
    """Which parts of the record changed; their values stand on the page."""
    return ", ".join(sorted(line.change)) if line.verb.endswith(".changed") else ""


def seals_feed(frame: Frame) -> bytes:
    """The days' seals, so that others keep them where this site can't reach them."""
    feed = begun(frame)
    for seal in Seal.objects.order_by("-day")[:MOST]:
        day = seal.day.isoformat()
        parts: list[tuple[Any, str]] = [
            (_("Digest"), seal.digest),
            (_("Key"), seal.key),
            (_("Signature"), seal.signature),
        ]
        proof = format_html_join("", "<dt>{}</dt><dd><code>{}</code></dd>", parts)
        feed.add_item(
            title=_("Seal of %(day)s") % {"day": day},
            link=absolute(reverse("api:seal", args=[day])),
            description=format_html("<dl>{}</dl>", proof),
            unique_id=tag_of("seal", day),
            pubdate=seal.at,
            updateddate=seal.at,
        )
    return finished(feed)
