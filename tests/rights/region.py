"""A region in which every address has its object, and every private field a word of its own."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.utils import timezone

from perron.accounts.enums import Role
from perron.accounts.models import Mandate, Session, User
from perron.accounts.services import NewMandate, accept_mandate, give_mandate
from perron.accounts.services.erasing import erase_person
from perron.core.journal.sealing import seal_journal
from perron.core.models import Draft
from perron.core.records.kinds import kinds
from perron.core.records.proposing import publish_records
from perron.core.records.snapshots import take_snapshot
from perron.desk.services import begin_record
from perron.directory.models import Contact, Organisation
from perron.directory.services.claims import claim_organisation
from perron.letters.enums import InquiryKind
from perron.letters.models import Inquiry, Letter
from perron.letters.services.inquiries import (
    NewInquiry,
    answer_inquiry,
    ask,
    owed_for,
    word_title,
)
from perron.letters.services.inquiries import token_of as link_of
from perron.letters.services.links import Holder, seal_link
from perron.letters.services.preferences import refuse_category
from perron.strategy.models import Measure, UpdateRequest
from perron.strategy.services.links import token_of
from tests.desk.make import a_rich_plan, person, republish
from tests.directory.make import speaks_for
from tests.make import NOON, a_measure, an_organisation
from tests.rights import (
    bank_region,
    calibrating_region,
    calls_region,
    panels_region,
    skills_region,
)

Numbers = dict[str, Any]
# What an address names when there is no such thing.
ABSENT: Numbers = {
    **bank_region.ABSENT,
    **calibrating_region.ABSENT,
    **calls_region.ABSENT,
    **panels_region.ABSENT,
    **skills_region.ABSENT,
    **dict.fromkeys(("contact", "claim", "draft", "owed", "passkey", "identity"), 987654),
    **dict.fromkeys(("answer", "hidden"), 987654),
    **dict.fromkeys(
        ("key", "erased", "letter", "update", "proposed", "mandate", "session"), UUID(int=7)
    ),
    **dict.fromkeys(("town", "mill", "measure", "card", "term", "version", "node"), "nothing"),
    **dict.fromkeys(("programme", "round", "indicator", "place", "district", "code"), "nothing"),
    **dict.fromkeys(("reference", "strategy", "day"), "nothing"),
    **dict.fromkeys(("asked", "open_update", "proposed_update", "preferences"), "nothing"),
}


def the_region() -> Numbers:
    """Everything that the addresses name; answers the names in them."""
    public = _published()
    officer = person(Role.OFFICER, "only-colleague")
    town = Organisation.objects.get(code="town")
    speaks_for(person(Role.CONTACT, "speaker"), town, officer=officer)
    numbers = {
        **public,
        **_of_the_desk(officer, town),
        **_of_a_person(officer),
        **_of_inquiries(officer),
        **_of_updates(town),
        **bank_region.the_bank(officer),
        **calibrating_region.a_reported_question(),
        **calls_region.the_calls(officer),
        **panels_region.the_panels(),
        **skills_region.a_strangers_sitting(),
        "day": timezone.localdate().isoformat(),
        "key": officer.key,
    }
    take_snapshot(by=officer, at=timezone.now())
    seal_journal(timezone.now())
    return numbers


def _published() -> Numbers:
    a_rich_plan()
    republish("organisation", an_organisation("mill"))
    names = {"code": "north", "name": {"en": "North"}}
    town = {"code": "1", "name": {"en": "Highfield"}, "district": "north", "postal_codes": ["1"]}
    publish_records({"district": {"north": names}, "municipality": {"1": town}}, by=None, at=NOON)
    codes = "town=town mill=mill measure=tablets card=card-1 term=euro version=first node=skills"
    further = "programme=school round=round-1 indicator=use place=corner district=north code=1"
    named = f"{codes} {further} reference=gazette strategy=plan"
    return dict(one.split("=") for one in named.split())


def _of_the_desk(officer: User, town: Organisation) -> Numbers:
    """A colleague's draft, a contact who is not to be shown, a claim, a letter."""
    record = a_measure("robots", name={"en": "Only-draft-words"})
    draft: Draft = begin_record(kinds["measure"], record, by=officer, at=NOON)
    contact = Contact.objects.create(
        organisation=town,
        name="Only-hidden-contact",
        email="only-hidden-address@example.org",
        phone="0470 00 09 31",
        display_refused=True,
    )
    asking = person(Role.CONTACT, "only-asking")
    claim = claim_organisation(town, by=asking, at=NOON, reason="Only-claim-reason")
    letter = Letter.objects.create(
        kind="test",
        category="decisions",
        address="only-letter-address@example.org",
        subject="Only-letter-subject",
        text="Only-letter-text",
        html="Only-letter-html",
        fault="Only-letter-fault",
        written_at=NOON,
        not_before=NOON,
        state="uncertain",
    )
    return {"draft": draft.pk, "contact": contact.pk, "claim": claim.pk, "letter": letter.key}


