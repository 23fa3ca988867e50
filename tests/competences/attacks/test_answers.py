"""Answers of every wrong shape, in the wrong order, at the wrong time, about another question."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT
from django.utils import timezone

from perron.competences.enums import Kind, SittingState
from perron.competences.models import Flag, Response, Sitting
from perron.competences.services.sitting.showing import shown_in
from tests.competences.sitting.made import a_bank, begun, form_of, given_for, turn

pytestmark = pytest.mark.django_db
MILLION = 1024 * 1024
DAY = timedelta(days=1)
HOURS = timedelta(hours=20)  # a session is not kept for a day
WRONG: dict[str, Any] = {
    "nothing": {},
    "an empty answer": {"answer": ""},
    "a token out of range": {"answer": "99"},
    "a token below the first": {"answer": "0"},
    "a negative token": {"answer": "-1"},
    "a token with a sign before it": {"answer": "+1"},
    "a token of other digits": {"answer": "\u0661"},
    "a token with spaces": {"answer": " 1 "},
    "many tokens": {"answer": ["1"] * 900},
    "all tokens": {"answer": [str(one) for one in range(1, 10)]},
    "the same token twice": {"answer": ["1", "1"]},
    "names like nested JSON": {"answer[0][right]": "true", "answer.score": "1", "score": "1"},
    "JSON": {"answer": '{"score": 1, "right": true}'},
    "sides that are not there": {f"answer-{one}": "1" for one in range(50)},
    "places that stand twice": {f"answer-{one}": "1" for one in range(1, 7)},
    "places far away": {f"answer-{one}": "9" * 400 for one in range(1, 7)},
    "nothing but a sign that is not there": {"answer": "\x00"},
    "control characters": {"answer": "\x01\x02\x1b[31m\x7f\u202e\u200b"},
    "a megabyte": {"answer": "a" * MILLION},
    "a megabyte of digits": {"answer": "1" * MILLION},
    "a megabyte on a side": {"answer-1": "x" * MILLION, "answer-2": "1", "answer-3": "1"},
}
# What is an answer all the same: the last of many, a side for each line, words of any kind.
SIDES = {"sides that are not there", "places that stand twice"}
ONE_OF_MANY = {"many tokens", "the same token twice"}
WORDS = {name for name in WRONG if "token" in name} | {"JSON", "control characters"}
MEANT = {
    Kind.SINGLE: ONE_OF_MANY,
    Kind.MATCH: SIDES,
    Kind.SHORT: WORDS,
    Kind.FILE: WORDS,
}


@pytest.fixture(autouse=True)
def _bank(db: None) -> None:
    del db
    a_bank()


def address(sitting: Sitting, part: str = "") -> str:
    return f"/en/skills/{sitting.key}/{part}"


def waiting(sitting: Sitting) -> Response:
    """The question that waits."""
    found = turn(sitting).waiting
    assert found is not None
    return found


def asked(browser: Client, kind: str) -> Sitting:
    """A sitting at a question of this kind."""
    sitting = begun(browser)
    for _question in range(12):
        now = turn(sitting)
        assert now.waiting is not None
        if shown_in(now, now.waiting).kind == kind:
            return sitting
        browser.post(address(sitting, f"{now.waiting.place}/"), {"do": "unknown"})
    raise AssertionError(kind)


@contextmanager
def clock(at: datetime) -> Iterator[None]:
    """Another time on the machine."""
    with patch("django.utils.timezone.now", return_value=at):
        yield


@pytest.mark.parametrize("kind", Kind.values)
def test_what_is_no_answer_is_refused_in_a_sentence_and_nothing_is_counted(
    client: Client, kind: str
) -> None:
    sitting = asked(client, kind)
    before = turn(sitting)
    assert before.waiting is not None
    place = before.waiting.place

    for name, form in WRONG.items():
        if name in MEANT.get(Kind(kind), ()):
            continue
        reply = client.post(address(sitting, f"{place}/"), {**form, "do": "answer"})
        assert reply.status_code == 422, (kind, name, reply.status_code)
        page = reply.content.decode()
        assert 'role="alert"' in page, (kind, name)
        assert "so it is (" not in page, (kind, name)

    after = turn(sitting)
    assert after.waiting == before.waiting
    assert len(after.kept) == place - 1


@pytest.mark.parametrize("words", ["seven\x00", "\x007", "7\x01\x1f", "sev\u202een", "\ufffe7"])
@pytest.mark.parametrize("kind", [Kind.SHORT, Kind.FILE])
def test_words_with_signs_that_nobody_sees_are_marked_like_others(
    client: Client, kind: str, words: str
) -> None:
    sitting = asked(client, kind)
    place = waiting(sitting).place

    reply = client.post(address(sitting, f"{place}/"), {"answer": words, "do": "answer"})

    assert reply.status_code in {302, 422}
    assert client.get(address(sitting, f"{place}/")).status_code == 200
    kept = Response.objects.get(sitting=sitting, place=place).given
    assert "\x00" not in (kept or "")


@pytest.mark.parametrize("charset", ["utf-16", "unicode_escape", "raw_unicode_escape", "utf-7"])
def test_words_in_another_coding_are_no_fault_of_the_server(client: Client, charset: str) -> None:
    sitting = asked(client, Kind.SHORT)
    place = waiting(sitting).place
    part = 'Content-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    body = f"--{BOUNDARY}\r\n".join(
        ["", part.format("answer", "7 \\ud800 \\x00"), part.format("do", "answer")]
    )
    tab = Client(raise_request_exception=False)
    tab.cookies = client.cookies

    reply = tab.post(
        address(sitting, f"{place}/"),
        f"{body}--{BOUNDARY}--\r\n".encode(),
        content_type=f"{MULTIPART_CONTENT}; charset={charset}",
    )

    assert reply.status_code in {302, 400, 422}


def test_ten_megabytes_and_ten_thousand_fields_are_sent_away(client: Client) -> None:
    sitting = begun(client)
    tab = Client(raise_request_exception=False)
    tab.cookies = client.cookies

    long = tab.post(address(sitting, "1/"), {"answer": "a" * 10 * MILLION})
    many = tab.post(address(sitting, "1/"), {f"answer-{one}": "1" for one in range(10_000)})
    name = tab.post(address(sitting, "1/"), {"answer" * 100_000: "1"})

    assert long.status_code in {400, 413}
    assert {many.status_code, name.status_code} <= {400, 413, 422}
    assert not Response.objects.filter(answered_at__isnull=False).exists()


def test_a_second_answer_changes_nothing_the_same_or_another(client: Client) -> None:
    sitting = begun(client)
    now = turn(sitting)
    right, wrong = (form_of(given_for(now, right=one), now) for one in (True, False))
    client.post(address(sitting, "1/"), wrong)

    for form in (wrong, right, {"do": "unknown"}, {"answer": "99"}, {}):
        assert client.post(address(sitting, "1/"), form).status_code == 302

    assert Response.objects.get(place=1).score == 0
    assert Response.objects.count() == 2


def test_an_answer_before_its_question_or_after_the_end_is_refused(client: Client) -> None:
    sitting = begun(client)
    for place in (2, 3, 42, 10**9, 10**30):
        reply = client.post(address(sitting, f"{place}/"), {"do": "unknown"})
        assert reply.status_code == 409, place
    client.post(address(sitting, "1/"), {"do": "unknown"})
    client.post(address(sitting, "pause/"), {"do": "end"})

    reply = client.post(address(sitting, "2/"), {"do": "unknown"})

    assert reply.status_code == 409
    assert "is finished" in reply.content.decode()
    sitting.refresh_from_db()
    assert (sitting.state, sitting.answered) == (SittingState.ENDED, 1)
    assert Response.objects.count() == 1


@pytest.mark.parametrize(
    "deed",
    [
        ("harder/", {"do": "harder"}),
        ("pause/", {"do": "one-more"}),
        ("1/report/", {"fault": "wrong"}),
    ],
)
def test_a_window_left_open_never_answers_another_question(client: Client, deed: Any) -> None:
    sitting = begun(client)
    page = client.get(address(sitting, "1/")).content.decode()
    asked = page.split('name="asked" value="')[1].split('"')[0]
    client.post(address(sitting, deed[0]), deed[1])

    reply = client.post(address(sitting, "1/"), {"asked": asked, "do": "unknown"})

    assert reply.status_code == 409
    assert "was taken out" in reply.content.decode()
    assert not Response.objects.filter(answered_at__isnull=False).exists()


@pytest.mark.parametrize("key", ["", "0", "-1", "x", "\x00", "9" * 5000, "1.5", "\u0661"])
def test_a_forged_key_of_a_question_answers_nothing_else(client: Client, key: str) -> None:
    sitting = begun(client)

    reply = client.post(address(sitting, "1/"), {"asked": key, "do": "unknown"})

    assert reply.status_code in {302, 409}
    if reply.status_code == 409:
        assert not Response.objects.filter(answered_at__isnull=False).exists()


def test_harder_and_easier_again_and_again_shows_no_more_than_two_questions(client: Client) -> None:
    sitting = begun(client)
    seen = set()
    for number in range(20):
        client.post(address(sitting, "harder/"), {"do": "easier" if number % 2 else "harder"})
        seen.add(waiting(sitting).item_id)

    assert len(seen) <= 2
    assert Response.objects.count() == 1


def test_one_person_s_reports_of_one_question_count_once(client: Client) -> None:
    sitting = begun(client)
    for place in range(1, 5):
        client.post(address(sitting, f"{place}/"), {"do": "unknown"})
    for place in (1, 2, 3, 4, 4, 4):
        client.post(address(sitting, f"{place}/report/"), {"fault": "wrong"})
    client.post(address(sitting, "pause/"), {"do": "end"})
    for _again in range(5):
        client.post(address(sitting, "4/report/"), {"fault": "no such fault\x00"})

    assert Response.objects.filter(dropped_at__isnull=False).count() == 3
    assert [one.figures["reports"] for one in Flag.objects.all()] == [1, 1, 1, 1]
    assert client.get(address(sitting, "picture/")).status_code == 200


@pytest.mark.parametrize("jump", [-DAY, HOURS, -400 * DAY, timedelta(seconds=-1)])
def test_a_clock_that_jumps_between_question_and_answer_loses_nothing(
    client: Client, jump: timedelta
) -> None:
    sitting = begun(client)
    moment = timezone.now()
    client.post(address(sitting, "1/"), {"do": "unknown"})
    with clock(moment + jump):
        assert client.post(address(sitting, "2/"), {"do": "unknown"}).status_code == 302
        assert client.get(address(sitting, "2/")).status_code == 200
    assert client.post(address(sitting, "3/"), {"do": "unknown"}).status_code == 302
    with clock(moment + jump):
        assert client.post(address(sitting, "pause/"), {"do": "end"}).status_code == 302
        assert client.get(address(sitting, "picture/")).status_code == 200

    sitting.refresh_from_db()
    assert (sitting.state, sitting.answered) == (SittingState.ENDED, 3)
    assert sitting.ended_at is not None
    assert sitting.ended_at >= sitting.started_at


def test_a_clock_that_went_back_does_not_close_a_shared_computer(client: Client) -> None:
    sitting = begun(client, shared_computer="on")
    with clock(timezone.now() - DAY):
        assert client.post(address(sitting, "1/"), {"do": "unknown"}).status_code == 302
    with clock(timezone.now() + HOURS):
        assert client.post(address(sitting, "2/"), {"do": "unknown"}).status_code == 410
        assert client.post(address(sitting, "2/"), {"do": "unknown"}).status_code == 404
    assert Response.objects.filter(answered_at__isnull=False).count() == 1


def test_after_a_day_ahead_the_code_still_finds_the_test(client: Client) -> None:
    sitting = begun(client)
    code = client.post(address(sitting, "pause/"), {"do": "code"}).context["code"]
    with clock(timezone.now() + DAY):
        assert client.post(address(sitting, "1/"), {"do": "unknown"}).status_code == 404
    reply = client.post("/en/skills/back/", {"code": code})

    assert reply.status_code == 302
    assert client.post(address(sitting, "1/"), {"do": "unknown"}).status_code == 302
