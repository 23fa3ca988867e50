"""Several hands in a jury at the same moment: one score, one third reading, one ranking."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection

from perron.calls.models import Ranking, Review
from perron.calls.services.judging.scoring import hand_in_review, reopen_review, save_marks
from perron.calls.services.judging.sealing import seal_ranking
from perron.core.errors import Refusal
from perron.core.journal.verifying import verify_journal
from perron.core.models import JournalLine
from tests.calls.judging import (
    LATER,
    a_judged_edition,
    a_jury,
    all_scored,
    marks,
    readers_of,
    scored,
    the_officer,
)

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
HANDS = 3


def at_once(deed: Callable[[int], object], hands: int = HANDS) -> list[Refusal]:
    """Do a deed from several threads that begin together; answer who was refused."""
    refusals: list[Refusal] = []
    together = Barrier(hands)

    def one(number: int) -> None:
        together.wait()
        try:
            deed(number)
        except Refusal as refusal:
            refusals.append(refusal)
        finally:
            connection.close()

    threads = [Thread(target=one, args=(number,)) for number in range(hands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refusals


def test_a_hurried_hand_in_counts_once() -> None:
    a_jury(a_judged_edition(1), 2)
    review = readers_of("A-001")[0]
    by = review.juror.person
    scored(review)
    Review.objects.update(handed_at=None, total=None)

    refused = at_once(lambda _number: hand_in_review(review, by=by, at=LATER))

    assert refused == []
    lines = JournalLine.objects.filter(verb="review.handed-in", about_code=str(review.key))
    assert lines.count() == 2  # the one before, and one of the three
    assert verify_journal()[1] == ()


def test_two_windows_save_and_one_of_them_counts() -> None:
    a_jury(a_judged_edition(1), 2)
    review = readers_of("A-001")[0]
    Review.objects.update(declaration="none")
    by = review.juror.person

    refused = at_once(lambda _number: save_marks(review, marks(), revision=0, by=by, at=LATER))

    assert len(refused) == HANDS - 1
    assert Review.objects.get(pk=review.pk).revision == 1


def test_two_jurors_far_apart_call_one_third_reader() -> None:
    a_jury(a_judged_edition(1), 4)
    pair = readers_of("A-001")
    for review, level in zip(pair, ("full", "none"), strict=True):
        by = review.juror.person
        Review.objects.filter(pk=review.pk).update(declaration="none")
        save_marks(review, marks(level), revision=0, by=by, at=LATER)

    refused = at_once(
        lambda number: hand_in_review(pair[number], by=pair[number].juror.person, at=LATER),
        hands=2,
    )

    assert refused == []
    assert Review.objects.filter(third=True).count() == 1


def test_a_ranking_that_several_seal_is_sealed_once() -> None:
    edition = a_judged_edition(2)
    a_jury(edition, 2)
    all_scored(edition)
    by = the_officer()

    refused = at_once(lambda _number: seal_ranking(edition, by=by, at=LATER))

    assert len(refused) == HANDS - 1
    assert Ranking.objects.count() == 1


def test_a_score_is_reopened_before_the_seal_or_after_it_but_never_within() -> None:
    edition = a_judged_edition(2)
    a_jury(edition, 2)
    all_scored(edition)
    by, review = the_officer(), readers_of("A-001")[0]

    def deed(number: int) -> None:
        if number:
            reopen_review(review, "A slip", by=by, at=LATER)
        else:
            seal_ranking(edition, by=by, at=LATER)

    refused = at_once(deed, hands=2)

    ranking = Ranking.objects.first()
    assert Review.objects.get(pk=review.pk).handed_at is None
    assert (ranking is None) == bool(refused)
    if ranking:
        assert len(ranking.rows) == 2
        assert all(isinstance(row["score"], int) for row in ranking.rows)
