"""What was decided of one application, as its applicants see it: only once it is announced."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from perron.accounts.models import User
from perron.calls.enums import AppealState, Outcome
from perron.calls.models import Application, Award
from perron.calls.services.deciding.announcing import criteria_words, finding_words, remedy_until
from perron.calls.services.deciding.appealing import announced_award, may_appeal
from perron.calls.services.deciding.keeping import named_in
from perron.calls.services.deciding.wording import (
    counterfactual,
    deciding_sentence,
    money,
    points,
)
from perron.core.text import Text

TONES = {
    Outcome.AWARDED: "done",
    Outcome.RESERVE: "waiting",
    Outcome.REFUSED: "stopped",
    Outcome.INADMISSIBLE: "stopped",
}


def decision_panel(application: Application, user: User | None, at: datetime) -> dict[str, Any]:
    """The outcome with its reasons, the remedy and the appeal; empty before the announcement."""
    award = announced_award(application)
    if award is None:
        return {}
    edition, language = award.decision.edition, get_language() or "en"
    remedy = edition.definition.get("remedy", {})
    until, today = remedy_until(award.decision), timezone.localdate(at)
    appeal = award.appeals.order_by("-at").first()
    is_open = appeal is not None and appeal.state == AppealState.OPEN
    full = award.reasons.get("code") == "funded"
    return {
        "application": application,
        "edition": edition,
        "state": {"tone": TONES[Outcome(award.outcome)], "word": award.get_outcome_display()},
        "outcome": award.outcome,
        "sentence": deciding_sentence(edition, award.reasons),
        "would": counterfactual(award.reasons),
        "amount": money(award.amount) if award.amount else "",
        "place": award.place,
        "rank": award.reasons.get("place"),
        "score": points(award.reasons["score"]) if "score" in award.reasons else "",
        "cutoffs": own_cutoffs(award),
        "criteria": criteria_words(edition, award, language),
        "findings": finding_words(edition, award, language),
        "decider": award.decision.decider,
        "signed_on": award.decision.signed_on,
        "announced_at": award.decision.announced_at,
        "remedy": Text(remedy.get("words", {})),
        "remedy_until": until,
        "appeal": appeal,
        "may_appeal": bool(
            user
            and may_appeal(application, user)
            and not full
            and not is_open
            and until
            and today <= until
        ),
        "may_withdraw": bool(user and is_open and may_appeal(application, user)),
    }


def remarks_about(application: Application) -> list[dict[str, Any]]:
    """What the jury said of an application, by criterion; empty before the announcement."""
    award = announced_award(application)
    if award is None:
        return []
    found = criteria_words(award.decision.edition, award, get_language() or "en")
    return [one for one in found if one["sentences"]]


def own_cutoffs(award: Award) -> list[dict[str, str]]:
    """The cut-offs of its cell, by money."""
    moneys = award.decision.edition.definition["award"]["moneys"]
    return [
        {"money": named_in(moneys, one["money"]), "score": points(one["score"])}
        for one in award.reasons.get("cutoffs", ())
        if one["score"] is not None
    ]
