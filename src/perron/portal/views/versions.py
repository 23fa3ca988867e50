"""Pages of a version and of the nodes of its tree."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from perron.core.pages import public_page
from perron.core.templatetags.perron import spoken
from perron.core.words import word
from perron.portal.pieces.history import history_of
from perron.portal.pieces.indicators import summaries_of
from perron.portal.pieces.nodes import (
    children_of,
    claims_of,
    measures_of,
    path_of,
    programmes_of,
)
from perron.portal.pieces.rounds import round_line_of
from perron.portal.pieces.series import all_values, series_of, with_series
from perron.portal.pieces.sheets import sheet_of
from perron.portal.pieces.versions import (
    became_of,
    before_of,
    changes_of,
    crumbs_of,
    tree_of,
    version_of,
)
from perron.portal.views.evaluations import rounds_of
from perron.portal.views.reading import citations_of, lines_about, money_of
from perron.portal.views.showing import Frame, find, show
from perron.strategy.models import MeasureNode, Node, ProgrammeNode, Succession, Version

SHOWN = 40


def neighbours_of(version: Version) -> tuple[Version | None, Version | None]:
    """The version before and the version after."""
    every = list(version.strategy.versions.all())
    place = [one.pk for one in every].index(version.pk)
    previous = every[place - 1] if place else None
    return previous, every[place + 1] if place + 1 < len(every) else None


@public_page
def version(request: HttpRequest, code: str) -> HttpResponse:
    """One version: what was adopted, its tree, and how it came from the version before."""
    thing = find(Version.objects.select_related("strategy", "adopter"), "version", code)
    previous, following = neighbours_of(thing)
    nodes = list(Node.objects.filter(version__in=[one for one in (thing, previous) if one]))
    own = [node for node in nodes if node.version_id == thing.pk]
    earlier = [node for node in nodes if node.version_id != thing.pk]
    steps = Succession.objects.filter(node__in=nodes).select_related("node", "later__version")
    successions = list(steps)
    places = ProgrammeNode.objects.filter(node__version=thing).select_related("programme")
    programmes = list(places)
    facts = list(thing.facts.all())
    rounds = rounds_of(Q(version=thing))
    citations = citations_of([thing], own, facts, successions, programmes, rounds)
    measures = MeasureNode.objects.filter(node__version=thing).values_list("node")
    counts = dict(measures.annotate(Count("pk")).order_by())
    context = {
        "version": version_of(thing, citations),
        "strategy": thing.strategy,
        "previous": previous,
        "following": following,
        "sheet": sheet_of(facts, citations),
        "tree": tree_of(own, programmes, counts, citations=citations),
        "changes": changes_of(own, earlier, successions, citations=citations),
        "became": became_of(own, successions, citations) if following else [],
        "rounds": [round_line_of(one, citations) for one in rounds],
        "history": history_of(lines_about("version", code)),
        "sources": citations.listed(),
    }
    frame = Frame("strategy", crumbs_of(thing)[:1], "version", thing)
    return show(request, "portal/version.html", context, frame=frame)


@public_page
def node(request: HttpRequest, code: str) -> HttpResponse:
    """One theme, objective, ambition or priority."""
    thing = find(Node.objects.select_related("version__strategy"), "node", code)
    every = list(Node.objects.filter(version=thing.version_id))
    programmes = list(thing.programme_attachments.select_related("programme"))
    places = thing.measure_attachments.select_related("measure")
    measures = list(places.order_by("measure__order_key", "measure__code")[:SHOWN])
    after = list(thing.successions.select_related("later__version"))
    before = list(thing.predecessions.select_related("node__version"))
    facts = list(thing.facts.all())
    below = [one.measure for one in measures] + [one.programme for one in programmes]
    money = money_of(below, SHOWN)
    series = [series_of(one) for one in thing.indicators.prefetch_related(*with_series())]
    citations = citations_of(
        [thing],
        *(programmes, measures, after, before, facts),
        *([fact for fact, _owner in money], all_values(series)),
    )
    context = {
        "node": thing,
        "marks": citations.marks(thing),
        "level": spoken(word("level", thing.level).name),
        "path": path_of(thing, every),
        "children": children_of(thing, every),
        "sheet": sheet_of(facts, citations),
        "programmes": programmes_of(programmes, citations),
        "measures": measures_of(measures, citations),
        "measure_count": places.count(),
        "measures_url": f"{reverse('portal:measures')}?theme={code}",
        "after": became_of([thing], after, citations)[0]["steps"],
        "before": before_of(before, citations),
        "claims": claims_of(money, citations),
        "indicators": summaries_of(series, citations, today=timezone.localdate()),
        "history": history_of(lines_about("node", code)),
        "sources": citations.listed(),
    }
    frame = Frame("strategy", crumbs_of(thing.version), "node", thing)
    return show(request, "portal/node.html", context, frame=frame)
