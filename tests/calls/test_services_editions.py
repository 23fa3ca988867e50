"""Editions: drafted, published and frozen, corrected and extended by notices."""

import hashlib
from datetime import timedelta

import pytest

from perron.calls.enums import EditionState, NoticeKind
from perron.calls.errors.editions import (
    ClosingNotLater,
    DraftMoved,
    DraftUnready,
    EditionExists,
    EditionFrozen,
    NoClosing,
    NothingCorrected,
    NotPublished,
    RulesFixed,
    WordsMissing,
)
from perron.calls.models import Application, Edition, Member
from perron.calls.services.editions.keeping import (
    define_edition,
    discard_draft,
    publish_edition,
    revise_draft,
    seed_digest,
)
from perron.calls.services.editions.models import begin_from_model
from perron.calls.services.editions.notices import correct_edition, extend_edition
from perron.calls.services.editions.reading import check_definition
from perron.core.errors import NotAllowed
from perron.core.journal.lines import digest_of
from perron.core.models import JournalLine
from perron.core.publications import publication_number
from perron.funding.models import Envelope
from perron.letters.models import Letter
from tests.calls.make import a_criterion, a_definition, an_edition, said
from tests.make import NOON, aline, bruno, chantal

pytestmark = pytest.mark.django_db
WHY = {"fr": "Une date était fausse.", "de": "Ein Datum war falsch."}


def test_a_draft_is_kept_with_what_lists_need() -> None:
    edition = define_edition(check_definition(a_definition()), by=chantal(), at=NOON)
    assert (edition.state, edition.call) == (EditionState.DRAFT, "tablets")
    assert edition.closes_at is not None
    assert edition.closes_at.isoformat() == "2026-03-04T22:00:00+01:00"
    assert not Edition.objects.shown().exists()


def test_a_stranger_keeps_no_edition() -> None:
    with pytest.raises(NotAllowed):
        define_edition(check_definition(a_definition()), by=bruno(), at=NOON)


def test_a_code_is_given_once() -> None:
    an_edition(EditionState.DRAFT)
    with pytest.raises(EditionExists):
        define_edition(check_definition(a_definition()), by=chantal(), at=NOON)


def test_two_officers_do_not_overwrite_each_other() -> None:
    draft, officer = an_edition(EditionState.DRAFT), chantal()
    seen = digest_of(draft.definition)
    file = check_definition(a_definition(summary=said("One")))
    revise_draft(draft, file, seen, by=officer, at=NOON)
    with pytest.raises(DraftMoved):
        revise_draft(draft, file, seen, by=officer, at=NOON)


def test_publishing_freezes_the_rules_and_opens_the_envelopes() -> None:
    officer, before = chantal(), publication_number()
    draft = define_edition(check_definition(a_definition()), by=officer, at=NOON)
    edition = publish_edition(draft, by=officer, at=NOON)
    assert edition.digest == digest_of(a_definition())
    assert seed_digest(edition) == hashlib.sha256(edition.seed.encode()).hexdigest()
    assert Envelope.objects.get(code="tablets-2026-region").granted == 10_000_000
    assert publication_number() > before
    line = JournalLine.objects.get(verb="edition.published")
    assert line.change == {"digest": edition.digest, "seed": seed_digest(edition)}
    for deed in (publish_edition, discard_draft):
        with pytest.raises(EditionFrozen):
            deed(edition, by=officer, at=NOON)
    with pytest.raises(EditionFrozen):
        revise_draft(edition, check_definition(a_definition()), by=officer, at=NOON)


def test_what_would_be_closed_already_is_not_published() -> None:
    draft = an_edition(EditionState.DRAFT, closes=NOON - timedelta(minutes=1))
    with pytest.raises(DraftUnready):
        publish_edition(draft, by=chantal(), at=NOON)


def test_a_draft_can_be_thrown_away() -> None:
    discard_draft(an_edition(EditionState.DRAFT), by=chantal(), at=NOON)
    assert not Edition.objects.exists()


def an_application(edition: Edition, number: str = "T-1") -> Application:
    return Application.objects.create(
        edition=edition, number=number, language="de", begun_at=NOON, saved_at=NOON
    )


def test_a_correction_is_numbered_reasoned_and_told_to_all_who_write() -> None:
    edition, person = an_edition(), aline()
    Member.objects.create(
        application=an_application(edition), person=person, role="lead", since=NOON
    )
    file = check_definition(a_definition(summary=said("Other words.")))
    notice = correct_edition(edition, file, WHY, by=chantal(), at=NOON)
    edition.refresh_from_db()
    assert (notice.number, notice.kind) == (1, NoticeKind.ERRATUM)
    assert notice.change["summary/fr"] == ["Tablets for schools.", "Other words."]
    assert notice.change["digest"][1] == edition.digest == digest_of(edition.definition)
    letter = Letter.objects.get(kind="edition-changed")
    assert (letter.address, letter.language) == (person.email, "de")
    assert "Ein Datum war falsch." in letter.text


