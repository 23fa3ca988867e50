"""Pages of a version and of the nodes of its tree."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from perron.core.pages import public_page
from perron.core.templatetags.perron import spoken
from perron.core.words import word
from perron.indicators.models import Indicator
from perron.portal.pieces.history import history_of
from perron.portal.pieces.indicators import summaries_of
from perron.portal.pieces.nodes import (
    children_of,
    claims_of,
    flight_of,
    measures_of,
    path_of,
    programmes_of,
)
from perron.portal.pieces.rounds import round_line_of
from perron.portal.pieces.series import all_values
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
from perron.portal.views.reading import (
    citations_of,
    facts_of,
    lines_about,
    linked_to,
    money_of,
    rows_of,
    series_of,
    with_each,
)
from perron.portal.views.showing import Frame, find_row, show
from perron.strategy.models import MeasureNode, Node, ProgrammeNode, Succession, Version

SHOWN = 25


def neighbours_of(version: Version) -> tuple[Version | None, Version | None]:
    """The version before and the version after."""
    every = rows_of(Version, "strategy_id", [version.strategy_id], order="place, code")
    place = [one.pk for one in every].index(version.pk)
    previous = every[place - 1] if place else None
    return previous, every[place + 1] if place + 1 < len(every) else None


def with_ends(successions: list[Succession]) -> list[Succession]:
    """The same steps, with the nodes and the versions that they lead from and to."""
    with_each(with_each(successions, "node"), "later")
    ends = [end for one in successions for end in (one.node, one.later) if end]
    with_each(ends, "version")
    return successions


@public_page
def version(request: HttpRequest, code: str) -> HttpResponse:
    """One version: what was adopted, its tree, and how it came from the version before."""
    thing = find_row(Version, "version", code)
    with_each(with_each([thing], "strategy"), "adopter")
    previous, following = neighbours_of(thing)
    shown = [one.pk for one in (thing, previous) if one]
    nodes = rows_of(Node, "version_id", shown, order="version_id, place, code")
    own = [node for node in nodes if node.version_id == thing.pk]
    earlier = [node for node in nodes if node.version_id != thing.pk]
    successions = with_ends(rows_of(Succession, "node_id", [node.pk for node in nodes]))
    places = rows_of(ProgrammeNode, "node_id", [node.pk for node in own], order="node_id, id")
    programmes = with_each(places, "programme")
    facts = facts_of(Version, [thing.pk])
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
    thing = find_row(Node, "node", code)
    with_each([one.version for one in with_each([thing], "version")], "strategy")
    every = rows_of(Node, "version_id", [thing.version_id], order="place, code")
    programmes = with_each(rows_of(ProgrammeNode, "node_id", [thing.pk], order="id"), "programme")
    places = thing.measure_attachments.select_related("measure")
    measures = list(places.order_by("measure__order_key", "measure__code")[:SHOWN])
    after = with_ends(rows_of(Succession, "node_id", [thing.pk]))
    before = with_ends(rows_of(Succession, "later_id", [thing.pk]))
    facts = facts_of(Node, [thing.pk])
    below = [one.measure for one in measures] + [one.programme for one in programmes]
    money = money_of(below, SHOWN)
    series = series_of(linked_to(Indicator, "nodes", thing))
    citations = citations_of(
        [thing],
        *(programmes, measures, after, before, facts),
        *([fact for fact, _owner in money], all_values(series)),
    )
    context = {
        "node": thing,
        "marks": citations.marks(thing),
        "level": spoken(word("level", thing.level).name),
        "flight": flight_of(thing, every),
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
