"""When answers are enough, what counts as apart, which groups are compared, and how it ends."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from perron.competences.enums import AgeBand, FlagKind

ITEMS, DRIFT = "items", "drift"
LANGUAGE, AGE = "language-", "age-"
ENOUGH = 200  # answers of an item, and people of a group
SURE = 0.30  # standard error of b at which a new item is taken into use
ALPHA = 0.01  # share of false flags among items that are alike for both groups
NOTICED = 0.43  # logits: smaller differences stay, however surely they are seen
REPORTS = 3
MOST_REPORTED = 10  # reports alone never empty the bank: further ones wait for its keepers
NEAR, STEPS, ROUNDS = 0.02, 8, 4
FAULTY, SETTLED = "faulty", "settled"  # why an item is retired; the answers of faulty ones are out


class Outcome(TextChoices):
    """What becomes of an item that was looked at."""

    BACK = "back", _("It goes back into use")
    RETIRE = "retire", _("It is no longer asked")
    REWORD = "reword", _("It is no longer asked as it is: somebody writes it anew")


def kinds_of(languages: Sequence[str]) -> list[str]:
    """The calibrations of a night: items, drift, each language but the first, each age told."""
    return [
        ITEMS,
        DRIFT,
        *(f"{LANGUAGE}{code}" for code in languages[1:]),
        *(f"{AGE}{band.value}" for band in AgeBand),
    ]


def compares(kind: str) -> bool:
    """Whether a calibration compares a group with the others."""
    return kind.startswith((LANGUAGE, AGE))


def takes_out(kind: str, figures: Mapping[str, Any]) -> bool:
    """Whether an open flag keeps its item out of the pool: reports only once they are enough."""
    return kind != FlagKind.REPORT or figures.get("reports", 0) >= REPORTS


def is_worse(apart: float, accepted: float | None) -> bool:
    """Whether a difference is told again after a person looked at one and put the item back."""
    return accepted is None or abs(apart) >= abs(accepted) + NOTICED
