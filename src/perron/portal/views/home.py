"""The strategy in one screen."""

from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Max, Q
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from perron.core.models import JournalLine
from perron.core.pages import public_page
from perron.core.publications import publication_number
from perron.core.records.kinds import Kind, kinds
from perron.portal.pieces.changes import PUBLIC
from perron.portal.pieces.home import current_version, doors_of, money_of, news_of, themes_of
from perron.portal.pieces.rounds import round_line_of, wall_of
from perron.portal.views.evaluations import cards_where, rounds_of
from perron.portal.views.reading import citations_of, facts_of
from perron.portal.views.showing import Frame, show
from perron.strategy.models import MeasureNode, Node, ProgrammeNode, Strategy, Version

MONTH = timedelta(days=30)
KEPT_SECONDS = 24 * 3600
RECENT = 40
SHOWN = 6
NEWSWORTHY = ("indicator", "measure", "programme", "round", "version")


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """Themes as steps, the money, the latest cards, what changed this month, three doors."""
    thing = Strategy.objects.select_related("agency").first()
    if thing is None:
        return show(request, "portal/home_empty.html", {"doors": doors_of()}, frame=Frame(""))
    versions = list(thing.versions.all())
    counts = counts_of(thing)
    version = current_version(versions, counts, wanted=request.GET.get("version", ""))
    nodes = list(Node.objects.filter(version=version, under=None)) if version else []
    facts = list(thing.facts.all())
    declared = facts_of(Version, [one.pk for one in versions])
    rounds = rounds_of(Q(version__strategy=thing))[:1]
    cards = cards_where(Q(round__in=rounds)) if rounds else []
    citations = citations_of([thing], facts, declared, rounds)
    now = timezone.now()
    context = {
        "strategy": thing,
        "version": version,
        "versions": versions,
        "themes": themes_of(nodes, counts),
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
    lines = JournalLine.objects.filter(chain__in=PUBLIC)
    last: datetime | None = lines.aggregate(last=Max("at"))["last"]
    grouped = lines.filter(at__gte=start).values_list("about_kind", "verb")
    return list(grouped.annotate(n=Count("pk")).order_by("about_kind", "verb")), last


def latest_records() -> list[tuple[Kind, Any, JournalLine]]:
    """The records of the strategy that were published last, each once, with its line."""
    lines = JournalLine.objects.filter(about_kind__in=NEWSWORTHY).order_by("-at", "chain", "-seq")
    shown: dict[tuple[str, str], JournalLine] = {}
    for line in lines[:RECENT]:
        shown.setdefault((line.about_kind, line.about_code), line)
    found: list[tuple[Kind, Any, JournalLine]] = []
    for name in NEWSWORTHY:
        kind = kinds[name]
        codes = [code for about, code in shown if about == name]
        things = kind.with_keys(codes).prefetch_related(None) if codes else ()
        found += [(kind, one, shown[name, kind.key_of_thing(one)]) for one in things]
    return sorted(found, key=lambda one: (one[2].at, one[2].seq), reverse=True)[:SHOWN]
