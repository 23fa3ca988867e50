"""Applying: begun with what is known, saved as it is, handed in once and in time."""

from datetime import timedelta

import pytest

from perron.calls.errors.applying import (
    EditionNotOpen,
    EditionNotOpenYet,
    HandedInAlready,
    HasApplication,
    NotComplete,
    NotEligible,
    NotForBody,
    NotYoursToWrite,
    SavedMeanwhile,
)
from perron.calls.models import Application, SiteFact, Submission
from perron.calls.services.applying.drafts import Page, digest_seen, save_answers
from perron.calls.services.applying.handing import (
    hand_in,
    missing_in,
    reopen_application,
    withdraw_application,
)
from perron.core.journal.lines import digest_of
from perron.core.models import JournalLine
from perron.letters.models import Letter
from tests.calls.applying import a_school, a_submitted_one, an_application
from tests.calls.make import an_edition
from tests.make import NOON, aline, bruno

pytestmark = pytest.mark.django_db
CLOSES = NOON + timedelta(days=2)
SECOND = timedelta(seconds=1)


def test_whoever_speaks_for_a_school_begins_an_application() -> None:
    by, edition = aline(), an_edition()
    application = an_application(by, edition, a_school(speaks=by), filled=False)

    assert application.number == "tablets-2026-0001"
    assert application.facts["awarded"] == []
    assert application.members.get().role == "lead"


def test_a_stranger_begins_nothing() -> None:
    with pytest.raises(NotForBody):
        an_application(bruno(), an_edition(), a_school(speaks=aline()))

    assert not Application.objects.exists()


def test_a_school_that_was_awarded_is_told_why_it_cannot_apply() -> None:
    by, site = aline(), a_school()
    site = a_school(speaks=by, code="other")
    SiteFact.objects.filter(site=site).update(value=["tablets-2025"])

    with pytest.raises(NotEligible, match="awarded in 2024 or 2025"):
        an_application(by, an_edition(), site)


def test_where_a_fact_is_missing_one_may_begin() -> None:
    by, site = aline(), a_school()
    site = a_school(speaks=by, code="other")
    SiteFact.objects.filter(site=site).delete()

    assert "awarded" not in an_application(by, an_edition(), site).facts


def test_a_school_has_one_application_in_an_edition() -> None:
    by, edition = aline(), an_edition()
    site = a_school(speaks=by)
    an_application(by, edition, site)

    with pytest.raises(HasApplication, match="tablets-2026-0001"):
        an_application(by, edition, site)


def test_nothing_is_begun_after_the_closing() -> None:
    by = aline()

    with pytest.raises(EditionNotOpenYet):
        an_application(by, an_edition(closes=NOON), a_school(speaks=by))


def test_what_is_not_valid_is_kept_as_it_was_typed() -> None:
    by = aline()
    application = an_application(by, an_edition(), a_school(speaks=by))
    page = Page("idea", {"pupils": "about 200"})
    application = save_answers(application, page, by=by, at=CLOSES + SECOND)

    assert application.answers["pupils"] == "about 200"
    assert "“about 200” is no number" in missing_in(application, by=by, at=NOON).faults[0].sentence


def test_a_page_that_a_colleague_saved_meanwhile_is_not_overwritten() -> None:
    by = aline()
    application = an_application(by, an_edition(), a_school(speaks=by))
    seen = digest_seen(application, "idea")
    save_answers(application, Page("idea", {"title": "Theirs"}, seen), by=by, at=NOON)

    with pytest.raises(SavedMeanwhile):
        save_answers(application, Page("idea", {"title": "Mine"}, seen), by=by, at=NOON)

    application.refresh_from_db()
    assert application.answers["title"] == "Theirs"


def test_colleagues_on_two_pages_do_not_hinder_each_other() -> None:
    by = aline()
    application = an_application(by, an_edition(), a_school(speaks=by))
    seen = digest_seen(application, "things")
    save_answers(application, Page("idea", {"title": "Theirs"}), by=by, at=NOON)
    saved = save_answers(
        application, Page("things", {"choice": {"board": "1"}}, seen), by=by, at=NOON
    )

    assert (saved.answers["title"], saved.asked) == ("Theirs", 250_000)


