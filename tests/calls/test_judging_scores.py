"""Scores: declared before, whole with their sentences, locked after, and never a missing zero."""

import pytest

from perron.calls.enums import ConflictKind, Declaration
from perron.calls.errors.judging import (
    CalibrationFirst,
    ConflictUnexplained,
    ConsensusTooEarly,
    ConsensusUnexplained,
    DeclareFirst,
    ReviewChanged,
    ReviewLocked,
    ScoresIncomplete,
    ScoreUnknown,
    SentenceTooLong,
)
from perron.calls.models import Conflict, Edition, Review
from perron.calls.services.judging.agreeing import Agreement, agree_consensus
from perron.calls.services.judging.declaring import declare_conflict, declare_free
from perron.calls.services.judging.scoring import (
    Written,
    hand_in_review,
    reopen_review,
    save_marks,
)
from perron.calls.services.judging.standings import Standing, judged
from perron.core.errors import NoReason, NotAllowed
from perron.core.models import JournalLine, JournalPrivate
from tests.calls.judging import (
    LATER,
    a_judged_edition,
    a_jury,
    a_person,
    marks,
    readers_of,
    scored,
    the_officer,
)

pytestmark = pytest.mark.django_db


def a_review(edition: Edition | None = None) -> Review:
    """One that its juror declared free for."""
    edition = edition or a_judged_edition(1)
    if not edition.jurors.exists():
        a_jury(edition, 3)
    review = readers_of("A-001")[0]
    return declare_free(review, by=review.juror.person, at=LATER)


def standing(edition: Edition, number: str = "A-001") -> Standing:
    """How far an application is."""
    return next(one.standing for one in judged(edition) if one.application.number == number)


def test_nothing_is_scored_before_the_declaration() -> None:
    a_jury(a_judged_edition(1), 2)
    review = readers_of("A-001")[0]

    with pytest.raises(DeclareFirst):
        save_marks(review, marks(), revision=0, by=review.juror.person, at=LATER)


def test_a_draft_keeps_what_is_there_and_counts_its_savings() -> None:
    review = a_review()
    written = Written({"aims": "some"}, {"value": "  Dear. "}, "fr")

    saved = save_marks(review, written, revision=0, by=review.juror.person, at=LATER)

    assert saved.marks == {"aims": 50_000}
    assert saved.sentences == {"value": "Dear."}
    assert (saved.language, saved.revision, saved.handed_at) == ("fr", 1, None)


def test_another_window_never_overwrites() -> None:
    review = a_review()
    save_marks(review, marks(), revision=0, by=review.juror.person, at=LATER)

    with pytest.raises(ReviewChanged):
        save_marks(review, Written(), revision=0, by=review.juror.person, at=LATER)
    assert Review.objects.get(pk=review.pk).sentences["aims"] == "The aims are full."


@pytest.mark.parametrize(
    ("written", "refused"),
    [
        (Written({"aims": "splendid"}), ScoreUnknown),
        (Written({"aims": 12_345}), ScoreUnknown),
        (Written({"beauty": "full"}), ScoreUnknown),
        (Written({}, {"beauty": "Fine."}), ScoreUnknown),
        (Written({}, {"aims": "x" * 2001}), SentenceTooLong),
    ],
)
def test_a_score_that_does_not_exist_is_refused(written: Written, refused: type[Exception]) -> None:
    review = a_review()

    with pytest.raises(refused):
        save_marks(review, written, revision=0, by=review.juror.person, at=LATER)
    assert Review.objects.get(pk=review.pk).marks == {}


def test_a_missing_score_is_not_a_zero_and_a_missing_sentence_is_named() -> None:
    review = a_review()
    by = review.juror.person
    written = Written({"aims": "none", "value": "full"}, {"aims": "No.", "strategy": "?"}, "en")
    save_marks(review, written, revision=0, by=by, at=LATER)

    with pytest.raises(ScoresIncomplete) as refused:
        hand_in_review(review, by=by, at=LATER)
    assert refused.value.scores == ("strategy",)
    assert refused.value.sentences == ("value",)
    assert "the score of “Strategy”" in str(refused.value)
    assert Review.objects.get(pk=review.pk).handed_at is None


