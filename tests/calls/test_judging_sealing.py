"""A ranking is sealed once every score is in, before any amount is joined to it."""

import json
from datetime import timedelta
from typing import Any

import pytest

from perron.calls.enums import ApplicationState, EditionState
from perron.calls.errors.judging import (
    EditionStillOpen,
    JuryOver,
    NothingToRank,
    NotReadyToRank,
    SealedAlready,
)
from perron.calls.models import Application, Edition, Ranking, Review
from perron.calls.services.judging.scoring import reopen_review
from perron.calls.services.judging.sealing import seal_ranking
from perron.calls.services.judging.severity import severity_of
from perron.core.errors import NotAllowed
from perron.core.journal.lines import digest_of
from perron.core.models import JournalLine
from perron.core.publications import publication_number
from tests.calls.judging import (
    LATER,
    a_judged_edition,
    a_jury,
    all_scored,
    an_application_to_read,
    readers_of,
    scored,
    the_officer,
)
from tests.make import NOON

pytestmark = pytest.mark.django_db


def a_scored_edition(**changes: Any) -> Edition:
    """Four applications, read and scored: full, full, some, none."""
    edition = a_judged_edition(4, **changes)
    a_jury(edition, 3)
    levels = {"A-001": "full", "A-002": "full", "A-003": "some", "A-004": "none"}
    for number, level in levels.items():
        for review in readers_of(number):
            scored(review, level)
    return edition


def test_a_ranking_is_sealed_with_its_digest_and_without_amounts() -> None:
    edition = a_scored_edition()
    before = publication_number()

    ranking = seal_ranking(edition, by=the_officer(), at=LATER)

    assert [row["score"] for row in ranking.rows] == [100_000, 100_000, 50_000, 0]
    assert [row["place"] for row in ranking.rows] == [1, 1, 3, 4]
    assert [row["position"] for row in ranking.rows] == [1, 2, 3, 4]
    assert [row["decided_by"] for row in ranking.rows] == ["", "lot", "score", "score"]
    assert [row["reaches_threshold"] for row in ranking.rows] == [True, True, True, False]
    assert ranking.digest == digest_of(ranking.rows)
    said = json.dumps(ranking.rows)
    assert "asked" not in said
    assert "1000000" not in said
    edition.refresh_from_db()
    assert edition.state == EditionState.RANKED
    assert publication_number() > before
    line = JournalLine.objects.get(verb="ranking.sealed")
    assert line.change == {"number": 1, "digest": ranking.digest, "applications": 4}


def test_a_missing_score_is_named_and_nothing_is_sealed() -> None:
    edition = a_judged_edition(2)
    a_jury(edition, 2)
    scored(readers_of("A-001")[0])
    an_application_to_read(edition, "A-003", state=ApplicationState.SUBMITTED)

    with pytest.raises(NotReadyToRank) as refused:
        seal_ranking(edition, by=the_officer(), at=LATER)
    assert "Scores are missing: A-001, A-002." in str(refused.value)
    assert "whether these are admissible: A-003." in str(refused.value)
    assert not Ranking.objects.exists()


def test_a_third_reading_that_is_wanted_is_named() -> None:
    edition = a_judged_edition(1)
    a_jury(edition, 2)
    one, two = readers_of("A-001")
    scored(one, "full")
    scored(two, "none")

    with pytest.raises(NotReadyToRank, match=r"A third reading is wanted: A-001\."):
        seal_ranking(edition, by=the_officer(), at=LATER)


def test_an_edition_that_is_open_or_empty_is_not_ranked() -> None:
    edition = a_judged_edition(1)
    a_jury(edition, 2)
    all_scored(edition)
    with pytest.raises(EditionStillOpen):
        seal_ranking(edition, by=the_officer(), at=NOON)
    Application.objects.update(state=ApplicationState.INADMISSIBLE)
    with pytest.raises(NothingToRank):
        seal_ranking(edition, by=the_officer(), at=LATER)


def test_only_officers_seal() -> None:
    edition = a_scored_edition()
    with pytest.raises(NotAllowed):
        seal_ranking(edition, by=readers_of("A-001")[0].juror.person, at=LATER)


