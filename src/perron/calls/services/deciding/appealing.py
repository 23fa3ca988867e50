"""Appeals: lodged until the remedy's deadline, answered with reasons, on a clock of their own."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from perron.accounts.models import User
from perron.calls.enums import AppealState, MemberRole
from perron.calls.errors.appealing import (
    AppealAnswered,
    AppealOpen,
    NothingToAppeal,
    RemedyOver,
    WordsMissing,
)
from perron.calls.models import Appeal, Application, Award, Member
from perron.calls.rules.applying import writes
from perron.calls.services.deciding.announcing import remedy_until
from perron.calls.services.deciding.keeping import CHAIN
from perron.calls.services.judging.conflicts import refuse_conflicts
from perron.core.clock.owing import NewOwed, owe, settle
from perron.core.clock.parties import AGENCY, SOMEONE
from perron.core.enums import OwedState
from perron.core.errors import NotAllowed
from perron.core.formats import date_in_words
from perron.core.journal.lines import Entry, record
from perron.core.models import Owed
from perron.core.publications import take_turn
from perron.core.text import Text
from perron.letters.services.wording import Quoted, spoken_language
from perron.letters.services.writing import Addressee, write_letter

CLOCK = "appeal"
LETTER = "appeal-answered"
LONGEST = 8000


@transaction.atomic
def lodge_appeal(application: Application, words: str, *, by: User, at: datetime) -> Appeal:
    """Appeal against what was last announced of an application, on its day at the latest.

    Raises ``NotAllowed``, ``NothingToAppeal``, ``RemedyOver``, ``AppealOpen``, ``WordsMissing``.
    """
    if not may_appeal(application, by):
        raise NotAllowed(thing=application)
    take_turn(at)
    said = _plain(words)
    if not said:
        raise WordsMissing(what=_("on what grounds you appeal"))
    award = announced_award(application)
    if award is None or award.reasons.get("code") == "funded":
        raise NothingToAppeal
    until = remedy_until(award.decision)
    if until is None or timezone.localdate(at) > until:
        raise RemedyOver(day=date_in_words(until))
    before = award.appeals.filter(state=AppealState.OPEN).first()
    if before:
        raise AppealOpen(day=date_in_words(timezone.localdate(before.at)))
    appeal = Appeal.objects.create(award=award, words=said, at=at, by=by.actor_name)
    code = award.decision.edition.code
    owe(
        NewOwed(
            reference=reference_of(appeal),
            kind=CLOCK,
            title=_title(),
            owed_by=AGENCY,
            owed_to=SOMEONE,
            about=("edition", code),
        ),
        by=by,
        at=at,
    )
    _remember("appeal.lodged", appeal, {}, by=by, at=at)
    return appeal


@transaction.atomic
def answer_appeal(appeal: Appeal, answer: str, *, upheld: bool, by: User, at: datetime) -> Appeal:
    """Uphold or dismiss an appeal, with reasons; the applicant is told."""
    if not by.may("calls.keep"):
        raise NotAllowed(thing=appeal)
    said = _plain(answer)
    if not said:
        raise WordsMissing(what=_("the reasons of the answer"))
    kept = _open(appeal, at)
    refuse_conflicts(kept.award.decision.edition, [by], at=at)
    kept.state = AppealState.UPHELD if upheld else AppealState.DISMISSED
    kept.answer, kept.answered_at, kept.answered_by = said, at, by.actor_name
    kept.save()
    _stop(kept, OwedState.SETTLED, by=by, at=at)
    _remember(f"appeal.{kept.state}", kept, {}, by=by, at=at)
    _tell(kept, at)
    return kept


@transaction.atomic
def withdraw_appeal(appeal: Appeal, *, by: User, at: datetime) -> Appeal:
    """The applicant appeals no longer."""
    if not may_appeal(appeal.award.application, by):
        raise NotAllowed(thing=appeal)
    kept = _open(appeal, at)
    kept.state = AppealState.WITHDRAWN
    kept.save(update_fields=["state"])
    _stop(kept, OwedState.WITHDRAWN, by=by, at=at)
    _remember("appeal.withdrawn", kept, {}, by=by, at=at)
    return kept


def announced_award(application: Application) -> Award | None:
    """What was last announced of an application."""
    awards = Award.objects.filter(
        application=application, decision__in=application.edition.decisions.announced()
    )
    return awards.select_related("decision__edition").order_by("-decision__number").first()


def may_appeal(application: Application, by: User) -> bool:
    """Whether this person writes the application with others."""
    return writes(by, application)


def reference_of(appeal: Appeal) -> str:
    """Under which name the clock and the letters know an appeal."""
    return f"appeal:{appeal.key}"


def _open(appeal: Appeal, at: datetime) -> Appeal:
    take_turn(at)
    rows = Appeal.objects.select_for_update(of=("self",))
    kept = rows.select_related("award__decision__edition", "award__application").get(pk=appeal.pk)
    if kept.state != AppealState.OPEN:
        raise AppealAnswered(state=kept.get_state_display())
    return kept


def _stop(appeal: Appeal, state: OwedState, *, by: User, at: datetime) -> None:
    owed = Owed.objects.open().filter(reference=reference_of(appeal)).first()
    if owed:
        settle(owed, by=by, at=at, state=state)


def _title() -> Text:
    said = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said[language] = _("Answer to an appeal")
    return Text(said)


def _plain(words: str) -> str:
    return words.replace("\x00", "").strip()[:LONGEST]


def _remember(verb: str, appeal: Appeal, change: dict[str, str], *, by: User, at: datetime) -> None:
    number = appeal.award.application.number
    said = {"application": number, "decision": appeal.award.decision.number, **change}
    entry = Entry(verb, "appeal", str(appeal.key), said)
    record(CHAIN, entry, by=by, at=at)


def _tell(appeal: Appeal, at: datetime) -> None:
    award = appeal.award
    members = Member.objects.filter(application=award.application, person__is_active=True)
    language = spoken_language(award.application.language)
    with translation.override(language):
        context = {
            "edition": award.decision.edition.name.spoken(language)[0],
            "number": award.application.number,
            "upheld": appeal.state == AppealState.UPHELD,
            "answer": Quoted(appeal.answer),
            "path": reverse("calls:own_decision", args=[award.application.key]),
        }
    for member in members.exclude(role=MemberRole.READER).select_related("person"):
        to = Addressee(member.person.email, language, member.person.actor_name)
        write_letter(LETTER, to=to, reference=reference_of(appeal), context=context, at=at)
