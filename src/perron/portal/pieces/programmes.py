"""A programme through the versions of its strategy, and what happened in it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from perron.core.models import Fact
from perron.core.templatetags.perron import spoken
from perron.portal.pieces.citations import Citations
from perron.portal.pieces.facts import Piece
from perron.portal.pieces.links import address
from perron.portal.pieces.measures import standing_of
from perron.portal.pieces.sheets import row_of
from perron.portal.pieces.tones import measure_tone
from perron.strategy.enums import MeasureState
from perron.strategy.models import Measure, Milestone, Programme, ProgrammeNode, Version

EVENTS = 60


def identity_of(
    versions: Iterable[Version], attachments: Sequence[ProgrammeNode], citations: Citations
) -> list[Piece]:
    """Under which node the programme stands in each version, or that it stands in none."""
    standing = standing_of(attachments, citations)
    return [
        {
            "name": spoken(version.name),
            "url": address("version", version.code),
            "adopted": version.adopted or version.published,
            "places": [one for one in standing if one["version_code"] == version.code],
        }
        for version in versions
    ]


def events_of(
    programme: Programme,
    facts: Iterable[Fact],
    measures: Sequence[Measure],
    *,
    milestones: Iterable[Milestone],
    citations: Citations,
) -> list[Piece]:
    """Everything dated about a programme on one line of time, earliest first."""
    events: list[Piece] = []

    def add(date: str, title: Any, **more: Any) -> None:
        if date:
            events.append({"date": date, "title": title, "url": "", "marks": "", **more})

    add(programme.start, _("The programme begins"))
    add(programme.end, _("The programme ends"))
    for measure in measures:
        url = address("measure", measure.code)
        if measure.start == measure.end:
            add(measure.start, spoken(measure.name), url=url)
            continue
        add(measure.start, spoken(measure.name), url=url, word=_("begins"))
        add(measure.end, spoken(measure.name), url=url, word=_("ends"))
    codes = {measure.pk: measure.code for measure in measures}
    for one in milestones:
        url = address("measure", codes[one.measure_id])
        add(one.reached, spoken(one.name), url=url, word=_("reached"), marks=citations.marks(one))
    for fact in facts:
        row = row_of(fact, citations)
        amount = " ".join(str(part) for part in (row["about"], row["value"], row["unit"]) if part)
        add(fact.as_of, row["label"], amount=amount, text=row["text"], marks=row["marks"])
    return sorted(events, key=lambda event: event["date"])[:EVENTS]


def states_of(counts: Iterable[tuple[str, int]], url: str) -> list[Piece]:
    """How many measures are in which state, each number opening onto the list behind it."""
    known = dict(counts)
    return [
        {**measure_tone(state), "count": known[state], "url": f"{url}&state={state}"}
        for state in MeasureState.values
        if known.get(state)
    ]
