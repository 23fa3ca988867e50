"""Holders keep measures current: asked once, answered by a link, published with the source."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from perron.accounts.models import User
from perron.core.enums import OwedState
from perron.core.errors import NoReason, NotAllowed, Refusal
from perron.core.journal.verifying import verify_journal
from perron.core.models import JournalLine, Owed, Reference
from perron.core.records.kinds import kinds
from perron.core.records.proposing import publish_records
from perron.directory.models import Contact, Organisation
from perron.directory.services.merging import merge_organisations
from perron.letters.enums import Channel
from perron.letters.errors import ReceivedInFuture
from perron.letters.models import Letter
from perron.strategy.errors import (
    AnswerWaits,
    ComparedWithOlder,
    EvidenceRefused,
    MeasureGone,
    NobodyToAsk,
    NothingProposed,
    NotItsHolder,
    PublishedMeanwhile,
    UpdateAnswered,
    UpdateExpired,
    UpdateNotWaiting,
    UpdateSuperseded,
    UpdateWithdrawn,
)
from perron.strategy.models import Measure, UpdateRequest
from perron.strategy.services.answering import Arrival, decline_answer, say_unchanged
from perron.strategy.services.asking import ask_holder, ask_silent_holders, silent_holders
from perron.strategy.services.deciding import publish_update, refuse_update, withdraw_update
from perron.strategy.services.links import link_to
from tests.directory.make import speaks_for
from tests.make import NOON, a_measure, aline, bruno, chantal, records
from tests.strategy.make import HELD, a_held_measure, a_proposal, an_update, now_published

pytestmark = pytest.mark.django_db


def published(code: str = "tablets") -> dict[str, Any]:
    return kinds["measure"].read(Measure.objects.get(code=code))


def seen() -> str:
    return now_published().seen


def republish(**fields: Any) -> None:
    publish_records(records(measure=[a_measure(**{**HELD, **fields})]), by=None, at=NOON)


def test_the_holder_is_written_to_and_owes_an_answer_on_the_clock() -> None:
    a_held_measure()

    request = an_update(chantal())

    letter, owed = Letter.objects.get(kind="update-asked"), Owed.objects.get()
    assert (letter.address, letter.language) == ("aline@example.org", "fr")
    assert link_to(request) in letter.text
    assert "2 mars" not in letter.subject
    assert (owed.kind, owed.owed_by, owed.owed_to) == ("update", "organisation:mill", "agency")
    assert owed.due == request.due == date(2026, 4, 1)
    assert str(owed.title) == "Update of “Tablets”"


def test_whoever_speaks_for_the_holder_is_written_to_in_their_own_language() -> None:
    a_held_measure()
    officer, speaker = chantal(), User.objects.create_user("k@example.org", name="K", language="de")
    speaks_for(speaker, Organisation.objects.get(code="mill"), officer=officer)

    request = an_update(officer)

    assert (request.address, request.language) == ("k@example.org", "de")
    assert request.party == speaker.actor_name


def test_who_may_not_edit_asks_nobody() -> None:
    measure = a_held_measure()

    with pytest.raises(NotAllowed):
        ask_holder(measure, Organisation.objects.get(code="mill"), by=bruno(), at=NOON)
    with pytest.raises(NotAllowed):
        ask_silent_holders([], months=12, by=aline(), at=NOON)
    assert not Letter.objects.exists()


def test_who_holds_nothing_or_has_no_address_is_not_asked() -> None:
    measure, officer = a_held_measure(), chantal()
    town, mill = (Organisation.objects.get(code=code) for code in ("town", "mill"))

    with pytest.raises(NotItsHolder):
        ask_holder(measure, town, by=officer, at=NOON)
    Contact.objects.update(email="")
    with pytest.raises(NobodyToAsk, match="Mill"):
        ask_holder(measure, mill, by=officer, at=NOON)


def test_asking_again_replaces_the_older_link() -> None:
    a_held_measure()
    officer = chantal()
    older, newer = an_update(officer), an_update(officer)

    with pytest.raises(UpdateSuperseded, match="newest"):
        say_unchanged(older, now_published(), at=NOON)
    say_unchanged(newer, now_published(), at=NOON)
    assert [owed.state for owed in Owed.objects.order_by("pk")] == ["withdrawn", "settled"]


def test_nothing_changed_confirms_the_measure_and_stops_the_clock() -> None:
    measure = a_held_measure()
    before = published()

    say_unchanged(an_update(chantal()), now_published(), at=NOON)

    measure.refresh_from_db()
    assert measure.confirmed_at == NOON
    assert measure.is_confirmed(NOON + timedelta(days=365))
    assert not measure.is_confirmed(NOON + timedelta(days=366))
    assert published() == before
    assert Owed.objects.get().state == OwedState.SETTLED
    assert JournalLine.objects.get(verb="measure.confirmed").actor == "organisation:mill"


def test_a_link_takes_one_answer() -> None:
    a_held_measure()
    request = an_update(chantal())
    say_unchanged(request, now_published(), at=NOON)

    with pytest.raises(UpdateAnswered, match="2 March 2026"):
        a_proposal(request)
    assert UpdateRequest.objects.get().proposal == {}


def test_a_link_runs_out_a_month_after_its_day_but_an_officer_may_still_enter_the_answer() -> None:
    a_held_measure()
    officer = chantal()
    request, late = an_update(officer), NOON + timedelta(days=61)

    say = now_published().seen
    with pytest.raises(UpdateExpired, match="1 May 2026"):
        say_unchanged(request, Arrival(say), at=late)
    entered = Arrival(say, Channel.TELEPHONE, date(2026, 4, 30), officer)
    kept = say_unchanged(request, entered, at=late)
    assert (kept.channel, kept.received) == ("telephone", date(2026, 4, 30))
    assert kept.entered_by == officer.actor_name
    assert Measure.objects.filter(confirmed_at__date=date(2026, 4, 30)).exists()


def test_only_an_officer_enters_what_came_on_paper_and_nothing_arrives_tomorrow() -> None:
    a_held_measure()
    officer = chantal()
    request, paper = an_update(officer), Channel.PAPER

    with pytest.raises(NotAllowed):
        say_unchanged(request, Arrival(seen(), paper, NOON.date(), bruno()), at=NOON)
    with pytest.raises(NotAllowed):
        say_unchanged(request, Arrival(seen(), paper, NOON.date()), at=NOON)
    with pytest.raises(ReceivedInFuture):
        say_unchanged(request, Arrival(seen(), paper, date(2026, 3, 3), officer), at=NOON)


def test_what_was_published_meanwhile_is_not_confirmed_unseen() -> None:
    a_held_measure()
    request, arrival = an_update(chantal()), now_published()
    republish(summary={"en": "Another"})

    with pytest.raises(PublishedMeanwhile, match="still here"):
        say_unchanged(request, arrival, at=NOON)
    assert UpdateRequest.objects.get().outcome == ""
    assert Measure.objects.get().confirmed_at is None


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"state": "planned", "words": " "}, NothingProposed),
        ({"state": "flying"}, NothingProposed),
        ({"url": "javascript:alert(1)"}, EvidenceRefused),
        ({"url": f"https://example.org/{'x' * 500}"}, EvidenceRefused),
    ],
)
def test_a_proposal_must_say_something_new(said: dict[str, str], refusal: type[Refusal]) -> None:
    a_held_measure()
    request = an_update(chantal())

    with pytest.raises(refusal):
        a_proposal(request, **said)
    assert UpdateRequest.objects.get().outcome == ""
    assert Owed.objects.get().state == OwedState.OPEN


def test_one_press_publishes_a_proposal_with_its_source() -> None:
    a_held_measure()
    officer = chantal()
    request = a_proposal(an_update(officer))
    assert published()["state"] == "planned"

    publish_update(request, seen=seen(), by=officer, at=NOON + timedelta(days=3))

    record, reference = published(), Reference.objects.get(code__startswith="update-")
    (fact,) = record["facts"]
    assert record["state"] == "running"
    assert fact["text"] == {"en": "120 schools have their tablets."}
    assert fact["sources"] == record["sources"] == [reference.code]
    assert (fact["as_of"], reference.published) == ("2026-03-02", "2026-03-02")
    assert reference.url == "https://mill.example.org/report"
    assert str(reference.title) == "What Mill told the agency about “Tablets”"
    assert set(reference.title) == {"fr", "de", "en"}
    assert Measure.objects.get().confirmed_at == NOON
    assert verify_journal()[1] == ()


def test_the_second_proposal_finds_the_word_for_its_fact() -> None:
    a_held_measure()
    officer = chantal()
    for words in ("First.", "Second."):
        request = a_proposal(an_update(officer), words=words)
        publish_update(request, seen=seen(), by=officer, at=NOON)

    assert [fact["text"]["en"] for fact in published()["facts"]] == ["First.", "Second."]


def test_a_state_alone_is_a_proposal_and_makes_no_fact() -> None:
    a_held_measure()
    officer = chantal()

    publish_update(
        a_proposal(an_update(officer), words="", url=""), seen=seen(), by=officer, at=NOON
    )

    assert published()["state"] == "running"
    assert "facts" not in published()


def test_a_proposal_is_published_once_and_beside_what_stands_there_now() -> None:
    a_held_measure()
    officer = chantal()
    request, looked_at = a_proposal(an_update(officer)), seen()
    republish(summary={"en": "Another"})

    with pytest.raises(ComparedWithOlder):
        publish_update(request, seen=looked_at, by=officer, at=NOON)
    publish_update(request, seen=seen(), by=officer, at=NOON)
    with pytest.raises(UpdateNotWaiting, match="published"):
        publish_update(request, seen=seen(), by=officer, at=NOON)
    with pytest.raises(UpdateNotWaiting, match="published"):
        refuse_update(request, "No", by=officer, at=NOON)
    assert len(published()["facts"]) == 1


def test_a_declined_proposal_changes_nothing_and_the_holder_is_told_why() -> None:
    a_held_measure()
    officer = chantal()
    request, before = a_proposal(an_update(officer)), published()

    with pytest.raises(NoReason):
        refuse_update(request, " ", by=officer, at=NOON)
    refuse_update(request, "The report names 80 schools.", by=officer, at=NOON)

    letter = Letter.objects.get(kind="update-declined")
    assert "The report names 80 schools." in letter.text
    assert "120 schools" in letter.text
    assert published() == before


def test_whoever_may_not_edit_decides_nothing() -> None:
    a_held_measure()
    request, stranger = a_proposal(an_update(chantal())), bruno()

    with pytest.raises(NotAllowed):
        publish_update(request, seen=seen(), by=stranger, at=NOON)
    with pytest.raises(NotAllowed):
        refuse_update(request, "No", by=stranger, at=NOON)
    with pytest.raises(NotAllowed):
        withdraw_update(request, by=stranger, at=NOON)


def test_a_proposal_that_waits_is_decided_before_the_holder_is_asked_again() -> None:
    a_held_measure()
    officer = chantal()
    a_proposal(an_update(officer))

    with pytest.raises(AnswerWaits):
        an_update(officer)
    assert silent_holders(12, NOON) == []


def test_what_is_no_longer_asked_for_says_so() -> None:
    a_held_measure()
    officer = chantal()
    request = withdraw_update(an_update(officer), by=officer, at=NOON)

    with pytest.raises(UpdateWithdrawn):
        say_unchanged(request, now_published(), at=NOON)
    with pytest.raises(UpdateNotWaiting):
        withdraw_update(request, by=officer, at=NOON)


def test_it_may_be_for_another_to_say() -> None:
    a_held_measure()
    request = an_update(chantal())

    with pytest.raises(NoReason):
        decline_answer(request, " ", now_published(), at=NOON)
    kept = decline_answer(request, "Ask the town.", now_published(), at=NOON)
    assert (kept.outcome, kept.reason) == ("declined", "Ask the town.")
    assert Owed.objects.get().state == OwedState.WITHDRAWN
    assert Measure.objects.get().confirmed_at is None


def test_a_measure_that_is_gone_takes_no_answer_and_no_publication() -> None:
    a_held_measure()
    officer = chantal()
    open_one = an_update(officer)
    arrival = now_published()
    Measure.objects.all().delete()

    with pytest.raises(MeasureGone, match="tablets"):
        say_unchanged(open_one, arrival, at=NOON)


def test_a_holder_that_was_merged_answers_as_what_it_became() -> None:
    a_held_measure()
    officer = chantal()
    request = an_update(officer)
    mill, town = (Organisation.objects.get(code=code) for code in ("mill", "town"))
    merge_organisations(mill, town, by=officer, at=NOON)

    publish_update(a_proposal(request), seen=seen(), by=officer, at=NOON)

    assert Reference.objects.get(code__startswith="update-").publisher == "Town"
    assert JournalLine.objects.get(verb="update.proposed").actor == "organisation:town"


@pytest.mark.parametrize("token", ["nonsense", "a.b", "00000000000000000000000000000000.x"])
def test_a_forged_link_opens_nothing(token: str) -> None:
    a_held_measure()
    an_update(chantal())

    answer = Client().get(f"/en/update/{token}/")
    assert answer.status_code == 404
    assert "not whole" in answer.content.decode()
