"""From a sealed ranking and the amounts asked to what the award engine reads.

This is where amounts are joined to scores for the first time. Applications are known by their
numbers, boards by numbers of their own: nothing personal and no name goes in, so that the very
documents that decided can be published.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.text import slugify

from perron.calls.enums import ApplicationState
from perron.calls.errors.deciding import (
    AmountsMissing,
    CellUnknown,
    InstanceUnsound,
    NothingRanked,
    NotOfTheRanking,
    ScoresMissing,
    SitesTangled,
)
from perron.calls.models import Application, Ranking, Sharer
from perron.calls.services.deciding.changes import ONLY, Changes, changed
from perron.calls.services.deciding.conditions import Conditions, facts_of
from perron.engines.awards.errors import InstanceRefused
from perron.engines.awards.instances import read_instance

FORMAT = "perron-awards-instance/1"
GAP_PPM, NODE_LIMIT = 1000, 20_000
EVERYWHERE = "all"
QUEUED = ("fixed", "continuous")  # ranked by need, without a jury
MOST_NAMED = 12
LEFT = (ApplicationState.WITHDRAWN, ApplicationState.RENOUNCED)
Document = dict[str, Any]
Row = Mapping[str, Any]


def instance_of(ranking: Ranking, changes: Changes | None = None) -> Document:
    """The engine's instance of a ranking, under the edition's rules or a scenario's.

    Applications that were withdrawn or renounced since the seal are left out. Raises the refusals
    of ``errors.deciding``, each naming the applications that it is about.
    """
    changes = changes or {}
    rules = changed(ranking.edition.definition["award"], changes)
    rows = _rows(ranking, changes)
    applications = _applications(ranking, rows)
    kept = [row for row in rows if applications[row["application"]].state not in LEFT]
    if not kept:
        raise NothingRanked(edition=ranking.edition)
    listed = [applications[row["application"]] for row in kept]
    _refuse_amounts(listed)
    boards = _boards(listed, rules)
    document: Document = {
        "format": FORMAT,
        "edition": ranking.edition.code,
        "currency": settings.REGION.currency,
        "rules": _rules(ranking, rules),
        "sources": [_source(one) for one in rules["envelopes"]],
        "moneys": [{"id": one["code"], "parts": one["parts"]} for one in rules["moneys"]],
        "groups": list(_groups(rules)),
        "boards": [_board(one, rules) for one in sorted(set(boards.values()))],
        "exclusive": _exclusive(listed),
        "applications": [],
    }
    conditions = Conditions(ranking.edition)
    profile = profile_of(rules, timezone.localdate(ranking.sealed_at).year)
    for row, one in zip(kept, listed, strict=True):
        entry = _application(row, one, rules, conditions=conditions)
        if one.number in boards:
            entry["board"] = boards[one.number]
        if profile:
            entry["profile"] = profile
        document["applications"].append(entry)
    try:
        read_instance(document)
    except InstanceRefused as refused:
        raise InstanceUnsound(problems=" ".join(refused.problems[:MOST_NAMED])) from refused
    return document


def cell_of(application: Application, rules: Mapping[str, Any]) -> str:
    """The name of an application's cell; raises ``CellUnknown``."""
    facts = facts_of(application)
    parts = []
    for fact in rules.get("cells", ()):
        if facts.get(fact) in (None, ""):
            raise CellUnknown(fact=fact, numbers=application.number)
        parts.append(slugify(str(facts[fact])) or "x")
    return "/".join(parts) or EVERYWHERE


def floor_id(code: str) -> str:
    """How a floor is known to the engine."""
    return f"floor:{code}"


def ceiling_id(code: str) -> str:
    """How a ceiling is known to the engine."""
    return f"ceiling:{code}"


def _rows(ranking: Ranking, changes: Changes) -> list[Row]:
    rows: list[Row] = list(ranking.rows)
    if ONLY in changes:
        wanted = set(changes[ONLY])
        rows = [row for row in rows if row["application"] in wanted]
    missing = [row["application"] for row in rows if not _is_score(row.get("score"))]
    if missing:
        raise ScoresMissing(numbers=named(missing))
    return rows


def _is_score(score: object) -> bool:
    return isinstance(score, int) and not isinstance(score, bool)


def _applications(ranking: Ranking, rows: Sequence[Row]) -> dict[str, Application]:
    numbers = [row["application"] for row in rows]
    found = Application.objects.filter(edition=ranking.edition, number__in=numbers)
    shares = Prefetch("sharers", Sharer.objects.exclude(site=None))
    applications = {one.number: one for one in found.prefetch_related(shares)}
    strange = [number for number in numbers if number not in applications]
    if strange:
        raise NotOfTheRanking(numbers=named(strange))
    return applications


