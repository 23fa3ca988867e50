"""Panels are made, their codes drawn once, their answers looked over by stratum."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Q

from perron.accounts.models import User
from perron.competences.errors.panels import NoCodesTwice, PanelExists, StrataUnclear
from perron.competences.models import Invitation, Panel
from perron.competences.rules.inviting import digest_of_code, new_code
from perron.competences.rules.strata import StratumFault, read_strata
from perron.core.errors import NotAllowed
from perron.core.journal.lines import Entry, record
from perron.core.text import Text

CHAIN, RIGHT = "competences", "panels.keep"
BATCH = 1000


@dataclass(frozen=True, slots=True)
class NewPanel:
    """What a panel is made of; ``strata`` as they were written, one on each line."""

    code: str
    name: Mapping[str, str]
    population: Mapping[str, str]
    source: str
    strata: str
    opens_at: datetime
    closes_at: datetime
    is_demonstration: bool = False


@transaction.atomic
def make_panel(new: NewPanel, *, by: User | None, at: datetime) -> Panel:
    """Make a panel; raises ``PanelExists``, ``StrataUnclear``, ``NotAllowed``."""
    _refuse_stranger(by)
    if Panel.objects.filter(code=new.code).exists():
        raise PanelExists(code=new.code)
    try:
        strata = read_strata(new.strata)
    except StratumFault as fault:
        raise StrataUnclear(line=fault.line, why=fault.why) from fault
    panel = Panel.objects.create(
        code=new.code,
        name=Text(new.name),
        population=Text(new.population),
        source=new.source,
        strata=strata,
        opens_at=new.opens_at,
        closes_at=new.closes_at,
        is_demonstration=new.is_demonstration,
        made_at=at,
    )
    record(CHAIN, Entry("panel.made", "panel", panel.code, {"strata": strata}), by=by, at=at)
    return panel


@transaction.atomic
def draw_codes(panel: Panel, *, by: User | None, at: datetime) -> list[tuple[str, str]]:
    """The codes with their strata, this once: only digests are kept. Raises ``NoCodesTwice``."""
    _refuse_stranger(by)
    panel = Panel.objects.select_for_update().get(pk=panel.pk)
    if panel.invitations.exists():
        raise NoCodesTwice(panel=panel.name)
    codes = [
        (new_code(secrets.choice), stratum)
        for stratum in panel.strata
        for _person in range(stratum["drawn"])
    ]
    Invitation.objects.bulk_create(
        [
            Invitation(
                panel=panel,
                digest=digest_of_code(code),
                stratum=stratum["code"],
                weight=stratum["population"] / stratum["drawn"],
            )
            for code, stratum in codes
        ],
        batch_size=BATCH,
    )
    change = {"codes": len(codes)}
    record(CHAIN, Entry("panel.codes_drawn", "panel", panel.code, change), by=by, at=at)
    return [(code, stratum["code"]) for code, stratum in codes]


def response_by_stratum(panel: Panel) -> list[dict[str, Any]]:
    """For each stratum: population, drawn, how many codes were used, how many tests finished."""
    found = {
        row["stratum"]: row
        for row in panel.invitations.order_by("stratum")
        .values("stratum")
        .annotate(
            codes=Count("pk"),
            used=Count("pk", filter=~Q(used_at=None)),
            finished=Count("pk", filter=Q(sitting__state="ended")),
        )
    }
    nothing = {"codes": 0, "used": 0, "finished": 0}
    return [{**stratum, **found.get(stratum["code"], nothing)} for stratum in panel.strata]


def strata_names(strata: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The name of each stratum by its code."""
    return {stratum["code"]: stratum["name"] for stratum in strata}


def _refuse_stranger(by: User | None) -> None:
    if by is not None and not by.may(RIGHT):
        raise NotAllowed(thing="panels")
