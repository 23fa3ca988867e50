"""Drafts keep what was typed and are published only whole, by their author, when they fit."""

import pytest
from django.db import IntegrityError

from perron.accounts.enums import Role
from perron.core.errors import ChangedMeanwhile, NotAllowed
from perron.core.models import Draft, JournalLine
from perron.core.records.kinds import Record, kinds
from perron.core.records.planning import Plan
from perron.desk.errors import CodeTaken, DraftGone, StillWrong
from perron.desk.rules import visible_drafts
from perron.desk.services import begin_record, discard_draft, drafts, publish_draft, save_draft
from perron.desk.services.drafts import base_of, published_record
from perron.strategy.models import Measure
from tests.desk.make import a_town, person, published, republish
from tests.make import NOON, a_fact, a_measure, an_evaluator, an_organisation, bruno, chantal

pytestmark = pytest.mark.django_db
MEASURE = kinds["measure"]


def begun(record: Record | None = None, *, by: str = "chantal") -> Draft:
    """A published measure, and a draft that changes its state."""
    a_town()
    republish("measure", a_measure())
    author = {"chantal": chantal, "bruno": bruno}[by]()
    changed = record or a_measure(state="running")
    base = base_of(published_record(MEASURE, "tablets"))
    return save_draft(MEASURE, changed, base=base, by=author, at=NOON)


def test_a_new_record_begins_with_its_code() -> None:
    a_town()

    draft = begin_record(MEASURE, {"code": "robots"}, by=chantal(), at=NOON)

    assert (draft.kind, draft.code, draft.base) == ("measure", "robots", "")


def test_a_code_that_is_taken_is_refused_published_or_begun() -> None:
    a_town()
    republish("measure", a_measure())
    officer = chantal()

    with pytest.raises(CodeTaken, match="a measure with the code “tablets” already"):
        begin_record(MEASURE, {"code": "tablets"}, by=officer, at=NOON)
    begin_record(MEASURE, {"code": "robots"}, by=officer, at=NOON)
    with pytest.raises(CodeTaken):
        begin_record(MEASURE, {"code": "robots"}, by=officer, at=NOON)


def test_who_may_not_edit_begins_and_saves_nothing() -> None:
    a_town()
    stranger = bruno()

    with pytest.raises(NotAllowed):
        begin_record(MEASURE, {"code": "robots"}, by=stranger, at=NOON)
    with pytest.raises(NotAllowed):
        save_draft(MEASURE, a_measure(), base="", by=stranger, at=NOON)
    assert not Draft.objects.exists()


def test_judgement_is_not_the_officers() -> None:
    a_town()

    with pytest.raises(NotAllowed):
        save_draft(kinds["card"], {"code": "c"}, base="", by=chantal(), at=NOON)
    assert save_draft(kinds["card"], {"code": "c"}, base="", by=an_evaluator(), at=NOON).pk


def test_saving_again_keeps_the_base_and_takes_the_new_words() -> None:
    draft = begun()

    again = save_draft(
        MEASURE,
        a_measure(start="whenever"),
        base="0" * 64,
        by=draft.author,
        at=NOON,
    )

    assert (again.pk, again.base) == (draft.pk, draft.base)
    assert again.record["start"] == "whenever"


def test_a_draft_that_fits_is_published_and_goes() -> None:
    draft = begun(a_measure(state="running", facts=[a_fact(number="11.2")]))

    publish_draft(draft, by=draft.author, at=NOON)

    assert published("measure", "tablets")["state"] == "running"
    assert float(published("measure", "tablets")["facts"][0]["number"]) == 11.2
    assert not Draft.objects.exists()
    line = JournalLine.objects.filter(verb="measure.changed").latest("seq")
    assert line.actor == draft.author.actor_name


def test_a_draft_that_changes_nothing_goes_without_a_line() -> None:
    draft = begun(a_measure())

    assert publish_draft(draft, by=draft.author, at=NOON).changes == ()
    assert not Draft.objects.exists()
    assert not JournalLine.objects.filter(verb="measure.changed").exists()


