"""Updates at the desk and on the holder's page: asked, answered, entered, decided."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from perron.accounts.enums import Role
from perron.core.records.proposing import publish_records
from perron.directory.models import Contact, Organisation
from perron.directory.services.merging import merge_organisations
from perron.letters.models import Letter
from perron.strategy.models import Measure, UpdateRequest
from perron.strategy.services.asking import ask_holder
from perron.strategy.services.deciding import publish_update, refuse_update
from tests.desk.make import DESK, at_desk, form_on, person, published, republish, shown
from tests.make import a_measure, chantal, records
from tests.strategy.make import HELD, a_held_measure, a_proposal, now_published, path_of

pytestmark = pytest.mark.django_db
RUNS = {"do": "propose", "state": "running", "words": "120 schools.", "url": ""}


def asked_now() -> UpdateRequest:
    """What the mill was asked a moment ago, in a page's own time."""
    measure = a_held_measure()
    mill = Organisation.objects.get(code="mill")
    return ask_holder(measure, mill, by=chantal(), at=timezone.now())


def sent(request: UpdateRequest, **fields: str) -> Any:
    """Somebody answers by the link."""
    return Client().post(path_of(request), {"seen": now_published().seen, **fields}, follow=True)


def test_the_page_shows_what_is_published_and_opens_without_signing_in() -> None:
    request = asked_now()

    answer = Client().get(path_of(request))
    page = shown(answer)
    assert "Is “Tablets” still as published?" in page
    assert "planned" in page
    assert "never" in page
    assert request.number in page
    assert answer["Cache-Control"] == "private, no-store"
    assert UpdateRequest.objects.get().outcome == ""


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", 'lang="fr"'), ("de", 'lang="de"')],
)
def test_the_page_speaks_the_readers_language(language: str, said: str) -> None:
    answer = Client().get(path_of(asked_now(), language))

    assert said in answer.content.decode()


def test_one_press_says_that_nothing_has_changed_and_the_page_says_when() -> None:
    request = asked_now()

    assert "Your answer has arrived" in shown(sent(request, do="unchanged"))
    page = shown(Client().get("/en/measures/tablets/"))
    assert "Confirmed by its holder on" in page
    Measure.objects.update(confirmed_at=timezone.now() - timedelta(days=366))
    assert "Not confirmed by its holder within the last year" in shown(
        at_desk(person(Role.OFFICER)).get("/en/measures/tablets/")
    )


def test_the_link_is_used_once() -> None:
    request = asked_now()
    sent(request, do="unchanged")

    again = sent(request, **RUNS)
    assert again.status_code == 409
    assert "takes one answer" in shown(again)
    assert "Your answer has arrived" in shown(Client().get(path_of(request)))


def test_a_proposal_comes_back_with_its_words_when_the_measure_changed_meanwhile() -> None:
    request, seen = asked_now(), now_published().seen
    republish("measure", a_measure(**{**HELD, "state": "suspended"}))

    answer = Client().post(path_of(request), {**RUNS, "seen": seen})
    assert answer.status_code == 409
    assert "published anew after this page was opened" in shown(answer)
    assert "120 schools." in answer.content.decode()
    assert UpdateRequest.objects.get().outcome == ""


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"state": "planned", "words": ""}, "what is published already"),
        ({"state": "flying"}, "not one of the available choices"),
        ({"url": "nowhere"}, "no address of a page"),
        ({"do": "decline", "reason": " "}, "Say why"),
    ],
)
def test_an_answer_that_does_not_fit_is_shown_again(wrong: dict[str, str], said: str) -> None:
    answer = sent(asked_now(), **{**RUNS, **wrong})

    assert answer.status_code == 422
    assert said in shown(answer)
    assert UpdateRequest.objects.get().outcome == ""


def test_links_that_are_over_say_why() -> None:
    request, late = asked_now(), timezone.localdate() - timedelta(days=31)
    UpdateRequest.objects.update(due=late)
    expired = Client().get(path_of(request))
    assert (expired.status_code, "could be used until" in shown(expired)) == (410, True)

    UpdateRequest.objects.update(decision="superseded")
    superseded = Client().get(path_of(request))
    assert (superseded.status_code, "newest letter" in shown(superseded)) == (410, True)

    UpdateRequest.objects.update(decision="")
    Measure.objects.all().delete()
    gone = Client().get(path_of(request))
    assert (gone.status_code, "no longer published" in shown(gone)) == (410, True)


def test_a_merged_holder_is_told_what_it_became() -> None:
    request = asked_now()
    mill, town = (Organisation.objects.get(code=code) for code in ("mill", "town"))
    merge_organisations(mill, town, by=person(Role.OFFICER), at=timezone.now())

    assert "has become part of" in shown(Client().get(path_of(request)))


def test_the_holder_reads_what_became_of_the_answer() -> None:
    request = a_proposal(asked_now())
    refuse_update(request, "The report says 80.", by=person(Role.OFFICER), at=timezone.now())

    assert "The report says 80." in shown(Client().get(path_of(request)))


def test_an_officer_sees_both_sides_and_publishes_in_one_press() -> None:
    request, officer = a_proposal(asked_now()), at_desk(person(Role.OFFICER))
    address = f"{DESK}/updates/{request.key}/"
    page = officer.get(address)
    assert "120 schools have their tablets." in shown(page)
    assert "Publish it" in shown(page)

    seen = now_published().seen
    done = officer.post(address, {"do": "publish", "seen": seen}, follow=True)
    assert "Published, with the holder as its source." in shown(done)
    assert published("measure", "tablets")["state"] == "running"
    again = officer.post(address, {"do": "publish", "seen": seen})
    assert (again.status_code, "no longer waits" in shown(again)) == (409, True)


