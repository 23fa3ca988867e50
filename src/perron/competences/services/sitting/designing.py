"""A sitting's row and responses as the engine's design and state; the next question of both."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from perron.competences.models import Response, Sitting
from perron.competences.rules.sitting import blueprint_of, placed, terms_kept
from perron.competences.services.sitting.knowing import KnownBank
from perron.engines.adaptive.blueprint import Blueprint, Mask
from perron.engines.adaptive.exposure import Exposure
from perron.engines.adaptive.profiling import (
    Conduct,
    ProfileDesign,
    ProfileView,
    Seeds,
    Start,
    look,
    lot,
    next_item,
    profile_design,
)
from perron.engines.adaptive.seeding import places
from perron.engines.adaptive.sitting import Sitting as Answers
from perron.engines.adaptive.stopping import Stopping

KEPT_DESIGNS = 2000
NEW_AMONG = 9  # one new question for nine others: a tenth of a sitting
_designs: "OrderedDict[tuple[object, ...], ProfileDesign]" = OrderedDict()


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a sitting stands: its row, its responses in their order, and the bank."""

    sitting: Sitting
    responses: tuple[Response, ...]
    bank: KnownBank

    @property
    def waiting(self) -> Response | None:
        """The question that waits for its answer."""
        alive = (one for one in self.responses if one.dropped_at is None)
        return next((one for one in alive if one.answered_at is None), None)

    @property
    def kept(self) -> tuple[Response, ...]:
        """What was answered and counts as asked, in order."""
        return tuple(
            one for one in self.responses if one.answered_at is not None and one.dropped_at is None
        )

    def at(self, place: int) -> Response | None:
        """The response with this number."""
        return next((one for one in self.responses if one.place == place), None)


def turn_of(sitting: Sitting, bank: KnownBank) -> Turn:
    """A sitting with its responses."""
    rows = Response.objects.filter(sitting_id=sitting.pk).order_by("place")
    return Turn(sitting, tuple(rows), bank)


def state_of(turn: Turn) -> Answers:
    """The answers as the engine takes them; what the bank flagged since is dropped as well."""
    numbers, faulty = turn.bank.numbers, turn.bank.faulty
    answered = [one for one in turn.responses if one.answered_at is not None]
    dropped = {numbers[one.item_id] for one in turn.responses if one.dropped_at is not None}
    dropped |= {numbers[one.item_id] for one in answered if faulty[numbers[one.item_id]]}
    return Answers(
        tuple((numbers[one.item_id], int(one.score or 0)) for one in answered),
        frozenset(dropped),
        turn.sitting.harder_from,
    )


def design_of(sitting: Sitting, bank: KnownBank) -> ProfileDesign:
    """What was fixed before the first question. AdaptiveRefused where nothing can be asked.

    The same row and the same bank give the same design; it is kept, as it takes a few milliseconds.
    """
    key = (sitting.pk, sitting.seed, sitting.language, bank.revision)
    if key in _designs:
        _designs.move_to_end(key)
        return _designs[key]
    made = _designed(sitting, bank)
    _designs[key] = made
    while len(_designs) > KEPT_DESIGNS:
        _designs.popitem(last=False)
    return made


def _designed(sitting: Sitting, bank: KnownBank) -> ProfileDesign:
    terms = terms_kept(sitting.design)
    blueprint, mean = blueprint_for(sitting, bank), terms.mean + placed(sitting.placement)
    start = Start(
        placed=mean,
        eligible=_takes_part(sitting.pool, bank),
        barred=frozenset(np.flatnonzero(~bank.askable).tolist()),
    )
    seeds = _seeds(sitting, bank, blueprint.length)
    if not blueprint.length:  # nothing is asked any more: what was answered is still looked at
        sets = {one.enemies or one.family for one in bank.facts}
        blueprint, start = Blueprint(min(terms.length, len(sets))), Start(placed=mean)
        seeds = None
    return profile_design(
        bank.profile(terms.prior),
        blueprint,
        start,
        conduct=Conduct(stopping=Stopping(cuts=terms.cuts), opening=terms.first_picture),
        seeds=seeds,
    )


def blueprint_for(sitting: Sitting, bank: KnownBank) -> Blueprint:
    """What this sitting has to hold, of the questions in use, in its language and modalities."""
    in_use = bank.askable & ~bank.fresh
    return blueprint_of(
        terms_kept(sitting.design),
        [bank.facts[number] for number in np.flatnonzero(in_use)],
        language=sitting.language,
        modalities=frozenset(sitting.modalities),
    )


def _takes_part(pool: Sequence[int], bank: KnownBank) -> Mask:
    found = np.zeros(len(bank.items), dtype=bool)
    found[[bank.numbers[pk] for pk in pool if pk in bank.numbers]] = True
    return found


def _seeds(sitting: Sitting, bank: KnownBank, length: int) -> Seeds | None:
    if not bank.fresh.any():
        return None
    first = int(sitting.design["first_picture"])
    rng = np.random.default_rng([sitting.seed, len("new")])
    drawn = places(length + length // NEW_AMONG, rng, first=first)
    return Seeds(bank.fresh, drawn, bank.given)


def draw_pool(bank: KnownBank, seed: int, most: float) -> list[int]:
    """The items that take part in a sitting, by their keys."""
    exposure = Exposure(bank.given, bank.offered, bank.whole_tests, most)
    drawn = exposure.draw(np.random.default_rng([seed, len("pool")])) & bank.askable
    return [bank.items[number].pk for number in np.flatnonzero(drawn)]


def view_of(turn: Turn) -> ProfileView:
    """What is known after the answers so far."""
    return look(design_of(turn.sitting, turn.bank), state_of(turn))


def next_question(turn: Turn, view: ProfileView, *, last: bool = False) -> int | None:
    """The number of the item to ask next, None at the end; ``view`` is of the same turn."""
    design, state = design_of(turn.sitting, turn.bank), state_of(turn)
    return next_item(design, state, lot(turn.sitting.seed, state), view=view, last=last)