def test_a_new_record_is_published() -> None:
    a_town()
    officer = chantal()
    draft = begin_record(MEASURE, a_measure("robots"), by=officer, at=NOON)

    publish_draft(draft, by=officer, at=NOON)

    assert published("measure", "robots") == a_measure("robots")


def test_what_is_wrong_is_said_and_the_draft_kept() -> None:
    draft = begun(a_measure(start="soon", facts=[{}]))

    with pytest.raises(
        StillWrong, match=r"Your draft is kept\. From: “soon” is not a date"
    ) as refused:
        publish_draft(draft, by=draft.author, at=NOON)
    assert "Figures and statements 1, What it counts or says: This is still" in str(refused.value)
    assert Draft.objects.get().record["start"] == "soon"
    assert "start" not in published("measure", "tablets")


def test_who_was_quicker_is_not_written_over() -> None:
    draft = begun()
    republish("measure", a_measure(summary={"en": "Quicker"}))

    with pytest.raises(ChangedMeanwhile, match="compare the two, then publish again"):
        publish_draft(draft, by=draft.author, at=NOON)
    assert published("measure", "tablets")["summary"] == {"en": "Quicker"}
    assert Draft.objects.get().record["state"] == "running"


def test_two_people_begin_the_same_new_record_and_the_second_is_told() -> None:
    a_town()
    officer, colleague = chantal(), person(Role.ADMINISTRATOR)
    first = begin_record(MEASURE, a_measure("robots"), by=officer, at=NOON)
    second = begin_record(MEASURE, a_measure("robots", state="open"), by=colleague, at=NOON)

    publish_draft(first, by=officer, at=NOON)
    with pytest.raises(ChangedMeanwhile):
        publish_draft(second, by=colleague, at=NOON)


def test_a_second_click_finds_the_draft_gone() -> None:
    draft = begun()
    publish_draft(draft, by=draft.author, at=NOON)

    with pytest.raises(DraftGone, match="published or thrown away"):
        publish_draft(draft, by=draft.author, at=NOON)


def test_only_the_author_publishes_or_throws_away() -> None:
    draft, administrator = begun(), person(Role.ADMINISTRATOR)

    with pytest.raises(NotAllowed):
        publish_draft(draft, by=administrator, at=NOON)
    with pytest.raises(NotAllowed):
        discard_draft(draft, by=administrator)
    assert Draft.objects.count() == 1


def test_a_right_that_was_lost_meanwhile_is_lost() -> None:
    draft = begun()
    draft.author.role = Role.CONTACT
    draft.author.save()

    with pytest.raises(NotAllowed):
        publish_draft(draft, by=draft.author, at=NOON)


def test_throwing_a_draft_away_leaves_the_page_alone() -> None:
    draft = begun()

    discard_draft(draft, by=draft.author)

    assert not Draft.objects.exists()
    assert published("measure", "tablets") == a_measure()


def test_a_number_that_another_organisation_has_is_told_by_the_database() -> None:
    a_town(enterprise_number="0403170701")
    officer, kind = chantal(), kinds["organisation"]
    entry = an_organisation("twin", enterprise_number="0403170701")
    draft = begin_record(kind, entry, by=officer, at=NOON)

    with pytest.raises(StillWrong, match="Another organisation has this enterprise number"):
        publish_draft(draft, by=officer, at=NOON)
    assert Draft.objects.get() == draft


def test_any_other_double_is_told_too(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = begun()

    def refuse(*_given: object, **_named: object) -> Plan:
        raise IntegrityError("UNIQUE constraint failed: elsewhere.thing")

    monkeypatch.setattr(drafts, "publish_records", refuse)
    with pytest.raises(StillWrong, match="must be the only one of its kind"):
        publish_draft(draft, by=draft.author, at=NOON)
    assert not Measure.objects.filter(state="running").exists()


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.OFFICER, 0),
        (Role.EVALUATOR, 0),
        (Role.CONTACT, 0),
        (Role.AUDITOR, 1),
        (Role.ADMINISTRATOR, 1),
    ],
)
def test_drafts_of_others_are_seen_by_those_who_oversee(role: Role, sees: int) -> None:
    draft = begun()

    assert visible_drafts(person(role)).count() == sees
    assert visible_drafts(draft.author).get() == draft
