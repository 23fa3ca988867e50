"""What is owed, at the desk: answered once, refused, put off, entered, reminded of."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from perron.accounts.enums import Role
from perron.accounts.models import User
from perron.core.clock.owing import raise_alarms
from perron.core.models import JournalLine, Owed
from perron.directory.enums import AffiliationState
from perron.directory.models import Affiliation, Organisation
from perron.letters.enums import InquiryKind, InquiryState
from perron.letters.models import Inquiry, Letter
from perron.letters.services.inquiries import NewInquiry, ask, owed_for, withdraw
from tests.desk.make import DESK, at_desk, form_on, person, shown
from tests.make import NOON, a_plan, aline, bruno, chantal

pytestmark = pytest.mark.django_db
ZOE = "zoe@example.org"
NEW = f"{DESK}/owed/new/"


def asked(**wishes: Any) -> tuple[Inquiry, str]:
    """An inquiry, and its page at the desk."""
    given = {"words": "Who pays?", "address": ZOE, **wishes}
    new = NewInquiry(kind=InquiryKind.QUESTION, language="en", **given)
    inquiry = ask(new, by=None, at=timezone.now())
    return inquiry, f"{DESK}/owed/{owed_for(inquiry).pk}/"


def a_convention(client: Client, **wishes: Any) -> Any:
    """The form of a convention that ends, sent."""
    given = {
        "kind": "renewal",
        "title": "Convention with Town",
        "organisation": "town",
        "side": "partner",
        "since": "2017-10-01",
        "due": "2019-09-30",
        "months": "6, 3",
    }
    return client.post(NEW, given | wishes)


def test_the_whole_way_of_an_answer() -> None:
    inquiry, page = asked()
    client = at_desk(chantal())
    assert "a question" in shown(client.get(f"{DESK}/owed/")).lower()
    assert "Who pays?" in shown(client.get(page))

    client.post(page, {"do": "title", "title": "Who pays for it"})
    answer = client.post(page, {"do": "answer", "answer": "The Region."}, follow=True)
    assert "The answer is sent." in shown(answer)
    inquiry.refresh_from_db()
    assert (inquiry.state, inquiry.title) == (InquiryState.ANSWERED, "Who pays for it")
    assert Letter.objects.filter(address=ZOE, kind="inquiry-answered").exists()
    assert "Send the answer" not in shown(client.get(page))


def test_the_second_officer_keeps_the_words_and_is_told() -> None:
    _, page = asked()
    at_desk(chantal()).post(page, {"do": "answer", "answer": "One"})

    second = at_desk(person(Role.OFFICER, "charles"))
    refused = second.post(page, {"do": "answer", "answer": "My long answer"})
    assert refused.status_code == 409
    assert "no longer waits for an answer: it is answered" in shown(refused)
    assert "My long answer" in shown(refused)
    assert Inquiry.objects.get().answer == "One"


def test_withdrawn_while_it_was_being_answered() -> None:
    inquiry, page = asked()
    client = at_desk(chantal())
    client.get(page)
    withdraw(inquiry, by=None, at=timezone.now())

    refused = client.post(page, {"do": "answer", "answer": "Too late"})
    assert "it is withdrawn" in shown(refused)
    assert not Letter.objects.filter(kind="inquiry-answered").exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"do": "refuse", "reason": " "},
        {"do": "answer", "answer": ""},
        {"do": "later", "until": "tomorrow", "reason": "x"},
        {"do": "later", "until": "2020-01-01", "reason": "x"},
        {"do": "later", "until": "2099-01-01", "reason": ""},
    ],
)
def test_what_is_missing_is_told_and_nothing_is_written(fields: dict[str, str]) -> None:
    inquiry, page = asked()
    lines = JournalLine.objects.count()

    assert at_desk(chantal()).post(page, fields).status_code == 422
    inquiry.refresh_from_db()
    assert inquiry.state == InquiryState.OPEN
    assert JournalLine.objects.count() == lines


def test_refused_put_off_and_no_inquiry() -> None:
    client = at_desk(chantal())
    (later, page), (refused, other), (spam, third) = (asked(words=str(n)) for n in range(3))
    until = timezone.localdate() + timedelta(days=90)
    client.post(page, {"do": "later", "until": until.isoformat(), "reason": "Holidays"})
    client.post(other, {"do": "refuse", "reason": "Not ours"})
    client.post(third, {"do": "spam"})

    assert owed_for(later).due == until
    assert owed_for(refused).reason == "Not ours"
    assert Inquiry.objects.get(pk=spam.pk).state == InquiryState.SPAM


def test_a_deed_that_does_not_belong_to_it_is_refused() -> None:
    _, page = asked()

    assert at_desk(chantal()).post(page, {"do": "settle"}).status_code == 403
    assert at_desk(person(Role.OFFICER, "charles")).post(page, {"do": "x"}).status_code == 403


def test_auditors_look_on_and_strangers_see_nothing() -> None:
    inquiry, page = asked()
    auditor = at_desk(person(Role.AUDITOR))
    assert "Who pays?" in shown(auditor.get(page))
    assert "Send the answer" not in shown(auditor.get(page))
    assert auditor.post(page, {"do": "answer", "answer": "x"}).status_code == 403
    assert auditor.get(NEW).status_code == 403

    stranger = at_desk(bruno())
    for path in (page, f"{DESK}/owed/", NEW, f"{DESK}/owed/inquiry/"):
        assert stranger.get(path).status_code == 403
    inquiry.refresh_from_db()
    assert inquiry.state == InquiryState.OPEN


def test_a_look_at_what_a_person_asked_is_kept() -> None:
    who = aline()
    _, page = asked(person=who.actor_name)
    at_desk(chantal()).get(page)

    line = JournalLine.objects.get(chain="reads")
    assert (line.about_code, line.change) == (str(who.key), {"what": "inquiry"})


def test_paper_is_entered_once_and_not_from_tomorrow() -> None:
    client = at_desk(chantal())
    path = f"{DESK}/owed/inquiry/"
    fields = form_on(client.get(path), "record-form")
    fields |= {
        "kind": ["correction"],
        "channel": ["paper"],
        "language": ["en"],
        "words": ["The year is wrong"],
    }
    client.post(path, fields)
    client.post(path, fields)
    assert Inquiry.objects.get().channel == "paper"

    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    refused = client.post(path, fields | {"received": [tomorrow], "words": ["Other"]})
    assert "lie in the future" in shown(refused)
    assert Inquiry.objects.count() == 1


def test_a_convention_that_ends_in_september_is_announced_at_the_end_of_march() -> None:
    a_plan()
    speaker, officer = aline(), chantal()
    User.objects.filter(pk=speaker.pk).update(language="en")
    Affiliation.objects.create(
        person=speaker,
        organisation=Organisation.objects.get(code="town"),
        state=AffiliationState.APPROVED,
        asked_at=NOON,
    )
    assert a_convention(at_desk(officer)).status_code == 302

    raise_alarms(datetime(2019, 3, 30, 12, tzinfo=UTC))
    assert Letter.objects.count() == 0
    raise_alarms(datetime(2019, 3, 31, 5, tzinfo=UTC))
    letter = Letter.objects.get()
    assert letter.address == speaker.email
    assert "30 September 2019" in letter.subject
    raise_alarms(datetime(2019, 3, 31, 6, tzinfo=UTC))
    assert Letter.objects.count() == 1

    raise_alarms(datetime(2019, 10, 8, 5, tzinfo=UTC))
    assert Letter.objects.filter(address=officer.email).count() == 1


def test_where_nobody_speaks_for_a_partner_the_officers_are_told() -> None:
    a_plan()
    officer = chantal()
    a_convention(at_desk(officer))
    User.objects.filter(pk=officer.pk).update(language="fr")

    raise_alarms(datetime(2019, 3, 31, 5, tzinfo=UTC))
    letter = Letter.objects.get()
    assert (letter.address, letter.language) == (officer.email, "fr")
    assert f"/fr/desk/owed/{Owed.objects.get().pk}/" in letter.text


def test_an_extension_asked_in_may_is_unanswered_for_120_days(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a_plan()
    client = at_desk(chantal())
    a_convention(client, kind="request", side="agency", since="2019-05-15", due="", months="")
    assert Owed.objects.get().due == date(2019, 7, 14)

    moment = datetime(2019, 9, 12, 8, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    assert "unanswered for 120 days" in shown(Client().get("/en/owed/"))


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        ({"due": ""}, "Say on which day the convention ends"),
        ({"due": "2016-01-01"}, "It can't end before it begins"),
        ({"months": "6; 3"}, "Write whole numbers"),
        ({"months": "0"}, "Write whole numbers"),
        ({"months": "9" * 5000}, "Write whole numbers"),
        ({"organisation": "nowhere"}, "Select a valid choice"),
        ({"title": "a\x00b"}, "Null characters are not allowed"),
    ],
)
def test_a_convention_that_makes_no_sense_is_told(wishes: dict[str, str], said: str) -> None:
    a_plan()

    page = a_convention(at_desk(chantal()), **wishes)
    assert page.status_code == 422
    assert said.replace("'", "&#x27;") in shown(page) or said in shown(page)
    assert Owed.objects.count() == 0


def test_settled_at_the_desk_and_only_once() -> None:
    a_plan()
    client = at_desk(chantal())
    page = a_convention(client)["Location"]

    assert "It is settled." in shown(client.post(page, {"do": "settle"}, follow=True))
    assert client.post(page, {"do": "settle"}).status_code == 409


def test_home_counts_what_is_owed_in_one_query_more() -> None:
    inquiry, _ = asked()
    Owed.objects.update(due=timezone.localdate() - timedelta(days=1))
    client = at_desk(chantal())

    assert "Answers that are late 1" in shown(client.get(f"{DESK}/"))
    assert "Answers that are late" not in shown(at_desk(aline()).get(f"{DESK}/"))
    assert inquiry.state == InquiryState.OPEN


def test_one_row_or_ten_take_the_same_queries() -> None:
    a_plan()
    client = at_desk(chantal())
    counts = []
    for rows in (1, 10):
        for number in range(rows):
            asked(words=str(number), address="", about=("organisation", "town"))
        client.get(f"{DESK}/owed/")
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{DESK}/owed/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
