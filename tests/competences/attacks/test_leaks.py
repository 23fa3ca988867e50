"""What tells an answer before it is given, whose test it is, or what somebody scored."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from perron.competences.enums import Kind
from perron.competences.models import FamilyVersion, Item, Response, Sitting
from perron.competences.rules.asking import show
from perron.competences.services.sitting.coming_back import MOST_TRIES
from perron.competences.services.sitting.showing import shown_in
from tests.competences.sitting.made import a_bank, begun, changed, form_of, given_for, said, turn
from tests.make import aline, bruno, chantal

pytestmark = pytest.mark.django_db
TELLING = ("because it is", "so it is", "try it", "learn.example", '"right"', "data-right", "score")
STRANGE = "0c1d2e3f-0000-4000-8000-000000000000"
ACTIVE = "<script>parent.document.title='taken'</script>"
PARTS = ("", "1/", "1/file/", "1/report/", "picture/", "pause/", "erase/", "profile/", "answers/")
DEEDS = ("1/", "1/report/", "harder/", "pause/", "erase/", "leave/", "keep/")


@pytest.fixture(autouse=True)
def _bank(db: None) -> Iterator[None]:
    """A bank of which no other test has read a word."""
    del db
    cache.clear()
    a_bank()
    with patch.dict("perron.competences.services.sitting.knowing._wordings", clear=True):
        yield


def signed_in(person: Any) -> Client:
    browser = Client()
    browser.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    return browser


def address(sitting: Sitting, part: str = "") -> str:
    return f"/en/skills/{sitting.key}/{part}"


def at_question(browser: Client, sitting: Sitting) -> Any:
    """Every page that may be looked at before the question that waits is answered."""
    now = turn(sitting)
    assert now.waiting is not None
    place = now.waiting.place
    parts = (f"{place}/", f"{place}/report/", "picture/", "pause/", "profile/", "learn/")
    for part in (*parts, "answers/", "answers.csv", "profile.json", "sheet/"):
        for headers in ({}, {"HX-Request": "true"}, {"Accept": "application/json"}):
            reply = browser.get(address(sitting, part), headers=headers)
            if reply.status_code == 200:
                yield part, reply
    wrong = browser.post(address(sitting, f"{place}/"), {"answer-x": "1"})
    yield "refused", wrong


def test_nothing_tells_the_answer_before_it_is_given(client: Client) -> None:
    sitting = begun(client)
    kinds = set()
    for _question in range(12):
        now = turn(sitting)
        if now.waiting is None:
            break
        kinds.add(shown_in(now, now.waiting).kind)
        words = shown_in(now, now.waiting).asks
        for part, reply in at_question(client, sitting):
            page = reply.content.decode()
            body = page.split("<main", 1)[-1]
            asks = part in {f"{now.waiting.place}/", "refused"}
            if asks:
                assert words in body, part
                assert not [one for one in TELLING if one in body], part
            else:  # elsewhere the question that waits is not spoken of at all
                assert words not in body, part
            headers = str(reply.headers)
            assert not [one for one in TELLING if one in headers], part
        client.post(address(sitting, f"{now.waiting.place}/"), {"do": "unknown"})
    assert len(kinds) >= 4


def test_the_place_of_an_option_tells_nothing_of_being_right() -> None:
    variant = {
        "variant": "only",
        "options": [{"text": said("good"), "right": True}, *({"text": said(one)} for one in "bcd")],
    }
    told = [0] * 4
    for seed in range(2000):
        shown = show(
            {"kind": Kind.SINGLE, "variants": [variant]}, "only", language="fr", seed=f"{seed}:7"
        )
        told[[one.text for one in shown.choices].index("good (fr)")] += 1
    ordered = {"variant": "only", "order": [said(one) for one in "abc"]}
    first = [0] * 3
    for seed in range(2000):
        shown = show(
            {"kind": Kind.ORDER, "variants": [ordered]}, "only", language="fr", seed=f"{seed}:7"
        )
        first[[one.text for one in shown.choices].index("a (fr)")] += 1

    assert all(420 < one < 580 for one in told), told
    assert min(first) > 200, first


@pytest.mark.parametrize("part", PARTS)
def test_a_strange_key_opens_nothing_to_anybody(client: Client, part: str) -> None:
    sitting = begun(client)
    for browser in (Client(), signed_in(bruno())):
        assert browser.get(address(sitting, part)).status_code == 404
        assert browser.get(f"/en/skills/{STRANGE}/{part}").status_code == 404


@pytest.mark.parametrize("part", DEEDS)
def test_no_button_of_anothers_test_does_anything(client: Client, part: str) -> None:
    sitting = begun(client)
    before = Sitting.objects.values().get()
    for browser in (Client(), signed_in(bruno())):
        reply = browser.post(address(sitting, part), {"do": "harder", "fault": "wrong"})
        assert reply.status_code in {302, 404}
        assert reply.status_code == 404 or "sign-in" in reply["Location"]
    assert Sitting.objects.values().get() == before
    assert Response.objects.filter(answered_at=None, dropped_at=None).count() == 1


@pytest.mark.parametrize("part", DEEDS)
def test_a_form_from_another_site_does_nothing(part: str) -> None:
    browser = Client()
    sitting = begun(browser)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = browser.cookies

    assert strict.post(address(sitting, part), {"do": "unknown"}).status_code == 403
    for public in ("begin/", "back/", "invited/"):
        assert strict.post(f"/en/skills/{public}", {"code": "AAA"}).status_code == 403
    assert Response.objects.filter(answered_at=None).count() == 1


def test_a_session_of_somebody_signed_out_holds_nothing_any_more() -> None:
    browser = signed_in(aline())
    sitting = begun(browser)
    browser.logout()

    assert browser.get(address(sitting)).status_code == 404


def test_no_page_is_kept_and_no_key_travels(client: Client) -> None:
    sitting = begun(client)
    client.post(address(sitting, "1/"), {"do": "unknown"})
    parts = ("", "1/", "2/", "2/report/", "picture/", "pause/", "erase/", "9/", "profile/")
    for part in (*parts, "answers/", "learn/", "sheet/", "profile.json", "answers.csv"):
        reply = client.get(address(sitting, part))
        if reply.status_code == 404:
            continue
        assert "no-store" in reply.get("Cache-Control", ""), part
        assert reply.get("Referrer-Policy") == "same-origin", part
        assert reply.get("X-Robots-Tag") == "noindex", part
    late = client.post(address(sitting, "9/"), {"do": "unknown"})
    assert "no-store" in late.get("Cache-Control", "")


def test_the_pages_of_the_bank_are_not_for_strangers(client: Client) -> None:
    code, number = Item.objects.values_list("version__family__code", "version__number")[0]
    of, stranger = f"/en/skills/bank/{code}/", signed_in(bruno())
    for part in ("", f"{number}/", f"{number}/preview/only/", f"{number}/preview/only/file/"):
        assert client.get(f"{of}{part}").status_code == 302, part
        reply = stranger.get(f"{of}{part}")
        assert reply.status_code in {403, 404}, part
        assert "because it is" not in reply.content.decode()


@pytest.mark.parametrize("kind", ["html", "svg", "eml", "csv", "txt"])
def test_a_file_with_a_script_inside_is_for_saving_only(client: Client, kind: str) -> None:
    sitting = asked_for_file(client, kind, 'é".html\u2028;x')
    place = turn(sitting).waiting
    assert place is not None

    reply = client.get(address(sitting, f"{place.place}/file/"))

    assert reply.status_code == 200
    assert ACTIVE.encode() in reply.content
    assert reply["Content-Disposition"].startswith("attachment")
    assert reply["Content-Disposition"].count('"') in {0, 2}
    assert "sandbox" in reply["Content-Security-Policy"]
    assert reply["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in reply["Cache-Control"]
    assert ACTIVE not in client.get(address(sitting, f"{place.place}/")).content.decode()


def test_a_file_in_a_preview_is_for_saving_only_too(client: Client) -> None:
    asked_for_file(client, "svg", "drawing.svg")
    version = FamilyVersion.objects.filter(family__kind=Kind.FILE)[0]
    path = f"/en/skills/bank/{version.family.code}/{version.number}/preview/only/file/"

    reply = signed_in(chantal()).get(path)

    assert reply.status_code == 200
    assert reply["Content-Disposition"].startswith("attachment")
    assert "sandbox" in reply["Content-Security-Policy"]
    assert reply["X-Content-Type-Options"] == "nosniff"


def asked_for_file(browser: Client, kind: str, name: str) -> Sitting:
    """A sitting at a question with a file of this type."""
    for version in FamilyVersion.objects.filter(family__kind=Kind.FILE):
        file = version.definition["variants"][0]["material"][0]["file"]
        file.update(name=name, type=kind, content=ACTIVE)
        version.save()
    changed()
    sitting = begun(browser)
    for _question in range(12):
        now = turn(sitting)
        assert now.waiting is not None
        if shown_in(now, now.waiting).kind == Kind.FILE:
            return sitting
        browser.post(address(sitting, f"{now.waiting.place}/"), {"do": "unknown"})
    raise AssertionError(kind)


def test_what_somebody_wrote_is_only_ever_words(client: Client) -> None:
    sitting = begun(client)
    for _question in range(12):
        now = turn(sitting)
        assert now.waiting is not None
        place, kind = now.waiting.place, shown_in(now, now.waiting).kind
        form = {"answer": ACTIVE[:190], "answer-1": ACTIVE, "answer-2": ACTIVE}
        page = client.post(address(sitting, f"{place}/"), form, follow=True).content.decode()
        assert ACTIVE not in page
        if kind == Kind.SHORT:
            return
        client.post(address(sitting, f"{place}/"), {"do": "unknown"})
    raise AssertionError


def test_codes_guessed_at_speed_are_stopped_for_that_place_alone(client: Client) -> None:
    sitting = begun(client)
    code = client.post(address(sitting, "pause/"), {"do": "code"}).context["code"]
    tries = [Client().post("/en/skills/back/", {"code": f"AAA-{n:03}"}) for n in range(30)]
    right = Client().post("/en/skills/back/", {"code": code})
    there = Client(REMOTE_ADDR="203.0.113.9").post("/en/skills/back/", {"code": code})

    assert [one.status_code for one in tries].count(404) == MOST_TRIES
    assert right.status_code == 429
    assert there.status_code == 302


def test_a_forged_header_is_no_new_place_to_guess_from() -> None:
    told = [
        Client(headers={"X-Forwarded-For": f"198.51.100.{n}"}).post(
            "/en/skills/back/", {"code": "AAA-AAA-AAA-AAA"}
        )
        for n in range(MOST_TRIES + 2)
    ]

    assert told[-1].status_code == 429


@pytest.mark.parametrize(
    "code", ["", "-", "\x00", "I0O1", "A" * 100_000, "%", "ÄÖÜ", "1' or '1'='1"]
)
def test_what_is_no_code_finds_no_test(client: Client, code: str) -> None:
    begun(client)

    assert Client().post("/en/skills/back/", {"code": code}).status_code == 404


def test_a_code_opens_nothing_before_it_was_asked_for_nor_after_erasure(client: Client) -> None:
    sitting = begun(client)
    other = begun(client)
    code = client.post(address(sitting, "pause/"), {"do": "code"}).context["code"]
    assert Sitting.objects.get(pk=other.pk).come_back is None
    client.post(address(sitting, "erase/"))

    assert Client().post("/en/skills/back/", {"code": code}).status_code == 404
    Sitting.objects.filter(pk=other.pk).update(key=sitting.key)
    assert Client().post("/en/skills/back/", {"code": code}).status_code == 404


def test_a_shared_computer_left_alone_shows_nothing_to_who_comes_next(client: Client) -> None:
    sitting = begun(client, shared_computer="on")
    now = turn(sitting)
    client.post(address(sitting, "1/"), form_of(given_for(now, right=True), now))
    code = client.post(address(sitting, "pause/"), {"do": "code"}).context["code"]
    Sitting.objects.update(last_at=timezone.now() - timedelta(minutes=15, seconds=1))

    for part in ("", "1/", "2/", "picture/", "pause/", "profile/", "answers/", "sheet/"):
        assert client.get(address(sitting, part)).status_code in {404, 410}, part
    assert client.get(f"/en/skills/declared/{sitting.key}/").status_code in {404, 410}
    assert str(sitting.key) not in client.get("/en/skills/").content.decode()
    assert not re.search(code, str(dict(client.session)))
    assert Client().post("/en/skills/back/", {"code": code}).status_code == 302
