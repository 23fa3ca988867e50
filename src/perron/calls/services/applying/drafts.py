"""Drafts: begun with what is known already, and saved as they are, however unfinished."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from perron.accounts.models import User
from perron.calls.enums import ApplicationState, MemberRole
from perron.calls.errors.applying import (
    EditionNotOpenYet,
    HandedInAlready,
    HasApplication,
    LanguageNotOffered,
    NotForBody,
    SavedMeanwhile,
    WrongApplicant,
)
from perron.calls.models import Application, Edition, Member
from perron.calls.rules.definition import FieldKind, definition_of
from perron.calls.services.applying.asked import asked_of
from perron.calls.services.applying.eligible import refuse_ineligible
from perron.calls.services.applying.form import fields_on, form_of
from perron.calls.services.applying.prefilling import first_answers, previous_of
from perron.calls.services.applying.remembering import remember, written_by
from perron.calls.services.applying.values import is_empty, kept_value
from perron.core.journal.lines import digest_of
from perron.directory.models import Organisation, Site
from perron.directory.rules import acts_for

OVER = (ApplicationState.WITHDRAWN, ApplicationState.RENOUNCED)
LONGEST_NUMBER, LONGEST_TITLE = 40, 200
MOST_HOURS = Decimal(9999)


@dataclass(frozen=True, slots=True)
class Begun:
    """For whom an application is begun, and in which language."""

    organisation: Organisation
    site: Site | None
    language: str

    @property
    def applicant(self) -> Site | Organisation:
        return self.site or self.organisation


@dataclass(frozen=True, slots=True)
class Page:
    """What is saved of one page: its fields' new values, and what the writer had seen of them.

    ``seen`` is :func:`digest_seen` when the page was opened; empty: whatever there is now.
    ``language`` is the one in which numbers and days were written.
    """

    code: str
    values: Mapping[str, Any]
    seen: str = ""
    language: str = ""
    hours: Decimal | None = None


@transaction.atomic
def begin_application(edition: Edition, new: Begun, *, by: User, at: datetime) -> Application:
    """Begin a draft for a site or body, filled in as far as the directory and the last one go.

    Raises ``EditionNotOpenYet``, ``NotForBody``, ``WrongApplicant``, ``LanguageNotOffered``,
    ``NotEligible``, ``HasApplication``. Where a fact is not known it may be begun all the same.
    """
    edition = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    _refuse_stranger(edition, new, by=by, at=at)
    facts = refuse_ineligible(edition, new.applicant, at)
    _refuse_second(edition, new)
    previous = previous_of(edition, new.organisation, new.site)
    municipality = (new.site or new.organisation).municipality
    application = Application.objects.create(
        edition=edition,
        number=_next_number(edition),
        organisation=new.organisation,
        site=new.site,
        municipality=municipality,
        language=new.language,
        answers=first_answers(form_of(edition), facts, previous),
        facts=facts,
        previous=previous,
        begun_at=at,
        begun_by=by.actor_name,
        saved_at=at,
        demonstration=edition.demonstration,
    )
    _count(application)
    Member.objects.create(application=application, person=by, role=MemberRole.LEAD, since=at)
    remember("begun", application, {"step": application.step}, by=by, at=at)
    return application


def _refuse_stranger(edition: Edition, new: Begun, *, by: User, at: datetime) -> None:
    if not edition.is_open(at):
        raise EditionNotOpenYet(edition=edition, opens=edition.opens_at, closes=edition.closes_at)
    if not acts_for(by, new.organisation):
        raise NotForBody(organisation=new.organisation)
    definition = definition_of(edition)
    wanted = definition.applicant
    fits = (new.site is not None) == (wanted.unit == "site")
    if not fits or (wanted.kinds and new.applicant.kind not in wanted.kinds):
        raise WrongApplicant(edition=edition, applicant=new.applicant)
    if new.site is not None and new.site.organisation_id != new.organisation.pk:
        raise WrongApplicant(edition=edition, applicant=new.applicant)
    if new.language not in definition.languages:
        raise LanguageNotOffered(edition=edition)


def _refuse_second(edition: Edition, new: Begun) -> None:
    others = Application.objects.filter(edition=edition, site=new.site).exclude(state__in=OVER)
    if new.site is None:
        others = others.filter(organisation=new.organisation)
    if other := others.first():
        raise HasApplication(applicant=new.applicant, edition=edition, number=other.number)


def _next_number(edition: Edition) -> str:
    """The next number in this edition; the edition's row is held, so nobody draws the same."""
    stem = edition.code[: LONGEST_NUMBER - 6]
    place = edition.applications.count() + 1
    while edition.applications.filter(number=f"{stem}-{place:04}").exists():
        place += 1
    return f"{stem}-{place:04}"


def digest_seen(application: Application, page: str) -> str:
    """What a page remembers of the answers that it showed."""
    codes = [one.code for one in fields_on(form_of(application.edition), page)]
    return digest_of({code: application.answers.get(code) for code in codes})[:24]


@transaction.atomic
def save_answers(application: Application, page: Page, *, by: User, at: datetime) -> Application:
    """Keep what was written on a page, valid or not, also after the closing.

    Raises ``SavedMeanwhile`` when a colleague saved other answers on this page since it was
    opened, ``HandedInAlready`` when it is no draft, ``NotYoursToWrite``.
    """
    kept = written_by(application, by)
    if kept.state != ApplicationState.DRAFT:
        raise HandedInAlready(state=kept.get_state_display())
    if page.seen and page.seen != digest_seen(kept, page.code):
        raise SavedMeanwhile
    changed = _take_over(kept, page)
    if page.hours is not None:
        kept.hours = min(max(page.hours, Decimal(0)), MOST_HOURS)
    kept.revision += 1
    kept.saved_at = at
    _count(kept)
    kept.save()
    # Drafts are nobody else's business: the line says that, not what, was written.
    remember("saved", kept, {"page": page.code, "fields": len(changed)}, by=by, at=at)
    return kept


def _take_over(application: Application, page: Page) -> list[str]:
    """Put the values of a page into the answers; answer which fields changed."""
    fields = {one.code: one for one in fields_on(form_of(application.edition), page.code)}
    answers = dict(application.answers)
    changed = []
    for code, given in page.values.items():
        if code not in fields or fields[code].kind == FieldKind.FILE:
            continue
        value = kept_value(fields[code], given, page.language or application.language)
        if answers.get(code, "") != value:
            changed.append(code)
        answers[code] = value
    application.answers = {code: one for code, one in answers.items() if not is_empty(one)}
    return changed


def _count(application: Application) -> None:
    """Bring along what follows from the answers: what is asked for, and the title."""
    definition = definition_of(application.edition)
    application.asked = asked_of(definition, application.answers).amount
    if definition.form.field("title"):
        application.title = str(application.answers.get("title", ""))[:LONGEST_TITLE]
