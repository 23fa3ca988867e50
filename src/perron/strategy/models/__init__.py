"""The strategy in its versions, its programmes and measures, and what evaluators said."""

from perron.strategy.models.evaluations import (
    Card,
    DeclaredTotal,
    EvaluationRound,
    FollowUp,
    Recommendation,
)
from perron.strategy.models.measures import (
    Measure,
    MeasureNode,
    MeasurePartner,
    MeasureQuerySet,
    Milestone,
    ReferenceNumber,
)
from perron.strategy.models.programmes import Programme, ProgrammeNode, ProgrammePartner
from perron.strategy.models.updates import MeasureOfficer, UpdateRequest
from perron.strategy.models.versions import Node, Strategy, Succession, Version

__all__ = [
    "Card",
    "DeclaredTotal",
    "EvaluationRound",
    "FollowUp",
    "Measure",
    "MeasureNode",
    "MeasureOfficer",
    "MeasurePartner",
    "MeasureQuerySet",
    "Milestone",
    "Node",
    "Programme",
    "ProgrammeNode",
    "ProgrammePartner",
    "Recommendation",
    "ReferenceNumber",
    "Strategy",
    "Succession",
    "UpdateRequest",
    "Version",
]
