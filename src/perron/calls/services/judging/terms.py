"""What an edition's document says of judging, in the terms of the scoring engine."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from perron.calls.models import Edition
from perron.core.text import Text
from perron.engines.scoring.combining import CombiningRule, ManyRule
from perron.engines.scoring.criteria import Criterion, Grid, Level
from perron.engines.scoring.ranking import Direction, RankingRule, Tie
from perron.engines.scoring.weighting import Band, Bands, Effect, Table, Weighting

SCORING = "scoring"
PAIR = 2


@dataclass(frozen=True, slots=True)
class JuryTerms:
    """How an edition is judged: ``reviews`` each, a third beyond ``gap``, blind or not.

    ``calibration`` is how many applications everybody scores first; ``needs`` names the expertise
    of which each application wants at least one reader.
    """

    reviews: int
    gap: int
    combine: ManyRule
    blind: bool
    calibration: int
    needs: tuple[str, ...]


def jury_terms(edition: Edition) -> JuryTerms:
    """The terms of an edition's jury; two readers and no calibration where nothing is said."""
    said = edition.definition.get("jury", {})
    needs = said.get("needs", [])
    return JuryTerms(
        reviews=int(said.get("reviews", PAIR)),
        gap=int(said.get("gap", 0)),
        combine=ManyRule(said.get("combine", ManyRule.CLOSEST.value)),
        blind=bool(said.get("blind", False)),
        calibration=int(said.get("calibration", 0)),
        needs=(needs,) if isinstance(needs, str) else tuple(needs),
    )


def grid_of(edition: Edition) -> Grid:
    """The criteria with their weights and levels. Raises ``ScoringRefused`` for a faulty grid."""
    said = edition.definition["grid"]
    order = {
        one["criterion"]: place
        for place, one in enumerate(_ex_aequo(edition))
        if one.get("criterion")
    }
    return Grid(
        tuple(
            Criterion(
                one["code"],
                int(one["weight"]),
                tuple(Level(level["code"], int(level["points"])) for level in one["levels"]),
                least=one.get("least"),
                tie=order.get(one["code"]),
            )
            for one in said["criteria"]
        ),
        scale=int(said.get("scale", 100_000)),
        threshold=said.get("threshold"),
    )


def criteria_said(edition: Edition) -> list[Mapping[str, Any]]:
    """The criteria as the document words them: name, levels with their texts."""
    return list(edition.definition["grid"]["criteria"])


def criterion_names(edition: Edition) -> dict[str, str]:
    """The criteria's names in the reader's language."""
    return {one["code"]: str(Text(one["name"])) for one in criteria_said(edition)}


def combining_rule(edition: Edition) -> CombiningRule:
    """When a third reading is wanted and what several come to."""
    terms = jury_terms(edition)
    threshold = edition.definition["grid"].get("threshold")
    return CombiningRule(gap=terms.gap, threshold=threshold, many=terms.combine)


def weighting_of(edition: Edition) -> Weighting:
    """The steps of weighting after the jury; a total never passes the scale."""
    scale = int(edition.definition["grid"].get("scale", 100_000))
    return Weighting(tuple(map(_step, edition.definition.get("weighting", []))), most=scale)


def ranking_rule(edition: Edition) -> RankingRule:
    """The edition's ex-aequo keys and lots."""
    ties = tuple(
        Tie(
            one.get("criterion") or one["fact"],
            Direction.LOWEST if one.get("first") == "low" else Direction.HIGHEST,
        )
        for one in _ex_aequo(edition)
    )
    threshold = edition.definition["grid"].get("threshold")
    return RankingRule(seed=edition.seed, ties=ties, threshold=threshold)


def _ex_aequo(edition: Edition) -> list[Mapping[str, Any]]:
    return list(edition.definition.get("ranking", {}).get("ex_aequo", []))


def _step(said: Mapping[str, Any]) -> Bands | Table:
    effect = Effect(said["change"])
    if "table" in said:
        return Table(said["code"], said["fact"], effect, said["table"])
    leasts = [None, *(band.get("up_to") for band in said["bands"])]
    bands = zip(leasts, said["bands"], strict=False)
    return Bands(
        said["code"],
        said["fact"],
        effect,
        tuple(Band(least, int(band["value"])) for least, band in bands),
    )
