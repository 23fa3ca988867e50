"""Makes the result that belongs to awards and multipliers, whether they keep the rules or not.

It says what the verifier expects, so that a result which breaks one rule breaks no other.
"""

import json
from collections.abc import Mapping
from typing import Any

from perron.engines.awards.verifying import canon
from perron.engines.awards.verifying.bounding import Bounds
from perron.engines.awards.verifying.cases import Case, read_case
from perron.engines.awards.verifying.fairness import envied
from perron.engines.awards.verifying.passing import across
from perron.engines.awards.verifying.ranking import plain_rank
from perron.engines.awards.verifying.sums import gap_ppm
from perron.engines.awards.verifying.telling import Sentences
from perron.engines.awards.verifying.trials import Trial
from tests.engines.awards.drawing import Draw

Awards = Mapping[str, tuple[str, int]]
Document = dict[str, Any]
BOUNDS = ("quality", "quality_free", "shortfall", "shortfall_free")
NO_PRICES = {"scale": 1, "sources": {}, "years": {}, "ceilings": {}, "floors": {}}


def make_result(instance: Document, awards: Awards, prices: Mapping[str, Any]) -> Document:
    """A whole result; the bounds are those that the prices (by the bounds' names) prove."""
    case = read_case(instance)
    result: Document = {
        "format": "perron-awards-result/1",
        "method": case.rules["method"],
        "ended": "nodes",
        "nodes": 1,
        "awards": [
            {"id": row.id, "money": awards[row.id][0], "level": awards[row.id][1]}
            for row in case.order
            if row.id in awards
        ],
    }
    trial = Trial(case, result)
    result |= told_of(trial)
    for award in result["awards"]:
        grant = trial.grants[award["id"]]
        award |= {"amount": grant.amount, "sources": dict(grant.sources)}
    result["quality"] = {"total": trial.quality, "multipliers": prices["quality"]}
    result["quality"]["without_cutoffs"] = {"multipliers": prices["quality_free"]}
    result["shortfall"] = {"total": trial.shortfall, "multipliers": prices["shortfall"]}
    result["shortfall"]["without_cutoffs"] = {"multipliers": prices["shortfall_free"]}
    return bounded(instance, result)


def told_of(trial: Trial) -> Document:
    """All that the awards alone decide."""
    case = trial.case
    pairs = sorted({(row.cell, money) for row in case.order for money in row.eligible})
    last = {pair: (found.id, found.score) for pair, found in trial.cutoffs.items()}
    years: dict[str, dict[str, int]] = {}
    for source, year in case.years:
        years.setdefault(source, {})[year] = trial.spent_in[source, year]
    sentences = Sentences(trial)
    fates = [(row.id, sentences.fate(row)) for row in case.order]
    return {
        "cutoffs": [
            {"cell": pair[0], "money": pair[1], "id": found[0], "score": found[1]}
            for pair in pairs
            for found in [last.get(pair, (None, None))]
        ],
        "spent": {"sources": {name: trial.spent[name] for name in case.sources}, "years": years},
        "floors": [
            {
                "group": group,
                "floor": case.floors[group],
                "granted": trial.granted[group],
                "shortfall": trial.shortfalls[group],
            }
            for group in sorted(case.floors)
        ],
        "rank": rank_of(trial),
        "passing_over": {
            "inside": sum(any(envied(trial, row)) for row in trial.refused),
            "across": across(trial),
        },
        "sentences": [
            {"id": name, "code": fate.code, "facts": fate.facts, "text": sentences.text(fate)}
            for name, fate in fates
        ],
    }


def rank_of(trial: Trial) -> Document:
    """Plain rank beside a result."""
    case = trial.case
    funded = plain_rank(case)
    awards = [
        {"id": name, "money": money, "level": level} for name, (money, level) in funded.items()
    ]
    rank = Trial(case, {"awards": awards})
    return {
        "awards": list(funded),
        "quality": rank.quality,
        "shortfall": rank.shortfall,
        "changes": len(funded.keys() ^ trial.awards.keys()),
    }


