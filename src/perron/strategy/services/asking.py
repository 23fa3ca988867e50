"""Asking holders whether their measures are still as published: one, or all that are silent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from perron.accounts.models import User
from perron.core.clock.owing import NewOwed, owe
from perron.core.clock.parties import AGENCY
from perron.core.enums import OwedState
from perron.core.errors import NotAllowed
from perron.core.publications import take_turn
from perron.core.text import Text
from perron.directory.enums import AffiliationState
from perron.directory.models import Affiliation, Contact, Organisation
from perron.letters.services.wording import spoken_language
from perron.letters.services.writing import Addressee, checked_address, write_letter
from perron.strategy.enums import MeasureState, UpdateDecision
from perron.strategy.errors import AnswerWaits, NobodyToAsk, NotItsHolder
from perron.strategy.models import Measure, MeasurePartner, UpdateRequest
from perron.strategy.rules import edits_strategy, is_holder
from perron.strategy.services.keeping import reference_of, remember, stop_clock
from perron.strategy.services.links import link_to

KIND = "update"
OVER = (MeasureState.COMPLETED, MeasureState.STOPPED)
YEAR, MONTHS = 365, 12


@dataclass(frozen=True, slots=True)
class Silent:
    """A measure that was not confirmed for long, its holder, and where a letter would go."""

    measure: Measure
    holder: Organisation
    to: Addressee | None


def silent_measures(months: int, at: datetime) -> QuerySet[Measure]:
    """Measures that may still change and were not confirmed for so many months, longest first."""
    before = at - timedelta(days=months * YEAR // MONTHS)
    unsaid = Q(confirmed_at=None) | Q(confirmed_at__lt=before)
    return Measure.objects.filter(unsaid).exclude(state__in=OVER)


def silent_holders(months: int, at: datetime) -> list[Silent]:
    """Whom to ask about silent measures, without those who were asked and did not answer yet."""
    measures = {one.pk: one for one in silent_measures(months, at)}
    asked = UpdateRequest.objects.unanswered() | UpdateRequest.objects.proposed()
    under_way = set(asked.values_list("measure", "organisation"))
    held = [
        (measures[partner.measure_id], partner.organisation)
        for partner in _holding(measures)
        if (partner.measure_id, partner.organisation_id) not in under_way
    ]
    addressees = addressees_of({holder for _measure, holder in held})
    return [Silent(measure, holder, addressees.get(holder.pk)) for measure, holder in held]


def holders_of(measure: Measure) -> list[Organisation]:
    """The organisations that hold a measure, in the order of its partners."""
    return [partner.organisation for partner in _holding([measure.pk])]


def _holding(measures: Iterable[int]) -> list[MeasurePartner]:
    """The partners of these measures that hold them, each organisation once."""
    rows = MeasurePartner.objects.filter(measure__in=list(measures))
    rows = rows.select_related("organisation").order_by(
        "measure__order_key", "measure", "place", "pk"
    )
    holding = [partner for partner in rows if is_holder(partner.role)]
    once = {(one.measure_id, one.organisation_id): one for one in reversed(holding)}
    return [one for one in holding if once[one.measure_id, one.organisation_id] is one]


def addressees_of(organisations: Iterable[Organisation]) -> dict[int, Addressee]:
    """Where a letter to each organisation goes: who speaks for it, else a person to reach there.

    A contact has no language of their own, so they are written to in the region's first.
    """
    codes = {one.pk: one.code for one in organisations}
    found: dict[int, Addressee] = {}
    speaking = Affiliation.objects.filter(
        organisation__in=codes, state=AffiliationState.APPROVED, person__is_active=True
    )
    for one in speaking.select_related("person").order_by("decided_at", "pk"):
        to = Addressee(
            one.person.email, spoken_language(one.person.language), one.person.actor_name
        )
        found.setdefault(one.organisation_id, to)
    for contact in Contact.objects.filter(organisation__in=codes).exclude(email=""):
        party = f"organisation:{codes[contact.organisation_id]}"
        to = Addressee(contact.email, spoken_language(settings.REGION.languages[0]), party)
        found.setdefault(contact.organisation_id, to)
    return found


@transaction.atomic
def ask_holder(
    measure: Measure, organisation: Organisation, *, by: User, at: datetime
) -> UpdateRequest:
    """Ask once more, or for the first time; an older request that waits is replaced.

    Raises ``NotItsHolder``, ``NobodyToAsk``, ``AnswerWaits``.
    """
    if not edits_strategy(by):
        raise NotAllowed(thing=measure)
    take_turn(at)
    if organisation not in holders_of(measure):
        raise NotItsHolder(organisation=organisation, measure=measure)
    to = addressees_of([organisation]).get(organisation.pk)
    if to is None:
        raise NobodyToAsk(organisation=organisation)
    return _ask(Silent(measure, organisation, to), to, by=by, at=at)


@transaction.atomic
def ask_silent_holders(
    chosen: Iterable[tuple[int, int]], *, months: int, by: User, at: datetime
) -> list[UpdateRequest]:
    """Ask those of the silent holders that were chosen, by the keys of measure and organisation.

    Whoever was asked or has confirmed since the list was shown is left out.
    """
    if not edits_strategy(by):
        raise NotAllowed(thing=_("the measures"))
    take_turn(at)
    wanted = set(chosen)
    return [
        _ask(silent, silent.to, by=by, at=at)
        for silent in silent_holders(months, at)
        if silent.to and (silent.measure.pk, silent.holder.pk) in wanted
    ]


def _ask(silent: Silent, to: Addressee, *, by: User, at: datetime) -> UpdateRequest:
    measure, holder = silent.measure, silent.holder
    before = UpdateRequest.objects.select_for_update(of=("self",)).filter(
        measure=measure, organisation=holder
    )
    if before.proposed().exists():
        raise AnswerWaits(organisation=holder, measure=measure)
    for older in before.unanswered():
        close(older, UpdateDecision.SUPERSEDED, by=by, at=at)
    request = UpdateRequest(
        measure=measure,
        measure_code=measure.code,
        organisation=holder,
        holder_code=holder.code,
        address=checked_address(to.address),
        party=to.party,
        language=to.language,
        asked_at=at,
        asked_by=by.actor_name,
    )
    owed = owe(
        NewOwed(
            reference=reference_of(request),
            kind=KIND,
            title=_title(measure),
            owed_by=f"organisation:{holder.code}",
            owed_to=AGENCY,
            about=("measure", measure.code),
        ),
        by=by,
        at=at,
    )
    request.due = owed.due
    request.save()
    remember("asked", request, {"due": owed.due}, by=by, at=at, private={"address": to.address})
    _tell(request, measure, holder, to=to, at=at)
    return request


def close(request: UpdateRequest, decision: UpdateDecision, *, by: User, at: datetime) -> None:
    """End a request without an answer: its link says so from this moment on."""
    request.decision, request.decided_at, request.decided_by = decision, at, by.actor_name
    request.save(update_fields=["decision", "decided_at", "decided_by"])
    stop_clock(request, OwedState.WITHDRAWN, by=by, at=at)
    remember(decision.value, request, {}, by=by, at=at)


def _title(measure: Measure) -> Text:
    """What is owed, in each language."""
    said = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            name = measure.name.spoken(language)[0]
            said[language] = _("Update of “%(measure)s”") % {"measure": name}
    return Text(said)


def _tell(
    request: UpdateRequest,
    measure: Measure,
    holder: Organisation,
    *,
    to: Addressee,
    at: datetime,
) -> None:
    language = request.language
    with translation.override(language):
        state = str(MeasureState(measure.state).label)
    facts = {
        "measure": measure.name.spoken(language)[0],
        "holder": holder.name.spoken(language)[0],
        "state": state,
        "confirmed": measure.confirmed_at,
        "due": request.due,
        "number": request.number,
        "link": link_to(request),
    }
    reference = f"{reference_of(request)}:asked"
    write_letter("update-asked", to=to, reference=reference, context=facts, at=at)
