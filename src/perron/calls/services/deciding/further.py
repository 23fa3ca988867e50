"""Further decisions: the reserve list when money is left, the next batch of a queue."""

from datetime import datetime

from django.db import transaction

from perron.accounts.models import User
from perron.calls.enums import ApplicationState, Outcome
from perron.calls.errors.appealing import RemedyNotUpheld
from perron.calls.errors.deciding import NothingLeft
from perron.calls.models import Appeal, Award, Decision, Edition, Scenario
from perron.calls.services.deciding.changes import ONLY
from perron.calls.services.deciding.keeping import remember
from perron.calls.services.deciding.money import give_back, left_in
from perron.calls.services.deciding.preparing import is_continuous, open_decision
from perron.calls.services.deciding.queueing import seal_queue
from perron.calls.services.deciding.solving import ask, sealed_ranking
from perron.core.errors import NotAllowed
from perron.core.publications import take_turn


@transaction.atomic
def ask_further(edition: Edition, *, by: User, at: datetime) -> Scenario:
    """Compute, by the edition's own rule, who comes next with the money that is left.

    Those who come into question are the reserve list, or the queue of today in a continuous
    edition. Money of awards that were renounced comes back first. Raises ``NothingLeft``.
    """
    if not by.may("calls.keep"):
        raise NotAllowed(thing=edition)
    take_turn(at)
    take_back_renounced(edition, by=by, at=at)
    if is_continuous(edition):
        ranking = seal_queue(edition, by=by, at=at)
        numbers = [row["application"] for row in ranking.rows]
    else:
        ranking = sealed_ranking(edition)
        waiting = edition.applications.filter(state=ApplicationState.RESERVE)
        numbers = sorted(waiting.values_list("number", flat=True))
    left = left_in(edition)
    if not numbers or not any(left.values()):
        raise NothingLeft(edition=edition)
    return ask(ranking, "", {ONLY: numbers, "envelopes": left}, by=by, at=at)


def take_back_renounced(edition: Edition, *, by: User, at: datetime) -> int:
    """Give back to the envelopes what was committed to awards renounced since; cents."""
    renounced = Award.objects.filter(
        decision__in=edition.decisions.announced(),
        outcome=Outcome.AWARDED,
        application__state=ApplicationState.RENOUNCED,
    ).select_related("application", "decision__edition")
    return sum(give_back(award, "renounced", by=by, at=at) for award in renounced)


@transaction.atomic
def prepare_after_appeal(appeal: Appeal, decider: str, *, by: User, at: datetime) -> Decision:
    """A further decision about the one application whose appeal was upheld.

    It begins with what was decided; what changes in it is entered with its reasons, like every
    departure from the result. Raises ``RemedyNotUpheld``, ``DecisionUnderWay``.
    """
    if not by.may("calls.keep"):
        raise NotAllowed(thing=appeal)
    take_turn(at)
    award = Award.objects.select_related("application", "decision__scenario__edition").get(
        pk=appeal.award_id
    )
    if appeal.state != "upheld":
        raise RemedyNotUpheld
    decision = open_decision(award.decision.scenario, decider, by=by, at=at)
    Award.objects.create(
        decision=decision,
        application=award.application,
        outcome=award.outcome,
        amount=award.amount,
        level=award.level,
        money=award.money,
        sources=award.sources,
        place=award.place,
        reasons=award.reasons,
    )
    said = {"decision": decision.number, "after": award.decision.number, "appeal": str(appeal.key)}
    remember("decision.prepared", decision.edition, said, by=by, at=at)
    return decision
