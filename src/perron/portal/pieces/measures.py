"""A measure: its state, who holds it, where it stands, its steps."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from perron.core.templatetags.perron import spoken
from perron.core.words import word
from perron.portal.pieces.cards import is_past
from perron.portal.pieces.citations import Citations
from perron.portal.pieces.facts import Piece, period_between
from perron.portal.pieces.links import address
from perron.portal.pieces.tones import measure_tone
from perron.strategy.enums import Basis
from perron.strategy.models import (
    Measure,
    MeasureNode,
    MeasurePartner,
    Milestone,
    ProgrammeNode,
    ProgrammePartner,
)

HOLDER = "holder"


def is_holder(role: str) -> bool:
    """Whether the region's list of roles says that this one holds a measure."""
    return HOLDER in {role, word("role", role).nature}


def state_of(measure: Measure, partners: Sequence[MeasurePartner]) -> Piece:
    """The state line of a measure."""
    holder = next((one.organisation for one in partners if is_holder(one.role)), None)
    return {
        **measure_tone(measure.state),
        "holder": spoken(holder.name) if holder else "",
        "holder_url": address("organisation", holder.code) if holder else "",
        "since": measure.start,
        "until": measure.end,
    }


def partners_of(
    partners: Iterable[MeasurePartner | ProgrammePartner], citations: Citations
) -> list[Piece]:
    """Who takes part, by role; whoever holds it comes first."""
    groups: dict[str, list[Piece]] = {}
    for one in partners:
        entry = {
            "name": spoken(one.organisation.name),
            "url": address("organisation", one.organisation.code),
            "contribution": spoken(one.contribution),
            "marks": citations.marks(one),
        }
        groups.setdefault(one.role, []).append(entry)
    ordered = sorted(groups, key=lambda role: (not is_holder(role), word("role", role).place))
    return [{"role": spoken(word("role", role).name), "entries": groups[role]} for role in ordered]


def standing_of(
    attachments: Iterable[MeasureNode | ProgrammeNode], citations: Citations
) -> list[Piece]:
    """Where it stands in the trees of the versions, earliest version first."""
    ordered = sorted(
        attachments, key=lambda one: (one.node.version.place, one.node.version.code, one.place)
    )
    return [
        {
            "version": spoken(one.node.version.name),
            "version_code": one.node.version.code,
            "version_url": address("version", one.node.version.code),
            "level": spoken(word("level", one.node.level).name),
            "node": spoken(one.node.name),
            "node_url": address("node", one.node.code),
            "inferred": one.basis == Basis.INFERRED,
            "basis": one.get_basis_display(),
            "marks": citations.marks(one),
        }
        for one in ordered
    ]


def milestones_of(
    milestones: Iterable[Milestone], citations: Citations, *, today: date
) -> list[Piece]:
    """Steps with their dates; a past date without a result is said, not judged."""
    ordered = sorted(milestones, key=lambda one: (one.due or one.reached or "9999", one.place))
    return [
        {
            **_milestone_tone(one, today),
            "name": spoken(one.name),
            "due": one.due,
            "reached": one.reached,
            "marks": citations.marks(one),
        }
        for one in ordered
    ]


def _milestone_tone(milestone: Milestone, today: date) -> dict[str, Any]:
    if milestone.reached:
        return {"tone": "done", "word": _("reached")}
    if is_past(milestone.due, today):
        return {"tone": "late", "word": _("no source says that it was reached")}
    if milestone.due:
        return {"tone": "waiting", "word": _("to come")}
    return {"tone": "unknown", "word": _("no date known")}


def line_of(measure: Measure) -> Piece:
    """A measure in a list."""
    return {
        **measure_tone(measure.state),
        "name": spoken(measure.name),
        "url": address("measure", measure.code),
        "type": spoken(word("measure-type", measure.type).name) if measure.type else "",
        "period": period_between(measure.start, measure.end),
    }