def test_what_was_published_meanwhile_is_shown_before_it_is_decided() -> None:
    request, officer = a_proposal(asked_now()), at_desk(person(Role.OFFICER))
    seen, address = now_published().seen, f"{DESK}/updates/{request.key}/"
    republish("measure", a_measure(**{**HELD, "state": "suspended"}))

    assert "Compare before you decide" in shown(officer.get(address))
    answer = officer.post(address, {"do": "publish", "seen": seen})
    assert (answer.status_code, "Nothing was published by you" in shown(answer)) == (409, True)
    assert published("measure", "tablets")["state"] == "suspended"


def test_a_refusal_without_a_reason_is_asked_for_one() -> None:
    request, officer = a_proposal(asked_now()), at_desk(person(Role.OFFICER))
    address = f"{DESK}/updates/{request.key}/"

    assert officer.post(address, {"do": "refuse", "reason": ""}).status_code == 422
    officer.post(address, {"do": "refuse", "reason": "No"})
    assert UpdateRequest.objects.get().decision == "refused"
    assert Letter.objects.filter(kind="update-declined").count() == 1


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        ({"outcome": "unchanged", "channel": "telephone"}, "unchanged"),
        ({"outcome": "proposed", "state": "running", "words": "Yes."}, "proposed"),
        ({"outcome": "declined", "reason": "The town."}, "declined"),
    ],
)
def test_an_answer_from_paper_is_entered_with_its_day(fields: dict[str, str], outcome: str) -> None:
    request, officer = asked_now(), at_desk(person(Role.OFFICER))
    address = f"{DESK}/updates/{request.key}/enter/"
    form = {"channel": "paper", "state": "planned", "received": str(timezone.localdate())}

    done = officer.post(address, {**form, "seen": now_published().seen, **fields}, follow=True)
    assert "The answer is entered." in shown(done)
    kept = UpdateRequest.objects.get()
    assert (kept.outcome, kept.received) == (outcome, timezone.localdate())
    assert kept.channel == fields.get("channel", "paper")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"received": "2999-01-01"}, "in the future"),
        ({"seen": "old"}, "published anew"),
        ({"outcome": "declined"}, "Say why"),
        ({"outcome": "proposed"}, "what is published already"),
    ],
)
def test_an_entry_that_does_not_fit_is_shown_again(fields: dict[str, str], said: str) -> None:
    request, officer = asked_now(), at_desk(person(Role.OFFICER))
    form = {"channel": "paper", "state": "planned", "received": str(timezone.localdate())}
    form |= {"outcome": "unchanged", "seen": now_published().seen, **fields}

    answer = officer.post(f"{DESK}/updates/{request.key}/enter/", form)
    assert (answer.status_code, said in shown(answer)) == (422, True)
    assert UpdateRequest.objects.get().outcome == ""


def test_many_are_asked_after_a_look_at_who_they_are() -> None:
    a_held_measure()
    officer = at_desk(person(Role.OFFICER))
    page = officer.get(f"{DESK}/updates/ask/?months=6")
    assert "aline@example.org" in shown(page)
    assert not Letter.objects.exists()
    measure, mill = Measure.objects.get(), Organisation.objects.get(code="mill")
    assert f'value="{measure.pk}-{mill.pk}"' in page.content.decode()

    nobody = officer.post(f"{DESK}/updates/ask/", {"months": "6"})
    assert (nobody.status_code, "Nobody was chosen" in shown(nobody)) == (422, True)
    chosen = {"months": "6", "who": [f"{measure.pk}-{mill.pk}", "x-y"]}
    done = officer.post(f"{DESK}/updates/ask/", chosen, follow=True)
    assert "1 holder is asked." in shown(done)
    assert Letter.objects.get().address == "aline@example.org"


def test_who_can_not_be_written_to_is_listed_apart() -> None:
    a_held_measure()
    Contact.objects.all().delete()

    page = shown(at_desk(person(Role.OFFICER)).get(f"{DESK}/updates/ask/"))
    assert "Nobody to write to" in page


def test_lists_of_updates_ask_as_many_questions_for_one_as_for_many() -> None:
    request, officer = asked_now(), at_desk(person(Role.OFFICER))
    by = person(Role.OFFICER, "colleague")
    counts = []
    for number in range(2):
        officer.get(f"{DESK}/updates/?show=all")
        with CaptureQueriesContext(connection) as queries:
            page = officer.get(f"{DESK}/updates/?show=all")
        counts.append(len(queries))
        publish_records(
            records(measure=[a_measure(f"m{number}{one}", **HELD) for one in range(3)]),
            by=None,
            at=timezone.now(),
        )
        for measure in Measure.objects.filter(code__startswith=f"m{number}"):
            ask_holder(measure, Organisation.objects.get(code="mill"), by=by, at=timezone.now())

    assert counts[0] == counts[1]
    assert "Tablets" in shown(page)
    assert form_on(page) == {}
    publish_update(a_proposal(request), seen=now_published().seen, by=by, at=timezone.now())
    assert "Published" in shown(officer.get(f"{DESK}/updates/?show=all"))


def test_the_public_history_tells_confirmations_and_not_who_was_asked() -> None:
    sent(asked_now(), do="unchanged")

    history = shown(Client().get("/en/measures/tablets/")).partition("What changed here")[2]
    assert "Confirmed by its holder" in history
    assert "keeping" not in history
