"""What every sitting is held to: length, quotas, prior, levels; and what a self-placement moves."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from perron.competences.enums import Ability
from perron.engines.adaptive.blueprint import Blueprint, Facts, Quota

# Each question of the self-placement, and how far all of them together move the prior's mean.
PLACEMENT = ("message", "search", "official", "document")
MOVES = {Ability.ALONE: 1.0, Ability.HELP: 0.0, Ability.NOT: -1.0}
FARTHEST = 1.0
NAMED = ("1", "3", "5")  # the steps at which the named levels after the first begin


@dataclass(frozen=True, slots=True)
class Terms:
    """What bank.yaml says when a sitting begins; it holds until the sitting ends.

    ``cuts``: where the named levels begin on the scale of abilities.
    """

    length: int
    first_picture: int
    least: int
    most: int
    least_of_area: int
    mean: float
    sd: float
    within: float
    across: float
    exposure: float
    cuts: tuple[float, ...]

    @property
    def prior(self) -> tuple[float, float, float]:
        """What the engine prepares a bank with: SD, correlation within an area, and across."""
        return self.sd, self.within, self.across

    def as_json(self) -> dict[str, Any]:
        """As a sitting keeps them."""
        return {**asdict(self), "cuts": list(self.cuts)}


def terms_of(bank: Mapping[str, Any]) -> Terms:
    """The terms in a bank.yaml that was checked."""
    numbers = ("length", "first_picture", "least", "most", "least_of_area", "exposure")
    steps = {str(step): float(at) for step, at in bank["steps"].items()}
    return Terms(
        **{name: bank[name] for name in numbers},
        mean=float(bank["prior"]["mean"]),
        sd=float(bank["prior"]["sd"]),
        within=float(bank["correlations"]["within"]),
        across=float(bank["correlations"]["across"]),
        cuts=tuple(steps[step] for step in NAMED),
    )


# Until a bank is loaded.
UNLESS_TOLD = Terms(
    42, 8, 1, 3, 4, mean=-0.8, sd=1.5, within=0.8, across=0.65, exposure=0.3, cuts=()
)


def terms_kept(design: Mapping[str, Any]) -> Terms:
    """The terms that a sitting keeps."""
    names = Terms.__dataclass_fields__
    return Terms(**{name: design[name] for name in names if name != "cuts"}, cuts=_cuts(design))


def _cuts(design: Mapping[str, Any]) -> tuple[float, ...]:
    return tuple(float(cut) for cut in design["cuts"])


def placed(answers: Mapping[str, str]) -> float:
    """By how much the prior's mean moves: from -1 to 1, 0 where nothing was said."""
    said = [MOVES[Ability(answers[name])] for name in PLACEMENT if answers.get(name)]
    return FARTHEST * sum(said) / len(PLACEMENT)


def area_of(competence: str) -> str:
    """The area that a competence lies in: what stands before the point of its code."""
    return competence.partition(".")[0]


def in_order(competence: str) -> tuple[int, ...]:
    """The place of a code among its like: 2.10 comes after 2.9."""
    return tuple(int(part) if part.isdigit() else 0 for part in competence.split("."))


def blueprint_of(
    terms: Terms,
    open_to_all: Sequence[Facts],
    *,
    language: str,
    modalities: frozenset[str],
) -> Blueprint:
    """What a sitting has to hold, of the items that are in use.

    Where the bank holds less than the terms ask for, in this language and with these modalities,
    quotas and length are what it holds: a short test is better than none. The length is 0 where
    there is nothing to ask.
    """
    wanted = Blueprint(terms.length, modalities=modalities, language=language)
    sets = {
        (one.competence, one.enemies or one.family) for one in open_to_all if wanted.allows(one)
    }
    ordered = sorted(sets)
    held = {name: len(list(group)) for name, group in groupby(ordered, key=lambda one: one[0])}
    of_area: dict[str, int] = {}
    for name, count in held.items():
        of_area[area_of(name)] = of_area.get(area_of(name), 0) + min(count, terms.most)
    return Blueprint(
        length=min(terms.length, sum(of_area.values())),
        areas={
            name: Quota(min(terms.least_of_area, count), None) for name, count in of_area.items()
        },
        competences={
            name: Quota(min(terms.least, count), terms.most) for name, count in held.items()
        },
        modalities=modalities,
        language=language,
    )
