"""Telling what was decided: never before the signature, to each applicant with their reasons."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from perron.accounts.models import User
from perron.calls.enums import (
    ApplicationState,
    DecisionState,
    EditionState,
    MemberRole,
    Outcome,
)
from perron.calls.errors.deciding import NotSignedYet
from perron.calls.models import Application, Award, Decision, Edition, Member
from perron.calls.services.applying.clocks import reference_of, settle_deciding
from perron.calls.services.deciding.keeping import CHAIN, held, named_in, remember
from perron.calls.services.deciding.wording import counterfactual, deciding_sentence, money, points
from perron.calls.services.judging.conflicts import refuse_conflicts
from perron.core.clock.owing import settle
from perron.core.errors import NotAllowed
from perron.core.journal.lines import Entry, record
from perron.core.models import Owed
from perron.core.publications import next_publication, take_turn
from perron.core.queue import enqueue, extend_lease
from perron.core.text import Text
from perron.letters.services.wording import spoken_language
from perron.letters.services.writing import Addressee, write_letter

JOB = "calls.tell"
LETTER = "award-decided"
BATCH = 50
STATES = {
    Outcome.AWARDED: ApplicationState.AWARDED,
    Outcome.RESERVE: ApplicationState.RESERVE,
    Outcome.REFUSED: ApplicationState.REFUSED,
    Outcome.INADMISSIBLE: ApplicationState.INADMISSIBLE,
}
GONE = (ApplicationState.WITHDRAWN, ApplicationState.RENOUNCED)


@transaction.atomic
def announce_decision(decision: Decision, *, by: User, at: datetime) -> Decision:
    """Tell every applicant; a worker writes the letters. Raises ``NotSignedYet`` before that."""
    if not by.may("calls.keep"):
        raise NotAllowed(thing=decision)
    if Decision.objects.filter(pk=decision.pk, state=DecisionState.PREPARED).exists():
        raise NotSignedYet(number=decision.number, edition=decision.edition)
    kept = held(decision, DecisionState.SIGNED, at=at)
    refuse_conflicts(kept.edition, [by], at=at)
    kept.state, kept.announced_at = DecisionState.ANNOUNCED, at
    kept.save(update_fields=["state", "announced_at"])
    for outcome, state in STATES.items():
        told = kept.awards.filter(outcome=outcome).values("application")
        Application.objects.filter(pk__in=told).exclude(state__in=GONE).update(state=state)
    Edition.objects.filter(pk=kept.edition_id, state=EditionState.DECIDED).update(
        state=EditionState.ANNOUNCED
    )
    said = {"decision": kept.number, "shown_on": kept.shown_on}
    remember("decision.announced", kept.edition, said, by=by, at=at)
    enqueue(JOB, kept.pk)
    next_publication(at)
    return kept


def tell_applicants(decision_pk: int, at: datetime) -> int:
    """Write every letter of an announced decision, and stop the clocks; answer how many letters.

    Called by a worker; it may be begun again, and writes no letter twice.
    """
    decision = Decision.objects.announced().select_related("edition").get(pk=decision_pk)
    keys = list(decision.awards.order_by("pk").values_list("pk", flat=True))
    written = 0
    for start in range(0, len(keys), BATCH):
        with transaction.atomic():
            take_turn(at)
            batch = decision.awards.filter(pk__in=keys[start : start + BATCH])
            awards = list(batch.select_related("application"))
            written += sum(_tell(decision, award, at) for award in awards)
            _stop_clocks(awards, at)
            extend_lease()
    settle_deciding(decision.edition, by=None, at=at)
    return written


def _tell(decision: Decision, award: Award, at: datetime) -> int:
    members = Member.objects.filter(application=award.application, person__is_active=True)
    told = 0
    for member in members.exclude(role=MemberRole.READER).select_related("person"):
        language = spoken_language(award.application.language)
        to = Addressee(member.person.email, language, member.person.actor_name)
        reference = f"decision:{decision.key}:{award.application_id}"
        context = letter_facts(decision, award, language)
        write_letter(LETTER, to=to, reference=reference, context=context, at=at)
        told += 1
    return told


def letter_facts(decision: Decision, award: Award, language: str) -> dict[str, Any]:
    """What the letter says: the outcome, what decides, the jury's words, the remedy."""
    edition, application = decision.edition, award.application
    remedy = edition.definition.get("remedy", {})
    with translation.override(language):
        own = reverse("calls:own_decision", args=[application.key])
        order = reverse("calls:award_order", args=[application.key])
        return {
            "edition": edition.name.spoken(language)[0],
            "number": application.number,
            "title": application.title,
            "outcome": award.outcome,
            "outcome_words": award.get_outcome_display(),
            "sentence": deciding_sentence(edition, award.reasons),
            "would": counterfactual(award.reasons),
            "amount": money(award.amount) if award.amount else "",
            "place": award.place,
            "score": points(award.reasons["score"]) if "score" in award.reasons else "",
            "conditions": award.conditions,
            "criteria": criteria_words(edition, award, language),
            "findings": finding_words(edition, award, language),
            "decider": decision.decider,
            "signed_on": decision.signed_on,
            "remedy": Text(remedy.get("words", {})).spoken(language)[0],
            "remedy_until": remedy_until(decision),
            "path": own,
            "order_path": order,
        }


def remedy_until(decision: Decision) -> date | None:
    """The last day on which one may appeal; None before the announcement."""
    if decision.announced_at is None:
        return None
    days: int = decision.edition.definition.get("remedy", {}).get("days", 0)
    return timezone.localdate(decision.announced_at) + timedelta(days=days)


def criteria_words(edition: Edition, award: Award, language: str) -> list[dict[str, Any]]:
    """The jury's points and sentences by criterion, for a reader of this language."""
    criteria = edition.definition.get("grid", {}).get("criteria", ())
    with translation.override(language):
        return [
            {
                "name": named_in(criteria, one["code"], language),
                "points": points(one["points"]) if one.get("points") is not None else "",
                "sentences": [said["words"] for said in one["sentences"]],
            }
            for one in award.reasons.get("criteria", ())
        ]


def finding_words(edition: Edition, award: Award, language: str) -> list[dict[str, str]]:
    """Why an application is not admissible, by criterion of admissibility."""
    named = {one["code"]: one for one in edition.definition.get("admissibility", ())}
    return [
        {
            "name": Text(named.get(code, {}).get("label", {})).spoken(language)[0] or code,
            "words": str(finding.get("words", "")),
        }
        for code, finding in award.reasons.get("findings", {}).items()
    ]


def _stop_clocks(awards: Iterable[Award], at: datetime) -> None:
    """The agency owes these applicants no word any more."""
    references = [reference_of(award.application) for award in awards]
    for owed in Owed.objects.open().filter(reference__in=references):
        settle(owed, by=None, at=at)


@transaction.atomic
def show_decisions(at: datetime) -> int:
    """Note each announced decision whose day has come: from then on everybody reads it."""
    take_turn(at)
    today = timezone.localdate(at)
    ripe = Decision.objects.public(today).filter(shown_at=None).select_related("edition")
    shown = list(ripe)
    for decision in shown:
        decision.shown_at = at
        decision.save(update_fields=["shown_at"])
        change = {"decision": decision.number, "shown_on": decision.shown_on}
        entry = Entry("decision.shown", "edition", decision.edition.code, change)
        record(CHAIN, entry, by=None, at=at)
    if shown:
        next_publication(at)
    return len(shown)