def test_who_withdrew_is_not_written_to() -> None:
    edition = an_edition()
    application = an_application(edition)
    application.state = "withdrawn"
    application.save()
    Member.objects.create(application=application, person=aline(), role="lead", since=NOON)
    file = check_definition(a_definition(summary=said("Other words.")))
    correct_edition(edition, file, WHY, by=None, at=NOON)
    assert not Letter.objects.exists()


def test_weights_and_eligibility_stay_once_it_is_open() -> None:
    edition, officer = an_edition(), chantal()
    grid = a_definition()["grid"]
    grid["criteria"][0]["weight"] = 5
    with pytest.raises(RulesFixed, match="grid/criteria/0/weight"):
        correct_edition(
            edition, check_definition(a_definition(grid=grid)), WHY, by=officer, at=NOON
        )
    with pytest.raises(RulesFixed, match="eligibility"):
        correct_edition(
            edition, check_definition(a_definition(eligibility=[])), WHY, by=officer, at=NOON
        )
    levels = a_definition()["grid"]
    levels["criteria"][0]["levels"][1]["text"] = said("Else")
    with pytest.raises(RulesFixed, match="levels"):
        correct_edition(
            edition, check_definition(a_definition(grid=levels)), WHY, by=officer, at=NOON
        )
    names = a_definition()["grid"]
    names["criteria"][0]["name"] = said("A better word")
    correct_edition(edition, check_definition(a_definition(grid=names)), WHY, by=officer, at=NOON)


def test_before_the_opening_everything_but_the_closing_may_be_corrected() -> None:
    edition = an_edition(opens=NOON + timedelta(hours=1))
    grid = {**a_definition()["grid"], "criteria": [a_criterion("aims", 3)]}
    file = check_definition(a_definition(grid=grid))
    assert correct_edition(edition, file, WHY, by=chantal(), at=NOON).number == 1
    calendar = {**a_definition()["calendar"], "closes": "2026-03-05T22:00"}
    later = check_definition(a_definition(grid=grid, calendar=calendar))
    with pytest.raises(RulesFixed, match="calendar/closes"):
        correct_edition(edition, later, WHY, by=None, at=NOON)


def test_a_correction_needs_a_change_and_a_reason_in_every_language() -> None:
    edition, officer = an_edition(), chantal()
    with pytest.raises(NothingCorrected):
        correct_edition(edition, check_definition(a_definition()), WHY, by=officer, at=NOON)
    file = check_definition(a_definition(summary=said("Other words.")))
    with pytest.raises(WordsMissing, match="Deutsch"):
        correct_edition(edition, file, {"fr": "Parce que.", "de": " "}, by=officer, at=NOON)


def test_more_time_is_for_everyone_and_only_later() -> None:
    edition, officer = an_edition(), chantal()
    assert edition.closes_at
    later = edition.closes_at + timedelta(days=1)
    notice = extend_edition(edition, later, WHY, by=officer, at=NOON)
    edition.refresh_from_db()
    assert edition.closes_at == later
    assert notice.change["calendar/closes"][0] == "2026-03-04T22:00"
    with pytest.raises(ClosingNotLater):
        extend_edition(edition, later, WHY, by=officer, at=NOON)


def test_the_decision_moves_with_a_closing_that_would_pass_it() -> None:
    edition = an_edition()
    later = NOON + timedelta(days=300)
    notice = extend_edition(edition, later, WHY, kind=NoticeKind.OUTAGE, by=None, at=NOON)
    assert notice.change["calendar/decision_by"] == ["2026-06-30", "2026-12-27"]


def test_what_does_not_run_gets_no_more_time() -> None:
    draft = an_edition(EditionState.DRAFT)
    with pytest.raises(NotPublished):
        extend_edition(draft, NOON + timedelta(days=9), WHY, by=None, at=NOON)


def test_what_never_closes_needs_no_more_time() -> None:
    calendar = {"opens": "2026-01-05T09:00"}
    edition = an_edition(kind="continuous", calendar=calendar)
    with pytest.raises(NoClosing):
        extend_edition(edition, NOON + timedelta(days=9), WHY, by=None, at=NOON)


def test_a_new_edition_begins_from_another_with_its_days_moved() -> None:
    history = {"applications": {"value": 9, "sources": ["gazette"]}}
    model = an_edition(history=history, gap=said("No dates."))
    draft = begin_from_model(model, "tablets-2027", by=chantal(), at=NOON)
    assert draft.state == EditionState.DRAFT
    assert draft.definition["calendar"]["closes"] == "2027-03-04T22:00"
    assert "history" not in draft.definition
    assert "gap" not in draft.definition
