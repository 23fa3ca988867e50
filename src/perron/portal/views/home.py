"""The strategy in one screen."""

from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Max, Q
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from perron.core.journal.public import public_lines
from perron.core.models import JournalLine
from perron.core.pages import public_page
from perron.core.publications import publication_number
from perron.core.records.kinds import kinds
from perron.portal.pieces.home import (
    News,
    current_version,
    doors_of,
    hero_of,
    money_of,
    news_of,
    themes_of,
)
from perron.portal.pieces.rounds import round_line_of, wall_of
from perron.portal.views.evaluations import cards_where, rounds_of
from perron.portal.views.reading import citations_of, facts_of, read, rows_of
from perron.portal.views.showing import Frame, show
from perron.strategy.models import MeasureNode, Node, ProgrammeNode, Strategy, Version

FIRST = "SELECT * FROM strategy_strategy ORDER BY code LIMIT 1"
MONTH = timedelta(days=30)
KEPT_SECONDS = 24 * 3600
RECENT = 40
SHOWN = 6
NEWSWORTHY = ("indicator", "measure", "programme", "round", "version")


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """Themes as steps, the money, the latest cards, what changed this month, three doors."""
    thing = next(iter(read(Strategy, FIRST)), None)
    if thing is None:
        return show(request, "portal/home_empty.html", {"doors": doors_of()}, frame=Frame(""))
    versions = rows_of(Version, "strategy_id", [thing.pk], order="place, code")
    counts = counts_of(thing)
    version = current_version(versions, counts, wanted=request.GET.get("version", ""))
    nodes = rows_of(Node, "version_id", [version.pk] if version else [])
    facts = facts_of(Strategy, [thing.pk])
    declared = facts_of(Version, [one.pk for one in versions])
    told = Q(cards__isnull=False) | Q(declared_totals__isnull=False)
    rounds = rounds_of(Q(version__strategy=thing) & told)[:1]
    cards = cards_where(Q(round__in=rounds)) if rounds else []
    citations = citations_of([thing], facts, declared, rounds)
    now = timezone.now()
    context = {
        "strategy": thing,
        "hero": hero_of(thing),
        "version": version,
        "versions": versions,
        "themes": themes_of([node for node in nodes if not node.under_id], counts),
        "money": money_of(facts, declared, versions, citations=citations),
        "round": rounds and round_line_of(rounds[0], citations),
        "wall": rounds and wall_of(rounds[0], cards),
        "news": news_of(latest_records(), *totals_since(now - MONTH)),
        "doors": doors_of(),
        "sources": citations.listed(),
    }
    return show(request, "portal/home.html", context, frame=Frame("", [], "strategy", thing))


def counts_of(strategy: Strategy) -> dict[str, dict[int, int]]:
    """Programmes by version, and programmes and measures under each node of the first row.

    What hangs on a node further down counts for the node above it, once. Kept per publication.
    """
    key = f"home-counts:{strategy.pk}:{publication_number()}"
    found: dict[str, dict[int, int]] | None = cache.get(key)
    if found is None:
        programmes = ProgrammeNode.objects.filter(node__version__strategy=strategy)
        measures = MeasureNode.objects.filter(node__version__strategy=strategy)
        versions = programmes.values_list("node__version").annotate(
            n=Count("programme", distinct=True)
        )
        found = {
            "versions": dict(versions.order_by()),
            "programmes": _under(programmes, "programme"),
            "measures": _under(measures, "measure"),
        }
        cache.set(key, found, KEPT_SECONDS)
    return found


def _under(rows: Any, counted: str) -> dict[int, int]:
    top = Coalesce("node__under__under__under", "node__under__under", "node__under", "node")
    tops = rows.annotate(top=top).values_list("top")
    return dict(tops.annotate(n=Count(counted, distinct=True)).order_by())


def totals_since(start: datetime) -> tuple[list[tuple[str, str, int]], datetime | None]:
    """How many records of which kind were added, changed or removed; and when the last was."""
    key = f"home-news:{publication_number()}:{timezone.localdate(start)}"
    found: tuple[list[tuple[str, str, int]], datetime | None] | None = cache.get(key)
    if found is None:
        lines = public_lines()
        grouped = lines.filter(at__gte=start).values_list("about_kind", "verb")
        totals = grouped.annotate(n=Count("pk")).order_by("about_kind", "verb")
        found = list(totals), lines.aggregate(last=Max("at"))["last"]
        cache.set(key, found, KEPT_SECONDS)
    return found


def latest_records() -> list[News]:
    """The records of the strategy that were published last, each once."""
    newest = latest_keys()
    things = {
        (name, kinds[name].key_of_thing(thing)): thing
        for name in NEWSWORTHY
        for thing in rows_of(
            kinds[name].model, "code", [code for kind, code in newest if kind == name], order="id"
        )
    }
    return [News(kinds[one[0]], things[one], *newest[one]) for one in newest if one in things]


def latest_keys() -> dict[tuple[str, str], tuple[str, datetime]]:
    """What was published last and when, by kind and code, newest first. Kept per publication."""
    key = f"home-latest:{publication_number()}"
    found: dict[tuple[str, str], tuple[str, datetime]] | None = cache.get(key)
    if found is None:
        lines = JournalLine.objects.filter(about_kind__in=NEWSWORTHY)
        newest = lines.order_by("-at", "chain", "-seq")[:RECENT]
        shown: dict[tuple[str, str], tuple[str, datetime]] = {}
        for kind, code, verb, at in newest.values_list("about_kind", "about_code", "verb", "at"):
            shown.setdefault((kind, code), (verb, at))
        found = dict(list(shown.items())[:SHOWN])
        cache.set(key, found, KEPT_SECONDS)
    return found