def test_handing_in_locks_and_a_second_press_changes_nothing() -> None:
    review = a_review()
    by = review.juror.person
    handed = scored(review)

    again = hand_in_review(review, by=by, at=LATER)

    assert again.total == handed.total == 100_000
    assert JournalLine.objects.filter(verb="review.handed-in").count() == 1
    with pytest.raises(ReviewLocked):
        save_marks(handed, marks("none"), revision=1, by=by, at=LATER)


def test_only_an_officer_with_a_reason_reopens() -> None:
    handed = scored(a_review())

    with pytest.raises(NotAllowed):
        reopen_review(handed, "A slip", by=handed.juror.person, at=LATER)
    with pytest.raises(NoReason):
        reopen_review(handed, "  ", by=the_officer(), at=LATER)
    again = reopen_review(handed, "A slip", by=the_officer(), at=LATER)

    assert (again.handed_at, again.total) == (None, None)
    line = JournalLine.objects.get(verb="review.reopened")
    assert "A slip" not in str(line.change)
    assert JournalPrivate.objects.get(line=line).values == {"reason": "A slip"}


def test_a_stranger_and_another_juror_score_nothing() -> None:
    review = a_review()
    other = readers_of("A-001")[1].juror.person

    for person in (other, a_person("Bruno"), the_officer()):
        with pytest.raises(NotAllowed):
            save_marks(review, marks(), revision=0, by=person, at=LATER)
        with pytest.raises(NotAllowed):
            hand_in_review(review, by=person, at=LATER)
        with pytest.raises(NotAllowed):
            declare_conflict(review, "Mine", by=person, at=LATER)


def test_what_all_score_first_comes_first() -> None:
    edition = a_judged_edition(4, calibration=2)
    seat = a_jury(edition, 3)[0]
    first = list(Review.objects.filter(juror=seat, calibration=True))
    other = Review.objects.filter(juror=seat, calibration=False).first()
    assert len(first) == 2
    assert other
    declare_free(other, by=seat.person, at=LATER)

    with pytest.raises(CalibrationFirst):
        save_marks(other, marks(), revision=0, by=seat.person, at=LATER)
    for review in first:
        scored(review)

    assert save_marks(other, marks(), revision=0, by=seat.person, at=LATER).revision == 1


def test_two_scores_that_agree_are_ready() -> None:
    edition = a_judged_edition(1)
    a_jury(edition, 2)
    one, two = readers_of("A-001")
    scored(one)
    assert standing(edition) is Standing.WAITING
    scored(two)
    assert standing(edition) is Standing.READY


def test_two_scores_far_apart_call_a_third_reader() -> None:
    edition = a_judged_edition(1)
    a_jury(edition, 3)
    one, two = readers_of("A-001")
    scored(one, "full")
    scored(two, "none")

    assert standing(edition) is Standing.WAITING
    third = Review.objects.get(third=True)
    assert third.juror_id not in {one.juror_id, two.juror_id}
    scored(third, "full")
    found = judged(edition)[0]
    assert (found.standing, found.score) == (Standing.READY, 100_000)


def test_a_threshold_between_two_scores_calls_a_third_reader() -> None:
    grid_gap = {"gap": 90_000}
    edition = a_judged_edition(1, jury=grid_gap)
    a_jury(edition, 3)
    one, two = readers_of("A-001")
    scored(one, "some")
    by = two.juror.person
    declare_free(two, by=by, at=LATER)
    lower = Written({**marks("some").marks, "value": "none"}, marks().sentences, "en")
    save_marks(two, lower, revision=0, by=by, at=LATER)
    hand_in_review(two, by=by, at=LATER)

    assert Review.objects.filter(third=True).count() == 1


