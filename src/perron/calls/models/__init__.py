"""Editions, applications, juries and decisions."""

from perron.calls.models.applications import (
    Application,
    Attachment,
    Completion,
    Member,
    Sharer,
    Signing,
    SiteFact,
    Submission,
)
from perron.calls.models.decisions import Appeal, Award, Decision, Override, Scenario
from perron.calls.models.editions import Edition, Notice
from perron.calls.models.juries import Conflict, Consensus, Interest, Juror, Ranking, Review
from perron.calls.models.outages import Heartbeat, Outage
from perron.calls.models.sharing import Admission, Feedback, Invitation

__all__ = [
    "Admission",
    "Appeal",
    "Application",
    "Attachment",
    "Award",
    "Completion",
    "Conflict",
    "Consensus",
    "Decision",
    "Edition",
    "Feedback",
    "Heartbeat",
    "Interest",
    "Invitation",
    "Juror",
    "Member",
    "Notice",
    "Outage",
    "Override",
    "Ranking",
    "Review",
    "Scenario",
    "Sharer",
    "Signing",
    "SiteFact",
    "Submission",
]
