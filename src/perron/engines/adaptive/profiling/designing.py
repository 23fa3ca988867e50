"""What is fixed before the first question of a profile: bank, prior, plan, rules, new items."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from perron.engines.adaptive.bank import Bank, Floats, Item, checked
from perron.engines.adaptive.blueprint import Blueprint, Facts, Mask, Plan, Whole, plan
from perron.engines.adaptive.choosing import Rules
from perron.engines.adaptive.errors import AdaptiveRefused
from perron.engines.adaptive.joint import JointBank, correlated, joint_bank
from perron.engines.adaptive.seeding import MOST
from perron.engines.adaptive.stopping import Stopping

OPENING = 8  # questions after which each area has been touched, and a first picture is there
KIND_PROFILE = Rules(best_of=3, least_chance=0.70, last_chance=0.85)
ENOUGH = 1e-9


@dataclass(frozen=True, slots=True)
class Frame:
    """The competences (K) in their order, and the area of each."""

    competences: tuple[str, ...]
    areas: tuple[str, ...]

    @property
    def area_names(self) -> tuple[str, ...]:
        """The areas, each once, in the order in which they come."""
        return tuple(dict.fromkeys(self.areas))


@dataclass(frozen=True, slots=True)
class ProfileBank:
    """Items with their facts, ready for every sitting; ``area`` (J,) is the number of an area.

    ``shares`` (A + 1, K): the weights of the areas' scores, and of the overall one as the last.
    """

    items: Bank
    facts: tuple[Facts, ...]
    frame: Frame
    joint: JointBank
    area: Whole
    shares: Floats
    errors: Floats  # (2, J): the standard errors of a and b


@dataclass(frozen=True, slots=True)
class Seeds:
    """New items among known ones: which they are (J,), and how often each was answered so far.

    ``places``: after how many answers one is asked. What is answered there moves neither the
    profile nor the blueprint, and does not count for the length.
    """

    fresh: Mask
    places: tuple[int, ...]
    answered: Whole


@dataclass(frozen=True, slots=True)
class Start:
    """What is known of a person beforehand, and which items are for this person.

    ``placed``: the prior's mean, one number or one for each competence. ``eligible`` (J,): the
    items that take part by lot; all do where those are too few. ``barred`` are never asked.
    """

    placed: float | Floats = 0.0
    eligible: Mask | None = None
    barred: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Conduct:
    """How items are chosen, when the sitting ends, and how long its opening is.

    ``each``: it may end early when every competence is certain or precise enough, instead of the
    overall score.
    """

    rules: Rules = KIND_PROFILE
    stopping: Stopping = field(default_factory=Stopping)
    each: bool = False
    opening: int = OPENING


@dataclass(frozen=True, slots=True)
class ProfileDesign:
    """All that is fixed before the first question.

    ``unbounded``: the items that took part by lot could not meet the blueprint, so that all do.
    ``fresh`` (J,): the new items that this person may be asked, after so many answers as
    ``places`` tells.
    """

    bank: ProfileBank
    joint: JointBank
    plan: Plan
    conduct: Conduct
    unbounded: bool
    fresh: Mask
    answered: Whole
    places: frozenset[int]


def profile_bank(
    items: Sequence[Item],
    facts: Sequence[Facts],
    frame: Frame,
    *,
    sd: float = 1.5,
    within: float = 0.80,
    across: float = 0.65,
) -> ProfileBank:
    """Prepare a bank once for all sittings. AdaptiveRefused names what does not fit.

    The prior of the competences is normal, with this SD, and with these correlations within an
    area and across areas. Items are right or wrong: they have no steps.
    """
    bank = checked(items)
    numbers = {name: number for number, name in enumerate(frame.competences)}
    if strange := [one.competence for one in facts if one.competence not in numbers]:
        raise AdaptiveRefused(f"There is no competence {strange[0]} in the frame.")
    if any(item.steps for item in bank):
        raise AdaptiveRefused("An item of a profile is right or wrong; it has no steps.")
    names = frame.area_names
    area_of = np.array([names.index(name) for name in frame.areas])
    competence = [numbers[one.competence] for one in facts]
    joint = joint_bank(
        [(item.a, item.b, item.c, item.d) for item in bank],
        competence,
        correlated(area_of.tolist(), within=within, across=across, sd=sd),
    )
    belongs = (np.arange(len(names))[:, None] == area_of).astype(float)
    shares = np.vstack([belongs, np.ones(len(area_of))])
    return ProfileBank(
        bank,
        tuple(facts),
        frame,
        joint,
        area_of[competence],
        shares / shares.sum(axis=1, keepdims=True),
        np.array([[item.se_a for item in bank], [item.se_b for item in bank]]),
    )


def profile_design(
    bank: ProfileBank,
    blueprint: Blueprint,
    start: Start | None = None,
    *,
    conduct: Conduct | None = None,
    seeds: Seeds | None = None,
) -> ProfileDesign:
    """Fix a sitting. AdaptiveRefused where no test meets the blueprint."""
    begun = start or Start()
    allowed = np.ones(len(bank.items), dtype=bool)
    allowed[list(begun.barred)] = False
    fresh, places = np.zeros_like(allowed), frozenset[int]()
    if seeds is not None:
        places = _places(seeds, blueprint)
        fresh = seeds.fresh & allowed & [blueprint.allows(one) for one in bank.facts]
        allowed = allowed & ~seeds.fresh
    made = None if begun.eligible is None else _planned(bank, blueprint, allowed & begun.eligible)
    return ProfileDesign(
        bank,
        replace(bank.joint, mean=np.zeros(len(bank.joint.mean)) + begun.placed),
        made or plan(bank.facts, blueprint, allowed),
        conduct or Conduct(),
        begun.eligible is not None and made is None,
        fresh,
        np.zeros(len(fresh), dtype=np.int64) if seeds is None else seeds.answered,
        places,
    )


def _planned(bank: ProfileBank, blueprint: Blueprint, allowed: Mask) -> Plan | None:
    try:
        return plan(bank.facts, blueprint, allowed)
    except AdaptiveRefused:
        return None


def _places(seeds: Seeds, blueprint: Blueprint) -> frozenset[int]:
    places = frozenset(seeds.places)
    if len(places) > MOST * (blueprint.length + len(places)) + ENOUGH:
        raise AdaptiveRefused("New items may be a tenth of a sitting at most.")
    return places
