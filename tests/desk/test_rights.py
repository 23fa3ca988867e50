"""Every address of the desk answers each role as it should: one table for all of them."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client

from perron.accounts.enums import Role
from perron.accounts.models import User
from perron.core.clock.owing import NewOwed, owe
from perron.core.records.kinds import kinds
from perron.core.text import Text
from perron.desk.services import begin_record
from perron.desk.urls import urlpatterns
from perron.directory.models import Contact, Organisation
from perron.directory.services.claims import claim_organisation
from perron.letters.models import Letter
from perron.strategy.models import Measure, UpdateRequest
from tests.desk.make import DESK, a_rich_plan, at_desk, person, republish
from tests.directory.make import speaks_for
from tests.make import NOON, a_measure, aline, an_organisation

pytestmark = pytest.mark.django_db

# visitor, a contact without an organisation, the organisation's own contact, officer, evaluator,
# auditor, administrator. 302 sends a visitor to signing in.
ROLES = ("visitor", "contact", "speaker", "officer", "evaluator", "auditor", "administrator")
OK, AWAY, NO, NONE, WRONG, GONE, LATE = 200, 302, 403, 404, 422, 410, 409
READ = {
    "": (AWAY, OK, OK, OK, OK, OK, OK),
    "work/translations/": (AWAY, NO, NO, OK, OK, OK, OK),
    "work/sources/": (AWAY, NO, NO, OK, OK, OK, OK),
    "work/figures/": (AWAY, NO, NO, OK, OK, OK, OK),
    "work/organisations/": (AWAY, NO, NO, OK, OK, OK, OK),
    "work/duplicates/": (AWAY, NO, NO, OK, OK, OK, OK),
    "work/claims/": (AWAY, NO, NO, OK, OK, OK, OK),
    "records/measure/": (AWAY, NO, NO, OK, NO, NO, OK),
    "records/card/": (AWAY, NO, NO, NO, OK, NO, OK),
    "records/municipality/": (AWAY, NO, NO, NO, NO, NO, NO),
    "records/nothing/": (AWAY, NONE, NONE, NONE, NONE, NONE, NONE),
    "new/measure/": (AWAY, NO, NO, OK, NO, NO, OK),
    "new/recommendation/": (AWAY, NO, NO, NO, OK, NO, OK),
    "edit/measure/tablets/": (AWAY, NO, NO, OK, NO, NO, OK),
    "edit/card/card-1/": (AWAY, NO, NO, NO, OK, NO, OK),
    "edit/term/unit/euro/": (AWAY, NO, NO, OK, NO, NO, OK),
    "edit/measure/nothing/": (AWAY, NO, NO, NONE, NO, NO, NONE),
    "edit/measure/a/b/": (AWAY, NO, NO, NONE, NO, NO, NONE),
    "names/organisation/?f-body=to": (AWAY, NO, NO, OK, OK, OK, OK),
    "drafts/{draft}/": (AWAY, NONE, NONE, NONE, NONE, OK, OK),
    "strategy-file/": (AWAY, NO, NO, OK, NO, NO, OK),
    "spreadsheet/": (AWAY, NO, NO, OK, NO, NO, OK),
    "organisations/town/claim/": (AWAY, OK, AWAY, OK, OK, OK, OK),
    "organisations/nothing/claim/": (AWAY, NONE, NONE, NONE, NONE, NONE, NONE),
    "organisations/town/": (AWAY, NO, OK, OK, NO, NO, OK),
    "organisations/town/contacts/": (AWAY, NO, OK, OK, NO, NO, OK),
    "organisations/town/contacts/{contact}/": (AWAY, NO, OK, OK, NO, NO, OK),
    "organisations/mill/contacts/{contact}/": (AWAY, NO, NO, NONE, NO, NO, NONE),
    "organisations/mill/merge/town/": (AWAY, NO, NO, OK, NO, NO, OK),
    "measures/": (AWAY, NO, NO, OK, NO, OK, OK),
    "measures/tablets/": (AWAY, NO, NO, OK, NO, OK, OK),
    "updates/": (AWAY, NO, NO, OK, NO, OK, OK),
    "updates/ask/": (AWAY, NO, NO, OK, NO, NO, OK),
    "updates/{update}/": (AWAY, NO, NO, OK, NO, OK, OK),
    "updates/{update}/enter/": (AWAY, NO, NO, OK, NO, NO, OK),
    "letters/": (AWAY, NO, NO, NO, NO, OK, OK),
    "owed/": (AWAY, NO, NO, OK, NO, OK, OK),
    "owed/{owed}/": (AWAY, NO, NO, OK, NO, OK, OK),
    "owed/new/": (AWAY, NO, NO, OK, NO, NO, OK),
    "owed/inquiry/": (AWAY, NO, NO, OK, NO, NO, OK),
    "people/": (AWAY, NO, NO, NO, NO, OK, OK),
    "people/new/": (AWAY, NO, NO, NO, NO, NO, OK),
    "people/{key}/": (AWAY, NO, NO, NO, NO, OK, OK),
}
# What is sent to these addresses: 405 where nothing is sent. Forms are empty, so a right shows as
# a refusal of the form itself (422, 409; 200 where nothing was said) or as the deed (302).
SENT = {
    "drafts/{draft}/publish/": (AWAY, LATE, LATE, LATE, LATE, NO, NO),
    "drafts/{draft}/discard/": (AWAY, LATE, LATE, LATE, LATE, NO, NO),
    "drafts/{draft}/settle/": (AWAY, LATE, LATE, LATE, LATE, NO, NO),
    "claims/{claim}/decide/": (AWAY, NO, NO, WRONG, NO, NO, WRONG),
    "claims/{claim}/end/": (AWAY, NO, NO, WRONG, NO, NO, WRONG),
    "organisations/town/confirm/": (AWAY, NO, AWAY, AWAY, NO, NO, AWAY),
    "new/measure/": (AWAY, NO, NO, WRONG, NO, NO, WRONG),
    "edit/measure/tablets/": (AWAY, NO, NO, AWAY, NO, NO, AWAY),
    "strategy-file/": (AWAY, NO, NO, WRONG, NO, NO, WRONG),
    "spreadsheet/": (AWAY, NO, NO, WRONG, NO, NO, WRONG),
    "organisations/town/claim/": (AWAY, WRONG, AWAY, WRONG, WRONG, WRONG, WRONG),
    "organisations/town/": (AWAY, NO, OK, OK, NO, NO, OK),
    "organisations/town/contacts/": (AWAY, NO, WRONG, WRONG, NO, NO, WRONG),
    "organisations/town/contacts/{contact}/": (AWAY, NO, WRONG, WRONG, NO, NO, WRONG),
    "organisations/mill/merge/town/": (AWAY, NO, NO, AWAY, NO, NO, AWAY),
    "measures/tablets/": (AWAY, NO, NO, AWAY, NO, NO, AWAY),
    "seen/": (AWAY, AWAY, AWAY, AWAY, AWAY, AWAY, AWAY),
    "updates/ask/": (AWAY, NO, NO, WRONG, NO, NO, WRONG),
    "updates/{update}/": (AWAY, NO, NO, AWAY, NO, NO, AWAY),
    "updates/{update}/enter/": (AWAY, NO, NO, WRONG, NO, NO, WRONG),
    "letters/{letter}/": (AWAY, NO, NO, NO, NO, NO, AWAY),
    "owed/{owed}/": (AWAY, NO, NO, NO, NO, NO, NO),
    "owed/new/": (AWAY, NO, NO, WRONG, NO, NO, WRONG),
    "owed/inquiry/": (AWAY, NO, NO, WRONG, NO, NO, WRONG),
    "people/new/": (AWAY, NO, NO, NO, NO, NO, WRONG),
    "people/{key}/role/": (AWAY, NO, NO, NO, NO, NO, AWAY),
    "people/{key}/close/": (AWAY, NO, NO, NO, NO, NO, AWAY),
    "people/{key}/reopen/": (AWAY, NO, NO, NO, NO, NO, AWAY),
}
ONLY_SENT = {address for address in SENT if address not in READ}


def browser(role: str) -> Client:
    """A browser of somebody with this role."""
    if role == "visitor":
        return Client()
    if role == "speaker":
        return at_desk(User.objects.get(email="aline@example.org"))
    return at_desk(person(Role(role)))


def the_region() -> dict[str, Any]:
    """Everything that the addresses name; answers the numbers in them."""
    a_rich_plan()
    republish("organisation", an_organisation("mill"))
    author = person(Role.OFFICER, "colleague")
    draft = begin_record(kinds["measure"], a_measure("robots"), by=author, at=NOON)
    town = Organisation.objects.get(code="town")
    speaks_for(aline(), town, officer=author)
    contact = Contact.objects.create(organisation=town, name="Denise")
    claim = claim_organisation(town, by=person(Role.CONTACT, "asking"), at=NOON, reason="Mine")
    letter = Letter.objects.create(kind="test", written_at=NOON, not_before=NOON)
    numbers = {"draft": draft.pk, "contact": contact.pk, "claim": claim.pk, "key": author.key}
    owed = owe(NewOwed("desk:1", "request", Text(), "agency", "someone"), by=None, at=NOON)
    return {**numbers, "update": asked_of(town).key, "letter": letter.key, "owed": owed.pk}


def asked_of(town: Organisation) -> UpdateRequest:
    """A request that waits for an answer."""
    measure = Measure.objects.get(code="tablets")
    return UpdateRequest.objects.create(
        measure=measure,
        measure_code=measure.code,
        organisation=town,
        holder_code=town.code,
        language="en",
        asked_at=NOON,
        due=NOON.date(),
    )


def column(table: Mapping[str, tuple[int, ...]], role: str) -> dict[str, int]:
    """What one role is answered at every address."""
    return {address: row[ROLES.index(role)] for address, row in table.items()}


def tried(browsing: Client, method: str, address: str) -> int:
    """The status of one request, whose deed is undone."""
    with transaction.atomic():
        answer = getattr(browsing, method)(f"{DESK}/{address}")
        transaction.set_rollback(True)
    return int(answer.status_code)


@pytest.mark.parametrize("role", ROLES)
def test_who_may_read(role: str) -> None:
    numbers, browsing = the_region(), browser(role)

    answered = {one: tried(browsing, "get", one.format(**numbers)) for one in READ}

    assert answered == column(READ, role)


@pytest.mark.parametrize("role", ROLES)
def test_who_may_send(role: str) -> None:
    numbers, browsing = the_region(), browser(role)

    answered = {one: tried(browsing, "post", one.format(**numbers)) for one in SENT}

    assert answered == column(SENT, role)


def test_a_visitor_is_sent_to_signing_in_and_back() -> None:
    the_region()

    answer = Client().get(f"{DESK}/work/claims/")

    assert answer["Location"] == "/en/sign-in/login/?next=/en/desk/work/claims/"


def test_a_deed_is_never_done_by_a_link() -> None:
    numbers, browsing = the_region(), browser("administrator")

    answered = {one: tried(browsing, "get", one.format(**numbers)) for one in ONLY_SENT}

    assert set(answered.values()) == {405}


def test_the_table_holds_every_address() -> None:
    one = uuid4()
    numbers: dict[str, Any] = {"draft": 1, "contact": 1, "claim": 1, "key": one, "owed": 1}
    numbers |= {"update": one, "letter": one}
    said = [address.format(**numbers).partition("?")[0] for address in (*READ, *SENT)]

    unsaid = [
        pattern.name
        for pattern in urlpatterns
        if not any(pattern.resolve(address) for address in said)
    ]
    assert unsaid == []


def test_no_page_of_the_desk_is_kept_by_anybody() -> None:
    numbers, browsing = the_region(), browser("administrator")

    answers = [browsing.get(f"{DESK}/{one.format(**numbers)}") for one in READ]

    kept = [answer for answer in answers if answer.status_code == OK]
    assert {answer["Cache-Control"] for answer in kept} == {"private, no-store"}
