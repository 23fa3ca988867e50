"""When answers are enough, what counts as apart, and which groups are compared."""

from collections.abc import Sequence

from perron.competences.enums import AgeBand

ITEMS, DRIFT = "items", "drift"
LANGUAGE, AGE = "language-", "age-"
ENOUGH = 200  # answers of an item, and people of a group
SURE = 0.30  # standard error of b at which a new item is taken into use
ALPHA = 0.01  # share of false flags among items that are alike for both groups
NOTICED = 0.43  # logits: smaller differences stay, however surely they are seen
REPORTS = 3
NEAR, STEPS, ROUNDS = 0.02, 8, 4


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
