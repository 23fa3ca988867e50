"""What a look at one part of the site found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    """How a part of the site is; only a fault makes the whole unwell."""

    WELL = "well"
    NOTICE = "notice"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """A state, a sentence for the person who looks after the site, and figures for machines."""

    state: State
    sentence: str
    figures: Mapping[str, float] = field(default_factory=dict)