def test_a_stranger_saves_nothing() -> None:
    application = an_application(by := aline(), an_edition(), a_school(speaks=by))

    with pytest.raises(NotYoursToWrite):
        save_answers(application, Page("idea", {"title": "No"}), by=bruno(), at=NOON)


def test_submitted_a_second_before_the_closing_is_in() -> None:
    by = aline()
    application = an_application(by, an_edition(), a_school(speaks=by))
    submission = hand_in(application, by=by, at=CLOSES - SECOND)

    application.refresh_from_db()
    assert application.state == "submitted"
    assert application.arrived_at == CLOSES - SECOND
    assert submission.digest == digest_of(submission.content)


def test_at_the_closing_moment_it_is_too_late_and_the_draft_is_kept() -> None:
    by = aline()
    application = an_application(by, an_edition(), a_school(speaks=by))

    with pytest.raises(EditionNotOpen, match=r"13:00:00.*Your draft is kept"):
        hand_in(application, by=by, at=CLOSES)

    application.refresh_from_db()
    assert (application.state, application.answers["title"][:6]) == ("draft", "Robots")


def test_what_is_missing_is_listed_by_page_and_nothing_is_handed_in() -> None:
    by = aline()
    application = an_application(by, an_edition(), a_school(speaks=by), filled=False)

    with pytest.raises(NotComplete):
        hand_in(application, by=by, at=NOON)

    faults = missing_in(application, by=by, at=NOON).faults
    assert [(one.page, one.field) for one in faults] == [
        ("idea", "title"),
        ("idea", "aims"),
        ("things", "choice"),
    ]


def test_a_question_is_asked_only_where_its_condition_holds() -> None:
    by = aline()
    application = an_application(by, an_edition(), a_school(speaks=by))
    application = save_answers(application, Page("idea", {"robots": "yes"}), by=by, at=NOON)

    faults = missing_in(application, by=by, at=NOON).faults
    assert [one.field for one in faults] == ["robots-why"]


def test_a_choice_over_the_ceiling_is_kept_but_not_handed_in() -> None:
    by = aline()
    application = an_application(by, an_edition(), a_school(speaks=by))
    application = save_answers(
        application, Page("things", {"choice": {"board": "7"}}), by=by, at=NOON
    )

    (fault,) = missing_in(application, by=by, at=NOON).faults
    assert "€17,500" in fault.sentence
    assert "€2,500 more" in fault.sentence


def test_a_second_press_hands_in_nothing_twice() -> None:
    by = aline()
    application = an_application(by, an_edition(), a_school(speaks=by))
    first = hand_in(application, by=by, at=NOON)
    second = hand_in(application, by=by, at=CLOSES + SECOND)

    assert first == second
    assert Letter.objects.filter(kind="application-received").count() == 1
    assert JournalLine.objects.filter(verb="application.submitted").count() == 1


def test_handed_in_anew_both_versions_are_kept() -> None:
    by = aline()
    application = a_submitted_one(by, an_edition(), a_school(speaks=by))
    application = reopen_application(application, by=by, at=NOON)
    save_answers(application, Page("idea", {"title": "Better"}), by=by, at=NOON)
    hand_in(application, by=by, at=NOON + SECOND)

    titles = [one.content["answers"]["title"] for one in Submission.objects.all()]
    assert titles == ["Robots in the school garden", "Better"]


def test_after_the_closing_it_is_not_opened_again() -> None:
    by = aline()
    application = a_submitted_one(by, an_edition(), a_school(speaks=by))

    with pytest.raises(EditionNotOpen):
        reopen_application(application, by=by, at=CLOSES)


def test_what_was_handed_in_is_not_changed() -> None:
    by = aline()
    application = a_submitted_one(by, an_edition(), a_school(speaks=by))

    with pytest.raises(HandedInAlready):
        save_answers(application, Page("idea", {"title": "Late"}), by=by, at=NOON)


def test_a_withdrawn_application_makes_room_for_another() -> None:
    by, edition = aline(), an_edition()
    site = a_school(speaks=by)
    withdraw_application(a_submitted_one(by, edition, site), by=by, at=NOON)

    assert an_application(by, edition, site).number == "tablets-2026-0002"


def test_the_journal_holds_nothing_that_was_written() -> None:
    by = aline()
    a_submitted_one(by, an_edition(), a_school(speaks=by))

    said = str(list(JournalLine.objects.filter(chain="calls").values_list("change", flat=True)))
    assert "Robots" not in said
