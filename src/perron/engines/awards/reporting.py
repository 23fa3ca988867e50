"""The result: what is awarded, what is proved, and why each application is funded or not."""

from collections.abc import Sequence

from perron.engines.awards.canonical import digest
from perron.engines.awards.errors import ResultUnsound
from perron.engines.awards.instances import Instance
from perron.engines.awards.outcomes import Award, Bound, Multipliers, Proof
from perron.engines.awards.passing import passing_over
from perron.engines.awards.plain_rank import plain_rank
from perron.engines.awards.sentences import sentences
from perron.engines.awards.soundness import award_faults, gap_ppm, proof_faults, standing_faults
from perron.engines.awards.standing import Standing

FORMAT = "perron-awards-result/1"

Row = dict[str, object]


def report(instance: Instance, awards: Sequence[Award], proof: Proof) -> Row:
    """A result of the contract; ResultUnsound if awards or proof break it."""
    faults = award_faults(instance, awards)
    if faults:
        raise ResultUnsound(faults)
    standing = Standing(instance, awards)
    faults = [*standing_faults(standing), *proof_faults(standing, proof)]
    if faults:
        raise ResultUnsound(faults)
    still_open = set(proof.open)
    result: Row = {
        "format": FORMAT,
        "instance": instance.digest,
        "rules": instance.rules_digest,
        "method": instance.rules.method,
        "ended": proof.ended,
        "nodes": proof.nodes,
        "awards": _awards(standing),
        "cutoffs": _cutoffs(standing),
        "spent": _spent(standing),
        "floors": _floors(standing),
        "shortfall": _shortfall(standing, proof),
        "quality": _quality(standing, proof),
        "rank": _rank(standing),
        "passing_over": passing_over(standing),
        "open": [one.id for one in instance.by_lot if one.id in still_open],
        "sentences": sentences(standing),
    }
    return {**result, "digest": digest(result)}


def _awards(standing: Standing) -> list[Row]:
    return [
        {
            "id": application.id,
            "money": award.money,
            "level": award.level,
            "amount": cost.amount,
            "sources": dict(cost.sources),
        }
        for application, award, cost in standing.funded.values()
    ]


def _cutoffs(standing: Standing) -> list[Row]:
    return [
        {
            "cell": cell,
            "money": money,
            "id": None if last is None else last.id,
            "score": None if last is None else last.score,
        }
        for (cell, money), last in sorted(standing.cutoffs.items(), key=lambda pair: pair[0])
    ]


def _spent(standing: Standing) -> Row:
    taken = standing.taken
    sources = standing.instance.sources
    return {
        "sources": {source: taken.spent[source] for source in sources},
        "years": {
            source.id: {year: taken.paid[source.id, year] for year in source.years}
            for source in sources.values()
            if source.years
        },
    }


def _floors(standing: Standing) -> list[Row]:
    return [
        {
            "group": group,
            "floor": standing.instance.groups[group].floor,
            "granted": standing.taken.granted[group],
            "shortfall": shortfall,
        }
        for group, shortfall in standing.shortfalls.items()
    ]


def _shortfall(standing: Standing, proof: Proof) -> Row:
    least, bound = proof.free_shortfall
    without: Row = {"total": least, **_bound(bound)}
    return {"total": standing.shortfall, **_bound(proof.shortfall), "without_cutoffs": without}


def _quality(standing: Standing, proof: Proof) -> Row:
    return {
        "total": standing.quality,
        **_bound(proof.quality),
        "gap_ppm": gap_ppm(standing.quality, proof.quality.value),
        "without_cutoffs": _bound(proof.free_quality),
    }


def _bound(bound: Bound) -> Row:
    return {"bound": bound.value, "multipliers": _multipliers(bound.multipliers)}


def _multipliers(multipliers: Multipliers) -> Row:
    told: Row = {
        "scale": multipliers.scale,
        "sources": dict(multipliers.sources),
        "years": {source: dict(years) for source, years in multipliers.years.items()},
        "ceilings": dict(multipliers.ceilings),
        "floors": dict(multipliers.floors),
    }
    rarer: Row = {
        "boards": {board: dict(prices) for board, prices in multipliers.boards.items()},
        "exclusive": dict(multipliers.exclusive),
        "requires": {one: dict(prices) for one, prices in multipliers.requires.items()},
    }
    return told | {name: prices for name, prices in rarer.items() if prices}


def _rank(standing: Standing) -> Row:
    rank = Standing(standing.instance, plain_rank(standing.instance))
    return {
        "awards": list(rank.funded),
        "quality": rank.quality,
        "shortfall": rank.shortfall,
        "changes": len(rank.funded.keys() ^ standing.funded.keys()),
    }
