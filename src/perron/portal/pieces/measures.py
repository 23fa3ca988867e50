"""A measure: its state, who holds it, where it stands, its steps."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from perron.core.phrases import on
from perron.core.templatetags.perron import spoken
from perron.core.words import word
from perron.portal.pieces.cards import is_past
from perron.portal.pieces.citations import Citations
from perron.portal.pieces.facts import Piece, period_between
from perron.portal.pieces.links import address
from perron.portal.pieces.tones import measure_tone
from perron.strategy.enums import Basis, MeasureState
from perron.strategy.models import (
    Measure,
    MeasureNode,
    MeasurePartner,
    Milestone,
    ProgrammeNode,
    ProgrammePartner,
)
from perron.strategy.rules import is_holder

GOING = (MeasureState.OPEN, MeasureState.RUNNING)
OVER = (MeasureState.COMPLETED, MeasureState.STOPPED)


def state_of(measure: Measure, partners: Sequence[MeasurePartner], latest: str = "") -> Piece:
    """The state line of a measure; ``latest`` is the date of the newest source about it."""
    holder = next((one.organisation for one in partners if is_holder(one.role)), None)
    return {
        **measure_tone(measure.state),
        **_silence_of(measure, latest),
        **_dates_of(measure),
        "holder": spoken(holder.name) if holder else "",
        "holder_url": address("organisation", holder.code) if holder else "",
    }


def _silence_of(measure: Measure, latest: str) -> Piece:
    """What can be said where no source names the state."""
    if measure.state != MeasureState.UNKNOWN:
        return {}
    return {"word": _("No source says where it stands"), "latest": latest}


def _dates_of(measure: Measure) -> Piece:
    """The dates under the names that the state allows: only what goes on does so since a day."""
    start, end, state = measure.start, measure.end, measure.state
    if start and start == end:
        return {"on": start}
    if state in GOING:
        return {"since": start, "until": end}
    if state == MeasureState.PLANNED:
        return {"begins": start, "until": end}
    if state in OVER:
        return {"begun": start, "ended": end}
    return {"begun": start, "until": end}


def period_in_words(measure: Measure) -> str:
    """When it takes place: “2017 – 2019”, “since 2019”, “begun in 2019”, or nothing."""
    if measure.end or not measure.start or measure.state in GOING:
        return period_between(measure.start, measure.end)
    when = {"when": on(measure.start)}
    if measure.state == MeasureState.PLANNED:
        return _("begins %(when)s") % when
    return _("begun %(when)s") % when


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
            "basis": Basis(one.basis).label,
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
        "period": period_in_words(measure),
    }


def entry_of(measure: Measure) -> Piece:
    """A measure in the list of all, with what it is about and its programme."""
    return {
        **line_of(measure),
        "summary": spoken(measure.summary),
        "programme": spoken(measure.programme.name) if measure.programme else "",
    }
