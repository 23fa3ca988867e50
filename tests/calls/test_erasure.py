"""Whoever applied, signed, judged and appealed is found, given what is kept, and erased."""

import pytest

from perron.accounts.models import User
from perron.accounts.services.erasing import erase_person
from perron.calls.enums import ApplicationState, Declaration, InterestKind, MemberRole
from perron.calls.models import (
    Appeal,
    Application,
    Attachment,
    Award,
    Conflict,
    Decision,
    Edition,
    Interest,
    Invitation,
    Juror,
    Member,
    Review,
    Scenario,
    Signing,
)
from perron.core.personal import Subject
from perron.core.personal.handing_out import everything_about
from perron.core.personal.wording import WORDS as NAMES
from perron.directory.models import Organisation
from tests.calls.make import a_ranked, a_ranking, an_edition
from tests.core.traces import in_tables, opened
from tests.desk.make import a_rich_plan
from tests.make import NOON

pytestmark = pytest.mark.django_db
NAME, ADDRESS = "Zébulon Quatrepattes", "zebulon.quatrepattes@example.org"
NEEDLES = ("quatrepattes", "zébulon", "zebulon", "troisième étage")
WORDS = "Gardien du troisième étage"
HELD = {"applications", "application-files", "application-invitations", "signings"} | {
    "jury-seats",
    "jury-reviews",
    "jury-ties",
    "appeals",
}


def takes_part() -> User:
    """A person with a hand in everything that a call has."""
    a_rich_plan()
    person = User.objects.create_user(ADDRESS, name=NAME)
    town = Organisation.objects.get(code="town")
    edition = an_edition()
    draft = a_ranked(edition, "D-1", state=ApplicationState.DRAFT, title=WORDS)
    sent = a_ranked(edition, "S-1")
    judged = a_ranked(edition, "J-1")
    for one in (draft, sent):
        Member.objects.create(application=one, person=person, role=MemberRole.LEAD, since=NOON)
    Attachment.objects.create(
        application=draft,
        field="plan",
        name=f"{NAME}.pdf",
        kind="application/pdf",
        size=1,
        digest="0" * 64,
        added_at=NOON,
        added_by=person.actor_name,
    )
    Invitation.objects.create(
        application=judged, address=ADDRESS, role=MemberRole.WRITER, sent_at=NOON, sent_by="x"
    )
    Signing.objects.create(person=person, organisation=town, grounds=WORDS, asked_at=NOON)
    _judges(person, town, judged)
    _appeals(person, edition, sent)
    return person


def _judges(person: User, town: Organisation, judged: Application) -> None:
    juror = Juror.objects.create(edition=judged.edition, person=person, named_at=NOON, named_by="x")
    Review.objects.create(
        juror=juror,
        application=judged,
        assigned_at=NOON,
        declaration=Declaration.NONE,
        marks={"aims": 1},
        sentences={"aims": WORDS},
    )
    Conflict.objects.create(
        juror=juror, application=judged, kind="declared", words=WORDS, found_at=NOON
    )
    Interest.objects.create(
        person=person,
        organisation=town,
        kind=InterestKind.EMPLOYER,
        declared_at=NOON,
        declared_by=person.actor_name,
    )


def _appeals(person: User, edition: Edition, sent: Application) -> None:
    ranking = a_ranking(edition, {"S-1": 60_000})
    scenario = Scenario.objects.create(
        edition=edition, ranking=ranking, title="rank", method="rank", asked_at=NOON, asked_by="x"
    )
    decision = Decision.objects.create(
        edition=edition, number=1, scenario=scenario, decider="The board", prepared_at=NOON
    )
    award = Award.objects.create(decision=decision, application=sent, outcome="refused")
    Appeal.objects.create(award=award, words=WORDS, at=NOON, by=person.actor_name)


def found() -> set[str]:
    """Where a needle still lies."""
    return {
        place
        for place, value in in_tables()
        if any(needle in words.casefold() for words in opened(value) for needle in NEEDLES)
    }


def test_everything_is_found_and_given_out() -> None:
    person = takes_part()

    kept = everything_about(Subject(str(person.key), ADDRESS, ()))

    assert {name for name, rows in kept.items() if rows} >= HELD
    assert {key for rows in kept.values() for row in rows for key in row} <= set(NAMES)


def test_nothing_of_an_erased_person_is_left_in_a_call() -> None:
    person = takes_part()
    assert "calls_appeal.words" in found()

    erase_person(person, by=person, at=NOON)

    assert {place for place in found() if place.startswith("calls_")} == set()
