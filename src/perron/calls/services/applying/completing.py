"""Asking an applicant for what is missing, with its own clock; answered, lapsed or taken back."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from perron.accounts.models import User
from perron.calls.enums import ApplicationState, RequestState
from perron.calls.errors.applying import CompletionOver, NotComplete
from perron.calls.models import Application, Completion
from perron.calls.rules.applying import keeps_calls
from perron.calls.rules.definition import Field, FieldKind, definition_of
from perron.calls.services.applying.asked import asked_of
from perron.calls.services.applying.checking import beside_of, field_faults
from perron.calls.services.applying.clocks import ask_completion_of, stop_clock
from perron.calls.services.applying.handing import files_of
from perron.calls.services.applying.remembering import (
    locked,
    refuse_state,
    remember,
    tell_team,
    written_by,
)
from perron.calls.services.applying.values import kept_value
from perron.core.enums import OwedState
from perron.core.errors import DueTooEarly, NoReason, NotAllowed
from perron.core.publications import take_turn

LONGEST = 2000


@transaction.atomic
def ask_completion(
    application: Application,
    missing: Collection[str],
    words: str,
    *,
    due: date,
    by: User,
    at: datetime,
) -> Completion:
    """Ask for what is missing until a day; the applicant's own clock runs from now."""
    if not keeps_calls(by):
        raise NotAllowed(thing=application)
    take_turn(at)
    kept = locked(application)
    refuse_state(kept, [ApplicationState.SUBMITTED, ApplicationState.ADMISSIBLE])
    told = words.replace("\x00", "").strip()[:LONGEST]
    known = {field.code for field in definition_of(kept.edition).form.fields}
    if not told:
        raise NoReason
    if due <= timezone.localdate(at):
        raise DueTooEarly(due=timezone.localdate(at))
    completion = Completion.objects.create(
        application=kept,
        missing=[code for code in missing if code in known],
        words=told,
        asked_at=at,
        asked_by=by.actor_name,
        due=due,
    )
    kept.state = ApplicationState.INCOMPLETE
    kept.save(update_fields=["state"])
    change = {"missing": completion.missing, "due": due}
    remember("completion-asked", kept, change, by=by, at=at, private={"words": told})
    ask_completion_of(completion, by=by, at=at)
    context = {"words": told, "due": due}
    reason = f"completion:{completion.key}"
    tell_team("application-incomplete", kept, reason=reason, at=at, context=context)
    return completion


def missing_fields(completion: Completion) -> list[Field]:
    """The fields that were asked for, in the order of the form."""
    form = definition_of(completion.application.edition).form
    return [field for field in form.fields if field.code in completion.missing]


@transaction.atomic
def answer_completion(
    completion: Completion,
    values: dict[str, Any],
    *,
    by: User,
    at: datetime,
    language: str = "",
) -> Completion:
    """Send what was asked for; only those fields change, and all of them must be right.

    Files are attached on the page of files before. Raises ``CompletionOver``, ``NotComplete``.
    """
    take_turn(at)
    application = written_by(completion.application, by)
    found = _open(completion)
    definition = definition_of(application.edition)
    answers = dict(application.answers)
    fields = missing_fields(found)
    for field in fields:
        if field.code in values and field.kind != FieldKind.FILE:
            spoken = language or application.language
            answers[field.code] = kept_value(field, values[field.code], spoken)
    beside = beside_of(definition, answers, files_of(application))
    if any(
        True for field in fields for _one in field_faults(field, answers.get(field.code), beside)
    ):
        raise NotComplete
    application.answers = answers
    application.asked = asked_of(definition, answers).amount
    application.state = ApplicationState.SUBMITTED
    application.saved_at, application.revision = at, application.revision + 1
    application.save()
    _close(found, RequestState.ANSWERED, at)
    remember("completed", application, {"fields": found.missing}, by=by, at=at)
    stop_clock(found, by=by, at=at)
    return found


@transaction.atomic
def withdraw_completion(completion: Completion, *, by: User, at: datetime) -> Completion:
    """It is not asked for any more; the application goes on as it was handed in."""
    if not keeps_calls(by):
        raise NotAllowed(thing=completion)
    take_turn(at)
    application = locked(completion.application)
    found = _open(completion)
    application.state = ApplicationState.SUBMITTED
    application.save(update_fields=["state"])
    _close(found, RequestState.WITHDRAWN, at)
    remember("completion-withdrawn", application, {}, by=by, at=at)
    stop_clock(found, by=by, at=at, state=OwedState.WITHDRAWN)
    return found


@transaction.atomic
def lapse_completions(at: datetime) -> int:
    """Close what was not answered in time; officers then decide on what was handed in."""
    take_turn(at)
    today, gone = timezone.localdate(at), 0
    late = Completion.objects.filter(state=RequestState.OPEN, due__lt=today)
    for completion in late.select_related("application"):
        application = locked(completion.application)
        found = _open(completion)
        if application.state == ApplicationState.INCOMPLETE:
            application.state = ApplicationState.SUBMITTED
            application.save(update_fields=["state"])
        _close(found, RequestState.LAPSED, at)
        remember("completion-lapsed", application, {"due": found.due}, by=None, at=at)
        stop_clock(found, by=None, at=at, state=OwedState.WITHDRAWN)
        reason = f"lapsed:{found.key}"
        tell_team("application-lapsed", application, reason=reason, at=at)
        gone += 1
    return gone


def _open(completion: Completion) -> Completion:
    rows = Completion.objects.select_for_update(of=("self",)).select_related("application__edition")
    found = rows.get(pk=completion.pk)
    if found.state != RequestState.OPEN:
        raise CompletionOver(state=found.get_state_display())
    return found


def _close(completion: Completion, state: RequestState, at: datetime) -> None:
    completion.state = state
    completion.answered_at = at if state == RequestState.ANSWERED else None
    completion.save(update_fields=["state", "answered_at"])