def _of_a_person(officer: User) -> Numbers:
    """What hangs on a colleague's own account."""
    passkey = Authenticator.objects.create(
        user=officer,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "Only-passkey-name", "credential": {"id": "only-credential"}},
    )
    identity = SocialAccount.objects.create(
        user=officer, provider="region", uid="only-identity-uid", extra_data={"x": "only-claims"}
    )
    browser = Client(headers={"User-Agent": "Only-Browser/1"})
    browser.force_login(officer)
    Session.objects.filter(person=officer).update(browser="Only-browser-family")
    other = person(Role.OFFICER, "only-substitute")
    mandate = a_mandate(officer, other, "strategy.edit", grounds="Only-colleagues-grounds")
    gone = person(Role.OFFICER, "only-erased")
    erase_person(gone, by=gone, at=NOON)
    Letter.objects.filter(address=gone.email).delete()  # the last one has left and is forgotten
    return {
        "passkey": passkey.pk,
        "identity": identity.pk,
        "session": Session.objects.get(person=officer).key,
        "mandate": mandate.key,
        "erased": gone.key,
    }


def _of_inquiries(officer: User) -> Numbers:
    """Three questions: one open, one answered for everybody, one answered for its asker alone."""
    waiting, public, private = (
        _asked(name, publish=publish)
        for name, publish in (("waiting", False), ("public", True), ("private", False))
    )
    for one, words in ((public, "Read the plan."), (private, "Only-private-answer")):
        answer_inquiry(one, words, by=officer, at=timezone.now())
    word_title(public, "Where is the plan?", by=officer, at=timezone.now())
    address = "only-refusing@example.org"
    refuse_category(address, "reminders", at=NOON)
    return {
        "asked": link_of(waiting),
        "owed": owed_for(waiting).pk,
        "answer": public.pk,
        "hidden": private.pk,
        "preferences": seal_link(Holder(address, "reminders")),
    }


def _asked(name: str, *, publish: bool) -> Inquiry:
    new = NewInquiry(
        kind=InquiryKind.QUESTION,
        language="en",
        words=f"Only-{name}-words about the plan",
        name=f"Only-{name}-asker",
        address=f"only-{name}-asker@example.org",
        page=f"/en/only-{name}-page/",
        may_publish=publish,
    )
    return ask(new, by=None, at=timezone.now(), network=f"192.0.2.{len(name)}")


def _of_updates(town: Organisation) -> Numbers:
    """A request that waits for the holder, and one that waits for an officer."""
    said = {
        "state": "running",
        "words": "Only-proposed-words",
        "url": "https://mill.example.org/only-evidence",
        "language": "en",
        "base": "",
    }
    waits = _request(town)
    mill = Organisation.objects.get(code="mill")
    proposed = _request(mill, outcome="proposed", proposal=said, answered_at=NOON)
    return {
        "update": waits.key,
        "proposed": proposed.key,
        "open_update": token_of(waits),
        "proposed_update": token_of(proposed),
    }


def _request(holder: Organisation, **answer: Any) -> UpdateRequest:
    measure, now = Measure.objects.get(code="tablets"), timezone.now()
    return UpdateRequest.objects.create(
        measure=measure,
        measure_code=measure.code,
        organisation=holder,
        holder_code=holder.code,
        address=f"only-holder-{holder.code}@example.org",
        language="en",
        asked_at=now,
        due=(now + timedelta(days=20)).date(),
        **answer,
    )


def a_mandate(principal: User, proxy: User, right: str, *, grounds: str = "") -> Mandate:
    """One right, lent and accepted."""
    day, now = timezone.localdate(), timezone.now()
    new = NewMandate(principal, proxy, (right,), day, day, grounds)
    return accept_mandate(give_mandate(new, by=principal, at=now), by=proxy, at=now)
