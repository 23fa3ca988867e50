"""One number for the whole bank: it goes up with every change, and whoever changes waits for it."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from perron.competences.models import BankState
from perron.core.publications import next_publication, take_turn


def hold_bank(at: datetime) -> BankState:
    """Wait until whoever changes the bank now is done; call it first in a transaction."""
    take_turn(at)
    BankState.objects.get_or_create(pk=1, defaults={"changed_at": at})
    return BankState.objects.select_for_update().get(pk=1)


def next_revision(at: datetime, told: Mapping[str, Any] | None = None) -> int:
    """Count one revision more: every process reads the bank anew; ``told`` are new settings."""
    state = hold_bank(at)
    state.revision += 1
    state.stamp = uuid.uuid4()
    state.changed_at = at
    if told is not None:
        state.settings = dict(told)
    state.save()
    next_publication(at)
    return state.revision
