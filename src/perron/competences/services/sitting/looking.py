"""What is known of a person after some answers, in the form that pages and figures use."""

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

from perron.competences.models import Sitting
from perron.competences.services.sitting.designing import Turn, state_of, turn_of, view_of
from perron.competences.services.sitting.knowing import known_bank
from perron.engines.adaptive.profiling import ProfileView, Score

FORMAT = 1
DIGITS = 4


@dataclass(frozen=True, slots=True)
class Known:
    """One score: mean and SD on the scale, and the chances of the four named levels."""

    mean: float
    sd: float
    chances: tuple[float, ...]
    answers: int = 0


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of somebody: by competence, by area, and on the whole.

    ``calibrated``: most questions were measured; otherwise their difficulties are the authors'.
    ``answers``: how many were counted.
    """

    competences: dict[str, Known]
    areas: dict[str, Known]
    overall: Known
    calibrated: bool
    answers: int


def profile_of(sitting: Sitting) -> Profile | None:
    """What is known now, or was at the end; None before the first answer that counts."""
    if sitting.profile:
        return profile_read(sitting.profile)
    turn = turn_of(sitting, known_bank())
    return profile_now(turn, view_of(turn)) if state_of(turn).kept else None


def profile_now(turn: Turn, view: ProfileView) -> Profile:
    """What a turn tells."""
    items, numbers = turn.bank.items, turn.bank.numbers
    state = state_of(turn)
    counted = [
        items[numbers[one.item_id]].competence
        for one in turn.kept
        if one.counts and numbers[one.item_id] not in state.dropped
    ]
    told = Counter(counted)
    names = turn.bank.frame.competences
    return Profile(
        {
            name: _known(score, told[name])
            for name, score in zip(names, view.competences, strict=True)
        },
        {
            name: _known(score, sum(told[one] for one in names if one.partition(".")[0] == name))
            for name, score in view.areas.items()
        },
        _known(view.overall, len(counted)),
        turn.bank.is_calibrated,
        len(counted),
    )


def profile_kept(turn: Turn, view: ProfileView) -> dict[str, Any]:
    """As a sitting keeps it at its end; figures are counted from it."""
    found = asdict(profile_now(turn, view))
    return {"format": FORMAT, **_rounded(found)}


def profile_read(kept: dict[str, Any]) -> Profile:
    """What a sitting kept."""
    return Profile(
        {name: _read(one) for name, one in kept["competences"].items()},
        {name: _read(one) for name, one in kept["areas"].items()},
        _read(kept["overall"]),
        kept["calibrated"],
        kept["answers"],
    )


def _known(score: Score, answers: int) -> Known:
    return Known(score.mean, score.sd, score.levels, answers)


def _read(one: dict[str, Any]) -> Known:
    return Known(one["mean"], one["sd"], tuple(one["chances"]), one["answers"])


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, dict):
        return {name: _rounded(one) for name, one in value.items()}
    return [_rounded(one) for one in value] if isinstance(value, list | tuple) else value