def test_an_agreement_makes_a_third_reading_needless() -> None:
    edition = a_judged_edition(1)
    a_jury(edition, 3)
    one, two = readers_of("A-001")
    scored(one, "full")
    scored(two, "none")
    agreement = Agreement(marks("some").marks, "They talked it over.")

    agree_consensus(edition.applications.get(), agreement, by=the_officer(), at=LATER)

    assert standing(edition) is Standing.READY
    assert Review.objects.get(third=True).withdrawn_at == LATER


def test_where_nobody_is_free_the_third_reading_stays_wanted() -> None:
    edition = a_judged_edition(1)
    a_jury(edition, 2)
    one, two = readers_of("A-001")
    scored(one, "full")
    scored(two, "none")

    assert standing(edition) is Standing.NEEDS_THIRD
    assert not Review.objects.filter(third=True).exists()


def three_apart() -> Edition:
    """Three scores, no two of which lie close."""
    edition = a_judged_edition(1)
    a_jury(edition, 3)
    one, two = readers_of("A-001")
    scored(one, "full")
    scored(two, "none")
    scored(Review.objects.get(third=True), "some")
    return edition


def test_three_scores_apart_want_a_consensus_with_a_note() -> None:
    edition = three_apart()
    application = edition.applications.get()
    assert standing(edition) is Standing.NEEDS_CONSENSUS

    with pytest.raises(ConsensusUnexplained):
        agree_consensus(application, Agreement(marks("full").marks), by=the_officer(), at=LATER)
    with pytest.raises(ScoresIncomplete):
        agree_consensus(application, Agreement({"aims": "full"}), by=the_officer(), at=LATER)
    agreed = Agreement(marks("full").marks, "The plan convinced all three.")
    agree_consensus(application, agreed, by=the_officer(), at=LATER)

    found = judged(edition)[0]
    assert (found.standing, found.score) == (Standing.READY, 100_000)
    assert found.points()["aims"] == 100_000
    line = JournalLine.objects.get(verb="consensus.agreed")
    assert line.change["after"] == 100_000


def test_a_consensus_needs_two_scores_and_an_officer() -> None:
    edition = a_judged_edition(1)
    a_jury(edition, 2)
    one = readers_of("A-001")[0]
    scored(one)
    application, agreement = edition.applications.get(), Agreement(marks().marks, "So be it.")

    with pytest.raises(ConsensusTooEarly):
        agree_consensus(application, agreement, by=the_officer(), at=LATER)
    with pytest.raises(NotAllowed):
        agree_consensus(application, agreement, by=one.juror.person, at=LATER)


def test_reopening_a_score_takes_the_consensus_back() -> None:
    edition = three_apart()
    agreed = Agreement(marks("full").marks, "The plan convinced all three.")
    agree_consensus(edition.applications.get(), agreed, by=the_officer(), at=LATER)

    reopen_review(readers_of("A-001")[0], "A slip", by=the_officer(), at=LATER)

    assert judged(edition)[0].consensus is None


def test_a_declared_conflict_gives_the_application_to_another() -> None:
    edition = a_judged_edition(1)
    a_jury(edition, 3)
    one, two = readers_of("A-001")
    by = one.juror.person

    with pytest.raises(ConflictUnexplained):
        declare_conflict(one, "  ", by=by, at=LATER)
    declare_conflict(one, "My brother teaches there.", by=by, at=LATER)

    assert Review.objects.get(pk=one.pk).declaration == Declaration.CONFLICT
    kept = Conflict.objects.get()
    assert (kept.kind, kept.words) == (ConflictKind.DECLARED, "My brother teaches there.")
    now = {review.juror_id for review in readers_of("A-001")}
    assert two.juror_id in now
    assert one.juror_id not in now
    assert len(now) == 2
    line = JournalLine.objects.get(verb="review.declared")
    assert "brother" not in str(line.change)
    with pytest.raises(NotAllowed):
        save_marks(one, marks(), revision=0, by=by, at=LATER)
