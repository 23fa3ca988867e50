"""Handing in, once, by the moment of arrival; and taking back what was handed in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from perron.accounts.models import User
from perron.calls.enums import ApplicationState, RequestState
from perron.calls.errors.applying import (
    EditionNotOpen,
    HandedInAlready,
    MayNotSign,
    NotComplete,
)
from perron.calls.models import Application, Submission
from perron.calls.rules.applying import may_sign
from perron.calls.rules.definition import Definition, definition_of
from perron.calls.services.applying.asked import asked_of
from perron.calls.services.applying.checking import Fault, faults_of
from perron.calls.services.applying.form import asked_fields
from perron.calls.services.applying.remembering import (
    led_by,
    refuse_state,
    remember,
    tell_team,
    written_by,
)
from perron.calls.services.applying.sharing import refuse_unshared, shares_of
from perron.core.clock.owing import settle
from perron.core.enums import OwedState
from perron.core.errors import NoReason
from perron.core.formats import date_in_words
from perron.core.journal.lines import digest_of, settled
from perron.core.models import Owed
from perron.core.publications import take_turn

FORMAT = "perron-submission/1"
BEFORE_DECISION = (
    ApplicationState.DRAFT,
    ApplicationState.SUBMITTED,
    ApplicationState.INCOMPLETE,
    ApplicationState.ADMISSIBLE,
)
LONGEST_REASON = 1000


@dataclass(frozen=True, slots=True)
class Missing:
    """What keeps an application from being handed in: faults of answers, and who may sign."""

    faults: list[Fault]
    signature: bool

    def __bool__(self) -> bool:
        return bool(self.faults) or self.signature


def missing_in(application: Application, *, by: User, at: datetime) -> Missing:
    """Everything that is still to be done before it can be handed in by this person."""
    definition = definition_of(application.edition)
    faults = faults_of(
        definition,
        application.answers,
        application.facts,
        step=application.step,
        files=files_of(application),
    )
    return Missing(faults, signature=_lacks_signature(application, definition, by=by, at=at))


def files_of(application: Application) -> frozenset[str]:
    """The fields to which a file is attached."""
    kept = application.attachments.filter(erased_at=None)
    return frozenset(kept.values_list("field", flat=True))


def _lacks_signature(
    application: Application, definition: Definition, *, by: User, at: datetime
) -> bool:
    body = application.organisation
    if not definition.applicant.signature or body is None:
        return False
    return not may_sign(by, body, timezone.localdate(at))


@transaction.atomic
def hand_in(application: Application, *, by: User, at: datetime) -> Submission:
    """Hand an application in; ``at`` is its arrival at the server, before any queue.

    A second press answers the same receipt. Raises ``EditionNotOpen`` (the draft is kept),
    ``NotComplete``, ``MayNotSign``, ``NotAgreed``, ``SharesDiffer``, ``NotYoursToWrite``.
    """
    kept = written_by(application, by)
    if kept.state == ApplicationState.SUBMITTED:
        return latest_submission(kept)
    if kept.state != ApplicationState.DRAFT:
        raise HandedInAlready(state=kept.get_state_display())
    _refuse_closed(kept, at)
    definition = definition_of(kept.edition)
    missing = missing_in(kept, by=by, at=at)
    if missing.signature:
        raise MayNotSign(organisation=kept.organisation)
    if missing.faults:
        raise NotComplete
    kept.asked = asked_of(definition, kept.answers).amount
    refuse_unshared(kept)
    kept.state, kept.arrived_at = ApplicationState.SUBMITTED, at
    kept.arrived_from = by.actor_name
    kept.save(update_fields=["state", "asked", "arrived_at", "arrived_from"])
    submission = _submit(kept, definition, by=by, at=at)
    change = {"submission": submission.number, "step": kept.step, "digest": submission.digest}
    remember("submitted", kept, change, by=by, at=at)
    _tell_receipt(kept, submission, at=at)
    return submission


def _refuse_closed(application: Application, at: datetime) -> None:
    edition = application.edition
    if not edition.is_open(at):
        raise EditionNotOpen(
            edition=edition,
            opens=_moment(edition.opens_at),
            closes=_moment(edition.closes_at),
            arrived=_moment(at),
        )


def latest_submission(application: Application) -> Submission:
    """What was handed in last."""
    return application.submissions.order_by("-number")[0]


def _moment(moment: datetime | None) -> str:
    """A moment to the second, as the region's clocks show it."""
    if moment is None:
        return "–"
    local = timezone.localtime(moment)
    return f"{date_in_words(local.date())}, {local:%H:%M:%S}"


