"""Ties between people and applications: told, found, and in the way of every score and decision."""

from datetime import date, timedelta

import pytest

from perron.accounts.models import User
from perron.calls.enums import ConflictKind, InterestKind, MemberRole
from perron.calls.errors.judging import (
    ConflictsRemain,
    InConflict,
    JurorAlready,
    JurorApplies,
    JurorNotFree,
    JurorsMissing,
    JuryOver,
    NothingToAssign,
    RulesNotAccepted,
)
from perron.calls.models import Application, Conflict, Edition, Interest, Juror, Member, Review
from perron.calls.services.judging.assigning import assign_reviews
from perron.calls.services.judging.conflicts import (
    find_conflicts,
    look_for_conflicts,
    refuse_conflicts,
)
from perron.calls.services.judging.declaring import declare_free
from perron.calls.services.judging.leaving import leave_jury
from perron.calls.services.judging.naming import NewJuror, Tie, accept_jury, name_juror
from perron.calls.services.judging.scoring import hand_in_review, save_marks
from perron.core.errors import NotAllowed
from perron.directory.enums import AffiliationState
from perron.directory.models import Affiliation, District, Municipality, Organisation, Site
from perron.letters.models import Letter
from tests.calls.judging import (
    LATER,
    a_judged_edition,
    a_juror,
    a_jury,
    a_person,
    marks,
    readers_of,
    scored,
    the_officer,
)
from tests.make import NOON

pytestmark = pytest.mark.django_db


def a_town() -> Municipality:
    """A municipality with its district."""
    district = District.objects.create(code="north", name={"en": "North"})
    return Municipality.objects.create(code="lake", name={"en": "Lake"}, district=district)


def a_body(code: str = "mill") -> Organisation:
    """An organisation of the directory."""
    return Organisation.objects.create(code=code, name={"en": code.title()}, kind="public")


def of_a_body(edition: Edition, body: Organisation, **fields: object) -> Application:
    """The first application comes from this body."""
    Application.objects.filter(edition=edition, number="A-001").update(organisation=body, **fields)
    return Application.objects.get(edition=edition, number="A-001")


def told(seat: Juror, kind: InterestKind, **fields: object) -> Interest:
    """What a juror told of themselves."""
    return Interest.objects.create(
        person=seat.person, kind=kind, declared_at=NOON, declared_by="person", **fields
    )


def kinds_found(seat: Juror) -> set[str]:
    """The kinds of conflict that are found for the first application."""
    find_conflicts(seat.edition, at=LATER)
    rows = Conflict.objects.filter(juror=seat, application__number="A-001")
    return set(rows.values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("kind", "conflict"),
    [
        (InterestKind.EMPLOYER, ConflictKind.EMPLOYER),
        (InterestKind.BOARD, ConflictKind.BOARD),
        (InterestKind.FAMILY, ConflictKind.DECLARED),
        (InterestKind.PAST_STAFF, ConflictKind.PAST_STAFF),
    ],
)
def test_a_tie_to_the_applicant_is_found(kind: InterestKind, conflict: ConflictKind) -> None:
    edition, body = a_judged_edition(2), a_body()
    of_a_body(edition, body)
    seat = a_juror(edition, "Dora")
    told(seat, kind, organisation=body)

    assert kinds_found(seat) == {conflict}
    assert not Conflict.objects.filter(application__number="A-002").exists()


def test_a_tie_to_the_board_of_the_site_is_found() -> None:
    edition, body = a_judged_edition(1), a_body()
    site = Site.objects.create(code="site", name={"en": "Site"}, organisation=body)
    Application.objects.update(site=site)
    seat = a_juror(edition, "Dora")
    told(seat, InterestKind.BOARD, organisation=body)

    assert kinds_found(seat) == {ConflictKind.BOARD}


def test_an_office_in_the_municipality_is_found() -> None:
    edition, town = a_judged_edition(1), a_town()
    Application.objects.update(municipality=town)
    seat = a_juror(edition, "Dora")
    told(seat, InterestKind.COUNCIL, municipality=town)

    assert kinds_found(seat) == {ConflictKind.MUNICIPALITY}


def test_a_co_applicant_is_a_party_too() -> None:
    edition, body = a_judged_edition(1), a_body()
    edition.applications.get().sharers.create(organisation=body)
    seat = a_juror(edition, "Dora")
    told(seat, InterestKind.EMPLOYER, organisation=body)

    assert kinds_found(seat) == {ConflictKind.EMPLOYER}


