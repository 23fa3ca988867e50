"""Doors of the feeds and of the calendar: documents in one language, which the address picks."""

from collections.abc import Iterator
from itertools import chain

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from perron.api.errors import NothingThere
from perron.api.pieces import calendar as spans
from perron.api.pieces.addresses import absolute, feed_address, page_in, with_query
from perron.api.pieces.feeds import NEVER, Feed, Frame, changes_feed, seals_feed, thing_feed
from perron.api.schemas.calendars import CALENDAR
from perron.api.schemas.parameters import asked_of, site_language
from perron.api.views.answering import answers, document
from perron.api.views.records import became, kind_at, moved_to, thing_at
from perron.core.journal.public import public_lines
from perron.core.models import Publication
from perron.core.records.kinds import Record
from perron.core.text import Text
from perron.strategy.models import Recommendation

ICS = "text/calendar; charset=utf-8"


def language_of(asked: dict[str, str]) -> str:
    """The language that the address asks for."""
    return asked.get("language", settings.LANGUAGE_CODE)


def answer(content: bytes, kind: str, language: str) -> HttpResponse:
    """A document in one language."""
    return document(content, kind, Content_Language=language)


def region_name() -> str:
    """What feeds and calendars are called by."""
    return f"Perron – {Text(settings.REGION.name)}"


@answers()
def changes(request: HttpRequest) -> HttpResponse:
    """All publications."""
    asked = asked_of(request.GET, [site_language()])
    with translation.override(language_of(asked)):
        url = with_query(absolute(reverse("api:changes")), asked)
        page = absolute(reverse("portal:journal"))
        title = _("%(site)s: what changed") % {"site": region_name()}
        content = changes_feed(Frame("changes", title, url, page, language_of(asked)))
    return answer(content, Feed.mime_type, language_of(asked))


@answers()
def seals(request: HttpRequest) -> HttpResponse:
    """The days' seals."""
    asked = asked_of(request.GET, [site_language()])
    with translation.override(language_of(asked)):
        url = with_query(absolute(reverse("api:seals_feed")), asked)
        page = absolute(reverse("portal:journal"))
        title = _("%(site)s: seals of the journal") % {"site": region_name()}
        content = seals_feed(Frame("seals", title, url, page, language_of(asked)))
    return answer(content, Feed.mime_type, language_of(asked))


@answers()
def thing(request: HttpRequest, path: str, key: str) -> HttpResponse:
    """What changed about one thing, also when it was removed since."""
    kind = kind_at(path)
    asked = asked_of(request.GET, [site_language()])
    if moved := became(kind, key):
        return moved_to(feed_address(kind, moved))
    language = language_of(asked)
    with translation.override(language):
        try:
            name = str(thing_at(kind, key))
        except NothingThere:
            if (
                "\x00" in key
                or not public_lines().filter(about_kind=kind.name, about_code=key).exists()
            ):
                raise
            name = key
        url = with_query(feed_address(kind, key), asked)
        page = page_in(language, kind.name, key)
        title = _("%(site)s: %(thing)s") % {"site": region_name(), "thing": name}
        content = thing_feed(Frame(f"{path}/{key}", title, url, page, language), kind, key)
    return answer(content, Feed.mime_type, language)


@answers()
def calendar(request: HttpRequest) -> HttpResponse:
    """Milestones and recommendations with their dates, evaluations, and what versions cover."""
    asked = asked_of(request.GET, CALENDAR)
    language = language_of(asked)
    published = Publication.objects.filter(pk=1).first()
    with translation.override(language):
        content = spans.calendar_of(
            chain.from_iterable(everything(asked, language)),
            name=region_name(),
            stamp=published.at if published else NEVER,
            language=language,
        )
    return answer(content, ICS, language)


def everything(asked: dict[str, list[str]], language: str) -> Iterator[Iterator[spans.Span]]:
    """What belongs into the calendar; versions belong to no measure and no programme."""
    measures, programmes = asked.get("measure"), asked.get("programme")
    wanted = {"code__in": measures, "programme__code__in": programmes}
    due = spans.read("measure", milestones__due__gt="", **wanted)
    yield spans.milestones(due, language)
    yield spans.recommendations(due_recommendations(measures, programmes), language)
    judged = {"cards__measure__code__in": measures}
    judged["cards__measure__programme__code__in"] = programmes
    yield spans.rounds(spans.read("round", **judged), language)
    if not measures and not programmes:
        yield spans.versions(spans.read("version"), language)


def due_recommendations(
    measures: list[str] | None, programmes: list[str] | None
) -> list[tuple[Record, str]]:
    """Recommendations with a due date, each with the code of its round."""
    wanted = {"card__measure__code__in": measures, "card__measure__programme__code__in": programmes}
    records = spans.read("recommendation", due__gt="", **wanted)
    codes = [record["code"] for record in records]
    rows = Recommendation.objects.filter(code__in=codes)
    rounds = dict(rows.values_list("code", "card__round__code"))
    return [(record, rounds[record["code"]]) for record in records]