def _submit(
    application: Application, definition: Definition, *, by: User, at: datetime
) -> Submission:
    content = settled(_content(application, definition, at=at))
    return Submission.objects.create(
        application=application,
        number=application.submissions.count() + 1,
        content=content,
        digest=digest_of(content),
        arrived_at=at,
        by=by.actor_name,
    )


def _content(application: Application, definition: Definition, *, at: datetime) -> dict[str, Any]:
    """All that was handed in, in one document: what the digest of the receipt is of."""
    counted = {one.code for one in asked_fields(application, definition)}
    files = application.attachments.filter(erased_at=None)
    return {
        "format": FORMAT,
        "edition": application.edition.code,
        "rules": application.edition.digest,
        "number": application.number,
        "step": application.step,
        "language": application.language,
        "applicant": {
            "organisation": application.organisation.code if application.organisation else "",
            "site": application.site.code if application.site else "",
        },
        "answers": {code: one for code, one in application.answers.items() if code in counted},
        "facts": application.facts,
        "asked": application.asked,
        "shares": shares_of(application),
        "files": [
            {"field": one.field, "name": one.name, "size": one.size, "digest": one.digest}
            for one in files
        ],
        "hours": application.hours,
        "arrived_at": at,
    }


def _tell_receipt(application: Application, submission: Submission, *, at: datetime) -> None:
    context = {
        "arrived": submission.arrived_at,
        "seconds": f"{timezone.localtime(submission.arrived_at):%H:%M:%S}",
        "digest": submission.digest,
        "closes": application.edition.closes_at,
    }
    reason = f"receipt:{submission.number}"
    tell_team("application-received", application, reason=reason, at=at, context=context)


@transaction.atomic
def reopen_application(application: Application, *, by: User, at: datetime) -> Application:
    """Write on until the closing; it counts no more until it is handed in anew.

    What was handed in stays kept. Raises ``EditionNotOpen``, ``NotNow``, ``NotYoursToLead``.
    """
    take_turn(at)
    kept = led_by(application, by)
    refuse_state(kept, [ApplicationState.SUBMITTED])
    _refuse_closed(kept, at)
    kept.state, kept.arrived_at = ApplicationState.DRAFT, None
    kept.save(update_fields=["state", "arrived_at"])
    remember("reopened", kept, {}, by=by, at=at)
    tell_team("application-reopened", kept, reason=f"reopened:{at:%Y%m%d%H%M%S}", at=at)
    return kept


@transaction.atomic
def withdraw_application(
    application: Application, *, by: User, at: datetime, reason: str = ""
) -> Application:
    """Take an application back before it is decided; it stays readable to its team."""
    take_turn(at)
    kept = led_by(application, by)
    refuse_state(kept, BEFORE_DECISION)
    return _end(kept, ApplicationState.WITHDRAWN, reason, by=by, at=at)


@transaction.atomic
def renounce_award(application: Application, *, by: User, at: datetime, reason: str) -> Application:
    """Give up what was awarded, or a place on the reserve list, and say why."""
    take_turn(at)
    kept = led_by(application, by)
    refuse_state(kept, [ApplicationState.AWARDED, ApplicationState.RESERVE])
    if not reason.strip():
        raise NoReason
    kept.awards.filter(renounced_at=None).update(renounced_at=at)
    return _end(kept, ApplicationState.RENOUNCED, reason, by=by, at=at)


def _end(
    application: Application, state: ApplicationState, reason: str, *, by: User, at: datetime
) -> Application:
    application.state = state
    application.save(update_fields=["state"])
    application.completions.filter(state=RequestState.OPEN).update(state=RequestState.WITHDRAWN)
    private = {"reason": reason.strip()[:LONGEST_REASON]} if reason.strip() else {}
    remember(state.value, application, {}, by=by, at=at, private=private)
    stop_clocks(application, by=by, at=at)
    tell_team(f"application-{state.value}", application, reason=state.value, at=at)
    return application


def stop_clocks(application: Application, *, by: User | None, at: datetime) -> None:
    """Nothing more is owed about it, in either direction."""
    for owed in Owed.objects.open().filter(about_kind="application", about_code=application.number):
        settle(owed, by=by, at=at, state=OwedState.WITHDRAWN)
