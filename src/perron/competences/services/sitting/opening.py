"""Beginning a sitting: what is fixed, the lot that is drawn, and the first question."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from perron.accounts.models import User
from perron.competences.enums import Goal
from perron.competences.errors.sitting import ActingForSomebody, NothingToAsk
from perron.competences.models import Sitting
from perron.competences.services.panels.joining import join_panel
from perron.competences.services.sitting.asking import ask_next, renewed, save_progress
from perron.competences.services.sitting.designing import (
    blueprint_for,
    design_of,
    draw_pool,
    turn_of,
)
from perron.competences.services.sitting.knowing import KnownBank, known_bank
from perron.engines.adaptive.errors import AdaptiveRefused

SEED_BITS = 62


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What somebody says before the first question; all of it may be left out but the language.

    ``placement``: by question, an ``Ability``. ``invited``: the digest of a panel's code.
    """

    language: str
    goal: Goal = Goal.LOOK
    placement: Mapping[str, str] = field(default_factory=dict)
    modalities: tuple[str, ...] = ()
    age_band: str = ""
    shared_computer: bool = False
    counts: bool = True
    invited: str = ""


@transaction.atomic
def open_sitting(
    new: Beginning, *, by: User | None, at: datetime, seed: int | None = None
) -> Sitting:
    """Begin a sitting and ask its first question.

    Raises ``NothingToAsk`` where the bank holds nothing for this person. ``seed`` is drawn unless
    given; it decides every lot of this sitting.
    """
    if by is not None and by.acting:
        raise ActingForSomebody
    bank = known_bank()
    drawn = secrets.randbits(SEED_BITS) if seed is None else seed
    sitting = Sitting(
        person=by,
        language=new.language,
        modalities=sorted(new.modalities),
        goal=new.goal,
        age_band=new.age_band,
        placement=dict(new.placement),
        shared_computer=new.shared_computer,
        counts=new.counts,
        seed=drawn,
        pool=draw_pool(bank, drawn, bank.terms.exposure),
        design=bank.terms.as_json(),
        is_demonstration=by is not None and by.is_demonstration,
        started_at=at,
        last_at=at,
    )
    _refuse_nothing(sitting, bank)
    sitting.save()
    join_panel(sitting, new.invited, at=at)
    turn = turn_of(sitting, bank)
    save_progress(sitting, renewed(turn, ask_next(turn, at)), at)
    return sitting


def _refuse_nothing(sitting: Sitting, bank: KnownBank) -> None:
    """Refuse where there is nothing to ask, before anything is written."""
    if blueprint_for(sitting, bank).length < bank.terms.first_picture:
        raise NothingToAsk
    try:
        design_of(sitting, bank)
    except AdaptiveRefused as refused:
        raise NothingToAsk from refused