def test_work_of_long_ago_bars_nobody() -> None:
    edition, body = a_judged_edition(1), a_body()
    of_a_body(edition, body)
    seat = a_juror(edition, "Dora")
    told(seat, InterestKind.PAST_STAFF, organisation=body, until=date(2015, 1, 1))

    assert kinds_found(seat) == set()


def test_whoever_speaks_for_the_applicant_is_tied() -> None:
    edition, body = a_judged_edition(1), a_body()
    of_a_body(edition, body)
    seat = a_juror(edition, "Dora")
    Affiliation.objects.create(
        person=seat.person,
        organisation=body,
        state=AffiliationState.APPROVED,
        asked_at=NOON,
    )

    assert kinds_found(seat) == {ConflictKind.EMPLOYER}


def test_who_works_with_one_of_the_applicants_is_tied() -> None:
    edition, elsewhere = a_judged_edition(1), a_body("elsewhere")
    colleague = a_person("Yvan")
    Member.objects.create(
        application=edition.applications.get(), person=colleague, role="lead", since=NOON
    )
    seat = a_juror(edition, "Dora")
    for person in (seat.person, colleague):
        Interest.objects.create(
            person=person,
            kind=InterestKind.BOARD,
            organisation=elsewhere,
            declared_at=NOON,
            declared_by="person",
        )

    assert kinds_found(seat) == {ConflictKind.BOARD}


def test_whoever_applies_is_tied_to_every_rival() -> None:
    edition = a_judged_edition(3)
    seat = a_juror(edition, "Dora")
    Member.objects.create(
        application=edition.applications.get(number="A-003"),
        person=seat.person,
        role=MemberRole.READER,
        since=NOON,
    )

    assert look_for_conflicts(LATER) > 0
    numbers = Conflict.objects.filter(kind=ConflictKind.APPLICANT)
    assert set(numbers.values_list("application__number", flat=True)) == {
        "A-001",
        "A-002",
        "A-003",
    }
    assert look_for_conflicts(LATER) == 0


def test_nobody_is_given_what_they_are_tied_to() -> None:
    edition, body = a_judged_edition(4), a_body()
    of_a_body(edition, body)
    tied = a_juror(edition, "Dora")
    told(tied, InterestKind.EMPLOYER, organisation=body)
    for name in ("Edgar", "Flora"):
        a_juror(edition, name)

    assign_reviews(edition, by=the_officer(), at=LATER)

    assert tied.pk not in {review.juror_id for review in readers_of("A-001")}
    loads = [seat.reviews.count() for seat in edition.jurors.all()]
    assert sum(loads) == 8
    assert max(loads) - min(loads) <= 1


def test_a_tie_found_after_reading_blocks_the_score_and_stays_written_down() -> None:
    edition, body = a_judged_edition(1), a_body()
    a_jury(edition, 2)
    review = readers_of("A-001")[0]
    by = review.juror.person
    declare_free(review, by=by, at=LATER)
    save_marks(review, marks(), revision=0, by=by, at=LATER)
    of_a_body(edition, body)
    told(review.juror, InterestKind.EMPLOYER, organisation=body)

    with pytest.raises(InConflict) as refused:
        hand_in_review(review, by=by, at=LATER)
    assert refused.value.status == 403
    assert Conflict.objects.filter(juror=review.juror).exists()
    assert not Review.objects.of(by).exists()


def test_a_tie_that_is_known_stops_the_declaration() -> None:
    edition, body = a_judged_edition(1), a_body()
    a_jury(edition, 2)
    review = readers_of("A-001")[0]
    of_a_body(edition, body)
    told(review.juror, InterestKind.BOARD, organisation=body)

    with pytest.raises(InConflict):
        declare_free(review, by=review.juror.person, at=LATER)
    assert Review.objects.get(pk=review.pk).declaration == ""


def test_nobody_decides_where_they_are_tied() -> None:
    edition, body = a_judged_edition(2), a_body()
    of_a_body(edition, body)
    decider, other = a_person("Karl"), a_person("Lea")
    Interest.objects.create(
        person=decider,
        kind=InterestKind.EMPLOYER,
        organisation=body,
        declared_at=NOON,
        declared_by="person",
    )

    refuse_conflicts(edition, [other], at=LATER)
    second = list(edition.applications.filter(number="A-002"))
    refuse_conflicts(edition, [decider], at=LATER, applications=second)
    with pytest.raises(ConflictsRemain) as refused:
        refuse_conflicts(edition, [decider, other], at=LATER)
    assert "Karl" in str(refused.value)
    assert "A-001 (same employer)" in str(refused.value)
    assert "Lea" not in str(refused.value)


