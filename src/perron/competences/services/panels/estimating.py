"""What a panel says of its population: weighted, with intervals; published once."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

import numpy as np
from django.db import transaction
from django.utils import timezone

from perron.accounts.models import User
from perron.competences.errors.panels import (
    PanelRuns,
    PanelSilent,
    PanelTooSmall,
    PublishedAlready,
)
from perron.competences.models import Panel, Picture, Sitting
from perron.competences.rules.declaring import AT_LEAST_BASIC, NOT_ASSESSED
from perron.competences.rules.levels import BASIC, chances_of
from perron.competences.services.figures.counting import OVERALL, rows_counted
from perron.competences.services.panels.keeping import CHAIN, RIGHT
from perron.core.errors import NotAllowed
from perron.core.formats import date_in_words
from perron.core.journal.lines import Entry, record
from perron.core.publications import next_publication, take_turn
from perron.engines.survey.errors import SurveyRefused
from perron.engines.survey.estimating import Estimate, estimate_share
from perron.engines.survey.levels import estimate_levels, estimate_reaching
from perron.engines.survey.samples import Sample, sample
from perron.engines.survey.weighting import answering_weights

FEWEST = 50
TOLD = ("value", "se", "effect", "kish", "people", "degrees")
Table = dict[str, Any]


def estimate_panel(panel: Panel) -> Table:
    """Shares by level with their intervals, for everything, each area and each competence.

    Those who finished stand for all who were drawn in their stratum. Raises ``PanelTooSmall`` and
    ``PanelSilent``.
    """
    drawn = list(panel.invitations.select_related("sitting__declaration").order_by("pk"))
    told = [_told(one.sitting, panel) for one in drawn]
    if sum(told) < FEWEST:
        raise PanelTooSmall(panel=panel.name, answered=sum(told), least=FEWEST)
    strata = [one.stratum for one in drawn]
    try:
        weights = answering_weights(np.array([one.weight for one in drawn]), told, strata)
        answered = [one for one, spoke in zip(drawn, told, strict=True) if spoke]
        sizes: dict[object, float] = {one["code"]: one["population"] for one in panel.strata}
        of = sample(weights[told], [one.stratum for one in answered], drawn_of=sizes)
        sittings = [one.sitting for one in answered]
        rows = {row: _row(of, sittings, row) for row in rows_counted()}
        declared = _declared(of, sittings)
    except SurveyRefused as refused:
        raise PanelSilent(panel=panel.name, why=refused) from refused
    return {
        "format": 1,
        "drawn": len(drawn),
        "answered": len(answered),
        "opens": panel.opens_at.isoformat(),
        "closes": panel.closes_at.isoformat(),
        "rows": rows,
        "declared": declared,
    }


def _told(sitting: Sitting | None, panel: Panel) -> bool:
    """Whether a sitting counts for this panel: finished, and a demonstration only for one."""
    if sitting is None or sitting.is_demonstration != panel.is_demonstration:
        return False
    return bool(chances_of(sitting.profile, OVERALL))


def _row(of: Sample, sittings: list[Any], row: str) -> Table:
    found = [chances_of(one.profile, row) or chances_of(one.profile, OVERALL) for one in sittings]
    chances = np.array(found, dtype=np.float64)
    return {
        "basic": told_of(estimate_reaching(of, chances, BASIC)),
        "levels": [told_of(one) for one in estimate_levels(of, chances)],
    }


def _declared(of: Sample, sittings: list[Any]) -> Table | None:
    """The share that says so, among those who filled the form in, where they are enough."""
    said = [getattr(one, "declaration", None) for one in sittings]
    within = np.array([one is not None and one.overall != NOT_ASSESSED for one in said])
    if int(within.sum()) < FEWEST:
        return None
    values = [float(one is not None and one.overall in AT_LEAST_BASIC) for one in said]
    return told_of(estimate_share(of, np.array(values), within=within))


def told_of(estimate: Estimate) -> Table:
    """An estimate as it is kept; what is not a number is nothing."""
    held = asdict(estimate)
    found = {name: held[name] if np.isfinite(held[name]) else None for name in TOLD}
    return {**found, "low": estimate.interval.low, "high": estimate.interval.high}


@transaction.atomic
def publish_panel(panel: Panel, *, by: User | None, at: datetime) -> Picture:
    """Publish a panel's figures, once, after it closed.

    Raises ``NotAllowed``, ``PanelRuns``, ``PublishedAlready``, ``PanelTooSmall``, ``PanelSilent``.
    """
    if by is not None and not by.may(RIGHT):
        raise NotAllowed(thing=panel.name)
    take_turn(at)
    panel = Panel.objects.select_for_update().get(pk=panel.pk)
    if panel.published_at:
        raise PublishedAlready(panel=panel.name)
    if at < panel.closes_at:
        raise PanelRuns(panel=panel.name, day=date_in_words(panel.closes_at))
    table = estimate_panel(panel)
    picture = Picture.objects.create(
        panel=panel, day=timezone.localdate(at), people=table["answered"], table=table, made_at=at
    )
    panel.published_at = at
    panel.save(update_fields=["published_at"])
    change = {"answered": table["answered"], "basic": table["rows"][OVERALL]["basic"]}
    record(CHAIN, Entry("panel.published", "panel", panel.code, change), by=by, at=at)
    next_publication(at)
    return picture


def measured_basic() -> Table | None:
    """The share of the population at basic level or above, from the newest panel that counts."""
    rows = Picture.objects.filter(panel__is_demonstration=False).order_by("-day", "-pk")
    picture = rows.first()
    return None if picture is None else picture.table["rows"][OVERALL]["basic"]