def _refuse_amounts(applications: Iterable[Application]) -> None:
    nothing = [one.number for one in applications if one.asked <= 0]
    if nothing:
        raise AmountsMissing(numbers=named(nothing))


def _rules(ranking: Ranking, rules: Mapping[str, Any]) -> Document:
    definition = ranking.edition.definition
    least = 0 if definition["kind"] in QUEUED else definition["grid"]["threshold"]
    return {
        "method": rules["method"],
        "threshold": rules.get("threshold", least),
        "seed": ranking.edition.seed or ranking.edition.code,
        "gap_ppm": rules.get("gap_ppm", GAP_PPM),
        "node_limit": rules.get("node_limit", NODE_LIMIT),
        "skip": rules.get("skip", True),
    }


def _source(envelope: Mapping[str, Any]) -> Document:
    source: Document = {"id": envelope["code"], "limit": envelope["amount"]}
    if envelope.get("years"):
        source["years"] = dict(envelope["years"])
    return source


def _groups(rules: Mapping[str, Any]) -> Iterable[Document]:
    for one in rules.get("floors", ()):
        yield {"id": floor_id(one["code"]), "floor": one["amount"]}
    for one in rules.get("ceilings", ()):
        yield {"id": ceiling_id(one["code"]), "ceiling": one["amount"]}


def _boards(applications: Iterable[Application], rules: Mapping[str, Any]) -> dict[str, str]:
    """Application to its board, by a number that names nobody."""
    fact = rules.get("boards", {}).get("fact")
    if not fact:
        return {}
    said = {one.number: facts_of(one).get(fact) for one in applications}
    known = sorted({str(board) for board in said.values() if board})
    names = {board: f"board-{place}" for place, board in enumerate(known, start=1)}
    return {number: names[str(board)] for number, board in said.items() if board}


def _board(name: str, rules: Mapping[str, Any]) -> Document:
    limits = rules["boards"]
    asked = {key: limits[key] for key in ("most_awards", "most_money") if key in limits}
    return {"id": name, **asked}


def _application(
    row: Row, application: Application, rules: Mapping[str, Any], *, conditions: Conditions
) -> Document:
    """An application under a criterion's least is eligible for no money."""
    facts = facts_of(application)
    limits = [(floor_id(one["code"]), one) for one in rules.get("floors", ())]
    limits += [(ceiling_id(one["code"]), one) for one in rules.get("ceilings", ())]
    document: Document = {
        "id": application.number,
        "score": row["score"],
        "tie": row["tie"],
        "asked": application.asked,
        "cell": cell_of(application, rules),
        "moneys": [
            one["code"]
            for one in rules["moneys"]
            if not row.get("below") and conditions.hold(one.get("when"), facts)
        ],
        "groups": [name for name, one in limits if conditions.hold(one.get("when"), facts)],
    }
    if rules.get("levels"):
        document["levels"] = list(rules["levels"])
    return document


def profile_of(rules: Mapping[str, Any], year: int) -> dict[str, int]:
    """When awards are paid, in ten-thousandths by year; empty where no envelope limits years.

    It is as the rules say, else all in the first limited year that is not over in ``year``.
    """
    years = sorted({one for envelope in rules["envelopes"] for one in envelope.get("years", {})})
    if not years:
        return {}
    to_come = [one for one in years if int(one) >= year]
    said: dict[str, int] = rules.get("profile", {(to_come or years[-1:])[0]: 10_000})
    return dict(said)


def _exclusive(applications: Sequence[Application]) -> list[list[str]]:
    """Applications that concern one site: at most one of them is funded."""
    concerned: dict[Any, list[str]] = {}
    for one in applications:
        sites = {one.site_id or one.facts.get("site")}
        sites |= {sharer.site_id for sharer in one.sharers.all()}
        for site in sites - {None}:
            concerned.setdefault(site, []).append(one.number)
    together = {tuple(sorted(numbers)) for numbers in concerned.values() if len(numbers) > 1}
    listed = [number for numbers in together for number in numbers]
    tangled = {number for number in listed if listed.count(number) > 1}
    if tangled:
        raise SitesTangled(numbers=named(sorted(tangled)))
    return [list(numbers) for numbers in sorted(together)]


def named(numbers: Sequence[str]) -> str:
    """Numbers in a sentence: the first dozen, and how many more."""
    shown = ", ".join(numbers[:MOST_NAMED])
    more = len(numbers) - MOST_NAMED
    return f"{shown} (+{more})" if more > 0 else shown