def test_a_second_seal_needs_a_reason_and_both_stay() -> None:
    edition = a_scored_edition()
    first = seal_ranking(edition, by=the_officer(), at=LATER)

    with pytest.raises(SealedAlready):
        seal_ranking(edition, by=the_officer(), at=LATER, reason="  ")
    review = readers_of("A-004")[0]
    reopen_review(review, "The wrong box", by=the_officer(), at=LATER)
    with pytest.raises(NotReadyToRank, match="A-004"):
        seal_ranking(edition, by=the_officer(), at=LATER, reason="A score was corrected")
    review.refresh_from_db()
    scored(review, "none")
    second = seal_ranking(
        edition, by=the_officer(), at=LATER + timedelta(days=1), reason="A score was corrected"
    )

    assert (first.number, second.number) == (1, 2)
    assert second.digest == first.digest
    assert second.reason == "A score was corrected"
    assert Ranking.objects.count() == 2


def test_what_is_decided_is_not_ranked_again() -> None:
    edition = a_scored_edition()
    Edition.objects.update(state=EditionState.DECIDED)
    with pytest.raises(JuryOver):
        seal_ranking(edition, by=the_officer(), at=LATER, reason="Late")


def test_weighting_follows_frozen_facts_step_by_step() -> None:
    table = {"code": "rural", "name": {"en": "Rural"}, "fact": "district", "change": "multiply"}
    edition = a_scored_edition(weighting=[table | {"table": {"north": 9_000, "south": 10_000}}])
    Application.objects.filter(number="A-003").update(facts={"district": "south"})

    rows = seal_ranking(edition, by=the_officer(), at=LATER).rows

    by_number = {row["application"]: row for row in rows}
    assert by_number["A-001"]["before"] == 100_000
    assert by_number["A-001"]["score"] == 90_000
    step = by_number["A-001"]["steps"][0]
    assert (step["value"], step["by"], step["before"], step["after"]) == (
        "north",
        9_000,
        100_000,
        90_000,
    )
    assert by_number["A-003"]["score"] == 50_000


def test_a_fact_that_is_missing_stops_the_seal_and_is_named() -> None:
    table = {"code": "rural", "name": {"en": "Rural"}, "fact": "district", "change": "add"}
    edition = a_scored_edition(weighting=[table | {"table": {"north": 1_000}}])
    Application.objects.filter(number="A-002").update(facts={})

    with pytest.raises(NotReadyToRank, match="A-002: The fact “district”"):
        seal_ranking(edition, by=the_officer(), at=LATER)


def test_a_criterion_under_its_least_fails_alone() -> None:
    edition = a_scored_edition()
    edition.definition["grid"]["criteria"][0]["least"] = 60_000
    edition.save()

    rows = {
        row["application"]: row for row in seal_ranking(edition, by=the_officer(), at=LATER).rows
    }

    assert rows["A-003"]["below"] == ["aims"]
    assert not rows["A-003"]["reaches_threshold"]
    assert rows["A-001"]["below"] == []


def test_a_continuous_edition_goes_on_after_a_ranking() -> None:
    edition = a_judged_edition(1, kind="continuous", calendar={"opens": "2026-01-05T09:00"})
    a_jury(edition, 2)
    all_scored(edition)

    seal_ranking(edition, by=the_officer(), at=LATER)

    edition.refresh_from_db()
    assert edition.state == EditionState.PUBLISHED


def test_severity_is_told_with_its_uncertainty_and_changes_no_score() -> None:
    edition = a_scored_edition()
    totals = list(Review.objects.order_by("pk").values_list("total", flat=True))
    ranking = seal_ranking(edition, by=the_officer(), at=LATER)

    found = severity_of(edition, cut=2)

    assert found.severities is not None
    assert {one.juror for one in found.severities.jurors} == set(found.jurors)
    assert found.robustness is not None
    assert found.robustness.cut == 2
    assert found.agreement is not None
    assert severity_of(edition, cut=2).robustness == found.robustness
    assert list(Review.objects.order_by("pk").values_list("total", flat=True)) == totals
    ranking.refresh_from_db()
    assert ranking.rows[0]["score"] == 100_000


def test_severity_without_scores_says_so() -> None:
    found = severity_of(a_judged_edition(1))

    assert found.severities is None
    assert found.problems
