"""Departing from the computed result: only with a named decider, a ground and reasons in words.

Whatever departs stands in the published register, with its effects computed anew each time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from perron.accounts.models import User
from perron.calls.enums import DecisionState, Outcome
from perron.calls.errors.deciding import (
    BeyondEnvelope,
    NoDeparture,
    OffTheRule,
    OutcomeNotPossible,
    ReasonsTooShort,
)
from perron.calls.models import Award, Decision, Override
from perron.calls.services.deciding.keeping import held, named_in, remember
from perron.calls.services.deciding.preparing import number_reserve
from perron.calls.services.deciding.wording import money as in_words
from perron.calls.services.judging.conflicts import refuse_conflicts
from perron.core.errors import NotAllowed
from perron.engines.awards.amounts import grant
from perron.engines.awards.instances import Instance, read_instance

LEAST_WORDS = 20
LONGEST_NAME, LONGEST_GROUND, LONGEST_WORDS = 200, 300, 5000
POSSIBLE = (Outcome.AWARDED, Outcome.RESERVE, Outcome.REFUSED)


@dataclass(frozen=True, slots=True)
class Departure:
    """An outcome off the rule: from which money and at which level, who answers for it, why."""

    outcome: Outcome
    decider: str = ""
    ground: str = ""
    words: str = ""
    money: str = ""
    level: int = 100

    @property
    def is_reasoned(self) -> bool:
        """Whether somebody is named, with a ground, and enough words that say why."""
        named = bool(self.decider.strip() and self.ground.strip())
        return named and len(self.words.split()) >= LEAST_WORDS


@transaction.atomic
def override_award(award: Award, departure: Departure, *, by: User, at: datetime) -> Override:
    """Decide of one application otherwise than the result does.

    Raises ``OffTheRule`` or ``ReasonsTooShort`` without reasons, ``OutcomeNotPossible``,
    ``NoDeparture``, ``BeyondEnvelope``. The cut-offs and the effects of all departures of the
    decision are computed anew.
    """
    if not by.may("calls.keep"):
        raise NotAllowed(thing=award.application)
    decision = held(award.decision, DecisionState.PREPARED, at=at)
    refuse_conflicts(decision.edition, [by], at=at)
    award = decision.awards.select_related("application").get(pk=award.pk)
    instance = read_instance(decision.scenario.instance)
    _refuse_impossible(award, departure, instance)
    _refuse_unreasoned(decision, award, departure)
    computed = _computed_of(decision, award)
    _decide(award, departure, instance)
    _refuse_beyond(decision, instance)
    override, _fresh = Override.objects.update_or_create(
        decision=decision,
        application=award.application,
        defaults={
            "outcome": departure.outcome,
            "place": award.reasons["place"],
            "decider": " ".join(departure.decider.split())[:LONGEST_NAME],
            "ground": " ".join(departure.ground.split())[:LONGEST_GROUND],
            "words": departure.words.replace("\x00", "").strip()[:LONGEST_WORDS],
            "effects": {"computed": computed},
            "at": at,
            "by": by.actor_name,
        },
    )
    recompute_effects(decision, instance)
    override.refresh_from_db()
    said = {"decision": decision.number, "application": award.application.number}
    said |= {"outcome": departure.outcome.value, "place": override.place}
    said |= {"passed_over": override.effects["passed_over"]}
    remember("award.overridden", decision.edition, said, by=by, at=at)
    return override


def passed_over(award: Award, awards: Sequence[Award]) -> list[Award]:
    """Better placed applications that wait while this one is awarded, in the order.

    Counted are those that reach the threshold and for which some money is meant.
    """
    mine = award.reasons.get("position", 0)
    waiting = [
        one
        for one in awards
        if one.outcome in {Outcome.REFUSED, Outcome.RESERVE}
        and one.reasons.get("code") not in {"below_threshold", "below_least", "no_money"}
        and one.reasons.get("position", mine) < mine
    ]
    return sorted(waiting, key=lambda one: one.reasons["position"])


def standing_awards(decision: Decision) -> list[Award]:
    """What this decision says, and what those announced before said of everybody else."""
    before = Award.objects.filter(
        decision__edition=decision.edition, decision__state=DecisionState.ANNOUNCED
    )
    said: dict[int, Award] = {}
    for award in before.order_by("decision__number"):
        said[award.application_id] = award
    for award in decision.awards.all():
        said[award.application_id] = award
    return list(said.values())


def cutoffs_of(awards: Sequence[Award]) -> dict[str, int]:
    """Cell and money (with a bar between) to the score of the last awarded there."""
    found: dict[str, int] = {}
    for one in awards:
        if one.outcome == Outcome.AWARDED:
            name = f"{one.reasons['cell']}|{one.money}"
            found[name] = min(one.reasons["score"], found.get(name, one.reasons["score"]))
    return found


def recompute_effects(decision: Decision, instance: Instance | None = None) -> None:
    """Compute anew what every departure of a decision does, and what they do together."""
    instance = instance or read_instance(decision.scenario.instance)
    if not decision.edition.decisions.announced().exists():
        own = list(decision.awards.select_related("application"))
        number_reserve(own)
        Award.objects.bulk_update(own, ["place"])
    awards = standing_awards(decision)
    by_application = {one.application_id: one for one in awards}
    before = _published_cutoffs(decision)
    moved = _moved(before, cutoffs_of(awards))
    overrides = list(decision.overrides.all())
    for override in overrides:
        award = by_application[override.application_id]
        better = passed_over(award, awards) if award.outcome == Outcome.AWARDED else []
        override.effects = {
            "computed": override.effects["computed"],
            "passed_over": len(better),
            "first_passed": better[0].reasons["place"] if better else None,
            "in_its_cell": sum(one.reasons["cell"] == award.reasons["cell"] for one in better),
            "cents": award.amount - override.effects["computed"]["amount"],
        }
    Override.objects.bulk_update(overrides, ["effects"])
    decision.effects = {"overrides": len(overrides), "cutoffs": moved}
    decision.save(update_fields=["effects"])


def _computed_of(decision: Decision, award: Award) -> dict[str, Any]:
    """What the result said, kept from the first departure on."""
    before = decision.overrides.filter(application=award.application).first()
    if before:
        found: dict[str, Any] = before.effects["computed"]
        return found
    return {
        "outcome": award.outcome,
        "amount": award.amount,
        "money": award.money,
        "level": award.level,
        "code": award.reasons["code"],
        "facts": award.reasons["facts"],
    }


def _refuse_impossible(award: Award, departure: Departure, instance: Instance) -> None:
    number = award.application.number
    why = ""
    if departure.outcome not in POSSIBLE or number not in instance.by_id:
        why = _("it was not found admissible, or it is not in the ranking")
    elif departure.outcome == Outcome.AWARDED:
        asked = instance.by_id[number]
        if departure.money not in asked.moneys:
            why = _("the money is not meant for it")
        elif departure.level not in asked.levels:
            why = _("the edition does not award at this level")
    if why:
        raise OutcomeNotPossible(application=number, why=why)
    same = award.outcome == departure.outcome
    if same and (
        departure.outcome != Outcome.AWARDED
        or (award.money, award.level) == (departure.money, departure.level)
    ):
        raise NoDeparture


def _refuse_unreasoned(decision: Decision, award: Award, departure: Departure) -> None:
    if departure.is_reasoned:
        return
    better = passed_over(award, standing_awards(decision))
    if departure.outcome == Outcome.AWARDED and better:
        raise OffTheRule(
            place=award.reasons["place"],
            count=len(better),
            first=better[0].reasons["place"],
            words=LEAST_WORDS,
        )
    raise ReasonsTooShort(application=award.application.number, words=LEAST_WORDS)


def _decide(award: Award, departure: Departure, instance: Instance) -> None:
    award.outcome, award.place = departure.outcome, None
    award.amount, award.level, award.money, award.sources = 0, 100, "", {}
    if departure.outcome == Outcome.AWARDED:
        asked = instance.by_id[award.application.number]
        given = grant(instance, asked, instance.moneys[departure.money], level=departure.level)
        award.amount, award.sources = given.amount, dict(given.sources)
        award.money, award.level = departure.money, departure.level
    ground = {"decider": departure.decider.strip(), "ground": departure.ground.strip()}
    award.reasons = {**award.reasons, "code": "override", "facts": ground}
    award.save()


def _refuse_beyond(decision: Decision, instance: Instance) -> None:
    """The departures may not spend more than the envelopes hold."""
    spent: dict[str, int] = {}
    for sources in decision.awards.values_list("sources", flat=True):
        for source, cents in sources.items():
            spent[source] = spent.get(source, 0) + cents
    for source, cents in spent.items():
        if cents > instance.sources[source].limit:
            raise BeyondEnvelope(
                envelope=named_in(decision.edition.definition["award"]["envelopes"], source),
                limit=in_words(instance.sources[source].limit),
                wanted=in_words(cents),
            )


def _published_cutoffs(decision: Decision) -> dict[str, int]:
    return {
        f"{one['cell']}|{one['money']}": one["score"]
        for one in decision.scenario.result["cutoffs"]
        if one["score"] is not None
    }


def _moved(before: Mapping[str, int], after: Mapping[str, int]) -> list[dict[str, Any]]:
    """Cut-offs that departures move: cell, money, score before and after (None: nobody)."""
    moved = []
    for name in sorted({*before, *after}):
        if before.get(name) != after.get(name):
            cell, _bar, money = name.partition("|")
            moved.append(
                {"cell": cell, "money": money, "before": before.get(name), "after": after.get(name)}
            )
    return moved
