"""The page of the strategy, through all its versions."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse

from perron.core.models import Fact
from perron.core.pages import public_page
from perron.portal.pieces.history import history_of
from perron.portal.pieces.rounds import round_line_of
from perron.portal.pieces.sheets import sheet_of
from perron.portal.pieces.versions import declared_of, version_of
from perron.portal.views.evaluations import rounds_of
from perron.portal.views.reading import citations_of, facts_of, lines_about, rows_of, with_each
from perron.portal.views.showing import Frame, find_row, show
from perron.strategy.models import MeasureNode, Node, ProgrammeNode, Strategy, Version


@public_page
def strategy(request: HttpRequest, code: str = "") -> HttpResponse:
    """The strategy through all its versions; without a code, the first one."""
    thing = find_row(Strategy, "strategy", code) if code else Strategy.objects.first()
    frame = Frame("strategy", [], "strategy", thing)
    if thing is None:
        return show(request, "portal/strategy_none.html", {}, frame=frame)
    with_each([thing], "agency")
    versions = with_each(
        rows_of(Version, "strategy_id", [thing.pk], order="place, code"), "adopter"
    )
    own = facts_of(Strategy, [thing.pk])
    declared = facts_of(Version, [one.pk for one in versions])
    rounds = list(rounds_of(Q(version__strategy=thing)))
    citations = citations_of([thing], versions, own, declared, rounds)
    by_version: dict[int, list[Fact]] = defaultdict(list)
    for fact in declared:
        by_version[fact.owner_pk].append(fact)
    counts = counts_of(versions)
    context = {
        "strategy": thing,
        "marks": citations.marks(thing),
        "versions": [version_of(one, citations) | counts[one.code] for one in versions],
        "sheet": sheet_of(own, citations),
        "declared": declared_of(versions, by_version, citations),
        "rounds": [round_line_of(one, citations) for one in rounds],
        "others": Strategy.objects.exclude(pk=thing.pk),
        "history": history_of(lines_about("strategy", thing.code)),
        "sources": citations.listed(),
    }
    return show(request, "portal/strategy.html", context, frame=frame)


def counts_of(versions: Sequence[Version]) -> dict[str, dict[str, int]]:
    """How many nodes, programmes and measures stand in each version's tree here."""
    found = {one.code: {"nodes": 0, "programmes": 0, "measures": 0} for one in versions}
    for name, rows in (
        ("nodes", Node.objects.values_list("version__code")),
        ("programmes", ProgrammeNode.objects.values_list("node__version__code")),
        ("measures", MeasureNode.objects.values_list("node__version__code")),
    ):
        counted = {"nodes": "pk", "programmes": "programme", "measures": "measure"}[name]
        for code, count in rows.annotate(n=Count(counted, distinct=True)).order_by():
            if code in found:
                found[code][name] = count
    return found