def test_who_keeps_calls_does_not_judge_them() -> None:
    edition = a_judged_edition(1)
    officer = the_officer()
    with pytest.raises(JurorNotFree):
        name_juror(edition, NewJuror(officer), by=officer, at=NOON)


def test_an_applicant_is_not_named_and_nobody_twice() -> None:
    edition, applicant = a_judged_edition(1), a_person("Yvan")
    Member.objects.create(
        application=edition.applications.get(), person=applicant, role="lead", since=NOON
    )
    with pytest.raises(JurorApplies):
        name_juror(edition, NewJuror(applicant), by=the_officer(), at=NOON)
    seat = a_juror(edition, "Dora")
    with pytest.raises(JurorAlready):
        name_juror(edition, NewJuror(seat.person), by=the_officer(), at=NOON)
    with pytest.raises(NotAllowed):
        name_juror(edition, NewJuror(applicant), by=seat.person, at=NOON)


def test_a_decided_edition_has_no_new_jurors() -> None:
    edition = a_judged_edition(1)
    Edition.objects.update(state="decided")
    with pytest.raises(JuryOver):
        name_juror(edition, NewJuror(a_person("Dora")), by=the_officer(), at=NOON)


def test_the_rules_are_accepted_by_the_person_with_their_ties() -> None:
    edition, body = a_judged_edition(1), a_body()
    person = a_person("Dora")
    seat = name_juror(edition, NewJuror(person), by=the_officer(), at=NOON)
    letter = Letter.objects.get(kind="juror-named")
    assert "A-001" not in letter.text
    tie = Tie(InterestKind.EMPLOYER, organisation=body)

    with pytest.raises(NotAllowed):
        accept_jury(seat, [], by=the_officer(), at=NOON)
    accept_jury(seat, [tie], by=person, at=NOON)
    accept_jury(seat, [tie], by=person, at=NOON + timedelta(days=1))

    assert Juror.objects.get().accepted_at == NOON
    assert Interest.objects.count() == 1


def test_who_did_not_accept_the_rules_reads_nothing() -> None:
    edition = a_judged_edition(1)
    a_jury(edition, 2)
    review = readers_of("A-001")[0]
    Juror.objects.filter(pk=review.juror_id).update(accepted_at=None)

    with pytest.raises(RulesNotAccepted):
        declare_free(review, by=review.juror.person, at=LATER)
    assert not Review.objects.of(review.juror.person).exists()


def test_what_a_leaving_juror_read_goes_to_others() -> None:
    edition = a_judged_edition(3)
    seats = a_jury(edition, 3)
    gone = seats[0]
    scored(Review.objects.filter(juror=gone).select_related("juror__person")[0])

    with pytest.raises(NotAllowed):
        leave_jury(gone, by=seats[1].person, at=LATER)
    given = leave_jury(gone, by=gone.person, at=LATER)

    assert given
    for number in ("A-001", "A-002", "A-003"):
        now = readers_of(number)
        assert len(now) == 2
        assert gone.pk not in {one.juror_id for one in now}
    assert leave_jury(gone, by=gone.person, at=LATER) == []
    assert not Review.objects.of(User.objects.get(pk=gone.person_id)).exists()


def test_a_jury_too_small_is_told_with_the_numbers() -> None:
    edition = a_judged_edition(2)
    a_juror(edition, "Dora")

    with pytest.raises(JurorsMissing) as refused:
        assign_reviews(edition, by=the_officer(), at=LATER)
    assert "A-001, A-002" in str(refused.value)
    assert not Review.objects.exists()


def test_nothing_is_assigned_twice_and_nothing_to_nobody() -> None:
    edition = a_judged_edition(2)
    with pytest.raises(JurorsMissing):
        assign_reviews(edition, by=the_officer(), at=LATER)
    a_jury(edition, 2)
    with pytest.raises(NothingToAssign):
        assign_reviews(edition, by=the_officer(), at=LATER)
    assert Review.objects.count() == 4


def test_a_juror_reads_only_the_languages_they_read() -> None:
    edition = a_judged_edition(2)
    Application.objects.filter(number="A-002").update(language="de")
    for name in ("Dora", "Edgar"):
        a_juror(edition, name, languages=["fr"])
    for name in ("Flora", "Gil"):
        a_juror(edition, name, languages=["de"])

    assign_reviews(edition, by=the_officer(), at=LATER)

    names = {review.juror.person.name for review in readers_of("A-002")}
    assert names == {"Flora", "Gil"}