def bounded(instance: Document, result: Document) -> Document:
    """A result with the bounds that its multipliers prove, its open list, gap and digests."""
    trial = Trial(read_case(instance), result)
    bounds = Bounds(trial)
    quality, shortfall = result["quality"], result["shortfall"]
    quality["bound"] = bounds.quality()
    quality["gap_ppm"] = gap_ppm(quality["total"], quality["bound"])
    quality["without_cutoffs"]["bound"] = bounds.quality_free(bounds.for_quality_free)
    shortfall["bound"] = bounds.shortfall()
    least = bounds.shortfall_free(bounds.for_shortfall_free)
    shortfall["without_cutoffs"] |= {"bound": least, "total": max(least, trial.shortfall)}
    known = trial.case.known
    still_open = bounds.unsettled() if bounds.with_cutoffs else ()
    result["open"] = sorted(still_open, key=lambda name: known[name].lot)
    return sealed(instance, result)


def copied(result: Document) -> Document:
    """Another copy of a result."""
    copy: Document = json.loads(json.dumps(result))
    return copy


def sealed(instance: Document, result: Document) -> Document:
    """The same with every digest computed anew."""
    result["instance"] = canon.instance_digest(instance)
    result["rules"] = canon.digest(instance["rules"])
    result["digest"] = canon.result_digest(result)
    return result


def some_prices(draw: Draw, case: Case, *, scored: bool) -> Document:
    """Multipliers drawn at random, about as high as a cent is worth; many are 0."""
    scale = draw.pick([1, 7, 100])
    worth = 90_000 if scored else 1

    def price(share: float, most: int) -> int:
        return draw.number(0, most * worth * scale) if draw.chance(share) else 0

    return {
        "scale": scale,
        "sources": {name: price(0.7, 1) for name in case.sources},
        "years": yearly_prices(draw, case, worth * scale // 2),
        "ceilings": {name: price(0.2, 1) for name in case.ceilings},
        "floors": {name: price(0.8, 1) for name in case.floors},
        **prices_of_ties(draw, case, worth * scale * 200),
    }


def prices_of_ties(draw: Draw, case: Case, most: int) -> Document:
    """Prices of boards, exclusive lists and requirements, perhaps."""
    if draw.chance(0.5):
        return {}
    boards: Document = {name: {"awards": draw.number(0, most)} for name in case.most_awards}
    for name in case.most_money:
        boards.setdefault(name, {})["money"] = draw.number(0, most // 500)
    lists = sorted({row.list for row in case.order if row.list is not None})
    prices: Document = {
        "boards": boards,
        "exclusive": {name: draw.number(0, most) for name in lists},
        "requires": {
            row.id: {name: draw.number(0, most) for name in row.requires}
            for row in case.order
            if row.requires
        },
    }
    return {name: rows for name, rows in prices.items() if rows}


def yearly_prices(draw: Draw, case: Case, most: int) -> dict[str, dict[str, int]]:
    """Prices of the sources' years; some are not named."""
    prices: dict[str, dict[str, int]] = {}
    for source, year in case.years:
        if draw.chance(0.4):
            prices.setdefault(source, {})[year] = draw.number(0, most)
    return prices


def good_prices(draw: Draw, instance: Document, awards: Awards) -> Document:
    """Of a few draws, the multipliers that bound a result best."""
    case = read_case(instance)
    best: Document = dict.fromkeys(BOUNDS, NO_PRICES)
    figures = told_bounds(make_result(instance, awards, best))
    for _ in range(8):
        drawn = {name: some_prices(draw, case, scored="quality" in name) for name in BOUNDS}
        for name, figure in told_bounds(make_result(instance, awards, drawn)).items():
            better = figure < figures[name] if "quality" in name else figure > figures[name]
            if better:
                figures[name], best[name] = figure, drawn[name]
    return best


def told_bounds(result: Document) -> dict[str, int]:
    """The four bounds of a result by name."""
    quality, shortfall = result["quality"], result["shortfall"]
    told = (quality, quality["without_cutoffs"], shortfall, shortfall["without_cutoffs"])
    return {name: row["bound"] for name, row in zip(BOUNDS, told, strict=True)}
