"""What officers do with applications: look after them, find them admissible or not, feedback."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation

from perron.accounts.models import User
from perron.calls.enums import ApplicationState
from perron.calls.errors.applying import FindingsMissing
from perron.calls.models import Admission, Application, Feedback
from perron.calls.rules.applying import keeps_calls
from perron.calls.rules.definition import definition_of
from perron.calls.services.applying.remembering import locked, refuse_state, remember, tell_team
from perron.core.errors import NoReason, NotAllowed

LONGEST = 5000
LONGEST_FINDING = 1000
DECIDABLE = (
    ApplicationState.SUBMITTED,
    ApplicationState.ADMISSIBLE,
    ApplicationState.INADMISSIBLE,
)


@transaction.atomic
def take_application(
    application: Application, *, by: User, at: datetime, officer: User | None = None
) -> Application:
    """Look after an application oneself, or hand it to another officer; its team sees who it is."""
    kept = _kept_by(application, by)
    other = officer or by
    if not keeps_calls(other):
        raise NotAllowed(thing=kept)
    if kept.officer != other:
        kept.officer = other
        kept.save(update_fields=["officer"])
        private = {"officer": str(other.key)}
        remember("taken", kept, {}, by=by, at=at, private=private)
    return kept


@transaction.atomic
def decide_admissibility(
    application: Application, findings: dict[str, dict[str, Any]], *, by: User, at: datetime
) -> Admission:
    """Find an application admissible, or not with a reason for each criterion that fails.

    ``findings`` maps criteria to ``{"holds": bool, "words": str}``. Raises ``FindingsMissing``
    naming every criterion without a finding, or without a reason where it does not hold.
    """
    kept = _kept_by(application, by)
    refuse_state(kept, DECIDABLE)
    settled: dict[str, dict[str, Any]] = {}
    lacking = []
    for criterion in definition_of(kept.edition).admissibility:
        given = findings.get(criterion.code, {})
        words = str(given.get("words", "")).replace("\x00", "").strip()[:LONGEST_FINDING]
        holds = given.get("holds")
        if not isinstance(holds, bool) or (not holds and not words):
            lacking.append(str(criterion.label))
        settled[criterion.code] = {"holds": holds, "words": words}
    if lacking:
        raise FindingsMissing(missing=", ".join(lacking))
    holds_all = all(one["holds"] for one in settled.values())
    admission = Admission.objects.create(
        application=kept, is_admissible=holds_all, findings=settled, at=at, by=by.actor_name
    )
    states = ApplicationState
    kept.state = states.ADMISSIBLE if holds_all else states.INADMISSIBLE
    kept.save(update_fields=["state"])
    verb = "admitted" if holds_all else "not-admitted"
    failed = [code for code, one in settled.items() if not one["holds"]]
    private = {"findings": {code: settled[code]["words"] for code in failed}}
    remember(verb, kept, {"failed": failed}, by=by, at=at, private=private)
    if not holds_all:
        _tell_inadmissible(kept, admission, at)
    return admission


def _tell_inadmissible(application: Application, admission: Admission, at: datetime) -> None:
    definition = definition_of(application.edition)
    with translation.override(application.language):
        reasons = [
            f"{one.label}: {admission.findings[one.code]['words']}"
            for one in definition.admissibility
            if not admission.findings[one.code]["holds"]
        ]
        remedy = str(definition.remedy.words)
    context = {"reasons": reasons, "remedy": remedy, "days": definition.remedy.days}
    reason = f"inadmissible:{admission.pk}"
    tell_team("application-inadmissible", application, reason=reason, at=at, context=context)


@transaction.atomic
def give_feedback(
    application: Application, words: str, *, goes_on: bool, by: User, at: datetime
) -> Feedback:
    """Answer a step that was handed in; where it goes on, the next step can be written."""
    kept = _kept_by(application, by)
    refuse_state(kept, [ApplicationState.SUBMITTED])
    steps = definition_of(kept.edition).form.steps
    if kept.step >= len(steps):
        refuse_state(kept, [])
    told = words.replace("\x00", "").strip()[:LONGEST]
    if not told:
        raise NoReason
    feedback = Feedback.objects.create(
        application=kept, step=kept.step, words=told, goes_on=goes_on, at=at, by=by.actor_name
    )
    change = {"step": kept.step, "goes_on": goes_on}
    remember("feedback-given", kept, change, by=by, at=at, private={"words": told})
    if goes_on:
        kept.step += 1
        kept.state = ApplicationState.DRAFT
        kept.save(update_fields=["step", "state"])
    context = {"words": told, "goes_on": goes_on, "closes": kept.edition.closes_at}
    reason = f"feedback:{feedback.step}"
    tell_team("application-feedback", kept, reason=reason, at=at, context=context)
    return feedback


def _kept_by(application: Application, by: User) -> Application:
    if not keeps_calls(by):
        raise NotAllowed(thing=application)
    return locked(application)
