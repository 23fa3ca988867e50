"""What an edition's document says of judging, in the terms of the scoring engine."""

from collections.abc import Mapping

from perron.calls.models import Edition
from perron.calls.rules.definition import Judged, Jury, definition_of
from perron.engines.scoring.combining import CombiningRule
from perron.engines.scoring.criteria import Grid
from perron.engines.scoring.ranking import RankingRule
from perron.engines.scoring.weighting import Weighting

SCORING = "scoring"


def jury_terms(edition: Edition) -> Jury:
    """How many read each application, when a third does, whether names are hidden."""
    return definition_of(edition).jury


def grid_of(edition: Edition) -> Grid:
    """The criteria with their weights and levels."""
    return definition_of(edition).grid


def criterion_names(edition: Edition) -> dict[str, str]:
    """The criteria's names in the reader's language."""
    return {one.code: str(one.name) for one in definition_of(edition).criteria}


def combining_rule(edition: Edition) -> CombiningRule:
    """When a third reading is wanted and what several come to."""
    definition = definition_of(edition)
    return definition.jury.combining(definition.grid.threshold)


def weighting_of(edition: Edition) -> Weighting:
    """The steps of weighting after the jury; none where the edition names none."""
    return definition_of(edition).weighting or Weighting(())


def ranking_rule(edition: Edition) -> RankingRule:
    """The edition's ex-aequo keys (``criterion:<code>``, ``fact:<name>``) and its lots."""
    definition = definition_of(edition)
    ties = tuple(one.tie for one in definition.ex_aequo)
    return RankingRule(seed=edition.seed, ties=ties, threshold=definition.grid.threshold)


def level_code(criterion: Judged, marks: Mapping[str, int]) -> str:
    """The level that was given; empty where none was."""
    points = marks.get(criterion.code)
    level = None if points is None else criterion.level(points)
    return level.code if level else ""
