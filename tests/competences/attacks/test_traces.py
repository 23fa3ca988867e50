"""What is left of somebody after erasure, and what figures tell of one person."""

import logging
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone

from perron.accounts.services.erasing import erase_person
from perron.competences.enums import Kind, SittingState
from perron.competences.errors.panels import PanelTooSmall
from perron.competences.models import Declaration, Invitation, Picture, Response, Sitting
from perron.competences.services.figures.keeping import make_picture
from perron.competences.services.panels.estimating import publish_panel
from perron.competences.services.panels.keeping import draw_codes
from perron.competences.services.sitting.coming_back import KEPT_DAYS
from perron.competences.services.sitting.leaving import forget_left_alone, forget_old
from perron.competences.services.sitting.showing import shown_in
from perron.core.models import JournalLine
from tests.competences.figures.make import a_finished, many_finished
from tests.competences.panels.test_panels import a_panel
from tests.competences.sitting.made import a_bank, begun, turn
from tests.core.traces import in_caches, in_files, in_tables, opened
from tests.make import NOON, aline

pytestmark = pytest.mark.django_db
WORDS = "quatrepattes du grenier"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _fresh(db: None, tmp_path: Path) -> Any:
    del db
    cache.clear()
    with override_settings(VAR=tmp_path):
        yield


def address(sitting: Sitting, part: str = "") -> str:
    return f"/en/skills/{sitting.key}/{part}"


def left_of(*needles: str) -> set[str]:
    """Where any of these words still stands: tables, sessions, files and memory."""
    sources = (in_tables(), in_files(settings.VAR), in_caches())
    return {
        place
        for source in sources
        for place, value in source
        for words in opened(value)
        if any(needle.casefold() in words.casefold() for needle in needles)
    }


def does_everything(browser: Client, **told: Any) -> tuple[Sitting, str]:
    """Answer all questions, write words, report, ask for a code, declare."""
    sitting = begun(browser, age_band="55-74", **told)
    for _question in range(40):
        now = turn(sitting)
        if now.waiting is None:
            break
        place, kind = now.waiting.place, shown_in(now, now.waiting).kind
        wrote = kind in {Kind.SHORT, Kind.FILE}
        form = {"answer": WORDS} if wrote else {"do": "unknown"}
        assert browser.post(address(sitting, f"{place}/"), form).status_code == 302
        if place == 2:
            browser.post(address(sitting, "2/report/"), {"fault": "hurtful"})
    code = browser.post(address(sitting, "pause/"), {"do": "code"}).context["code"]
    browser.post(f"/en/skills/declared/{sitting.key}/", {"used": "yes"})
    sitting.refresh_from_db()
    assert sitting.state == SittingState.ENDED
    return sitting, code


def test_what_was_erased_is_nowhere_any_more(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    a_bank()
    with caplog.at_level(logging.DEBUG):
        sitting, code = does_everything(client)
        key, digest = str(sitting.key), str(sitting.come_back)
        needles = (WORDS, key, key.replace("-", ""), code, digest)
        assert {"competences_response.given", "competences_sitting.key"} <= left_of(*needles)
        lines = JournalLine.objects.count()
        client.post(address(sitting, "erase/"))

    assert left_of(*needles) == set()
    assert not Response.objects.exists()
    assert not Declaration.objects.exists()
    assert JournalLine.objects.count() == lines
    logged = "\n".join(one.getMessage() + str(one.__dict__) for one in caplog.records)
    assert not [one for one in (WORDS, code, digest) if one in logged]


def test_an_account_that_is_erased_takes_its_tests_along() -> None:
    a_bank()
    person = aline()
    browser = Client()
    browser.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    sitting, code = does_everything(browser)
    key = str(sitting.key)
    erase_person(person, by=person, at=timezone.now())

    assert left_of(WORDS, key, key.replace("-", ""), code) <= {"accounts_session.session_data"}
    assert not Sitting.objects.exists()
    assert not Response.objects.exists()


@pytest.mark.parametrize("code_asked", [True, False])
def test_what_was_left_is_forgotten_in_its_time(client: Client, *, code_asked: bool) -> None:
    a_bank()
    sitting = begun(client, shared_computer="on")
    if code_asked:
        client.post(address(sitting, "pause/"), {"do": "code"})
    soon, late = (sitting.last_at + timedelta(minutes=one) for one in (14, 16))

    assert forget_left_alone(soon) == 0
    assert forget_left_alone(late) == (0 if code_asked else 1)
    assert forget_old(sitting.last_at + (KEPT_DAYS + 1) * DAY)[0] == (1 if code_asked else 0)
    assert not Sitting.objects.exists()


def test_an_erased_test_of_a_panel_gives_its_code_to_nobody_else(client: Client) -> None:
    a_bank()
    at = timezone.now()
    panel = a_panel(opens_at=at - DAY, closes_at=at + DAY)
    code, _stratum = draw_codes(panel, by=None, at=NOON)[0]
    client.post("/en/skills/invited/", {"code": code})
    sitting = begun(client)
    assert not sitting.counts
    client.post(address(sitting, "erase/"))

    reply = Client().post("/en/skills/invited/", {"code": code})

    assert reply.status_code == 409
    invitation = Invitation.objects.exclude(used_at=None).get()
    assert invitation.sitting is None


def test_a_panel_of_one_tells_nothing(client: Client) -> None:
    panel = a_panel(strata="all; Everybody; 2; 2\n")
    draw_codes(panel, by=None, at=NOON)
    Invitation.objects.filter(pk=Invitation.objects.order_by("pk")[0].pk).update(
        used_at=NOON, sitting=a_finished(2, counts=False)
    )

    with pytest.raises(PanelTooSmall):
        publish_panel(panel, by=None, at=NOON + 60 * DAY)
    assert client.get("/en/skills/figures/panels/adults.csv").status_code == 404
    assert make_picture(NOON + DAY) is None
    assert "2026" not in client.get("/en/skills/figures/").content.decode().split("<main")[1][:200]


def cells_of(client: Client) -> dict[str, list[int | None]]:
    """What everybody may read of those who took the test."""
    lines = client.get("/en/skills/figures/people.csv").content.decode().splitlines()[1:]
    rows = [line.split(",") for line in lines]
    return {row[0]: [int(one) if one else None for one in row[-6:-1]] for row in rows}


def test_no_picture_nor_any_two_tell_of_fewer_than_ten(client: Client) -> None:
    at, seen = NOON, []
    for counts in ((30, 30, 30, 30), (9, 1, 0, 0), (1, 0, 0, 0), (0, 10, 0, 0), (12, 12, 12, 12)):
        at += 2 * DAY
        many_finished(*counts, at=at - DAY)
        make_picture(at)
        seen.append(cells_of(client))
    assert seen[-1]["overall"][0]

    for picture in seen:
        for row, cells in picture.items():
            assert not [one for one in cells if one is not None and 0 < one < 10], row
    for before, after in pairwise(seen):
        for row, cells in after.items():
            came = [
                new - old
                for new, old in zip(cells, before.get(row, [None] * 5), strict=True)
                if new is not None and old is not None
            ]
            assert not [one for one in came if 0 < one < 10], (row, came)
            assert not [one for one in came if one < 0], (row, came)


def test_nine_own_tests_tell_nothing_of_the_tenth(client: Client) -> None:
    mine = many_finished(9, 0, 0, 0, at=NOON)
    a_finished(3, at=NOON)
    make_picture(NOON + DAY)
    cells = cells_of(client).get("overall")

    assert len(mine) == 9
    assert cells is None or cells[3] is None or cells[3] >= 10


def test_erasing_and_finishing_again_counts_nobody_less(client: Client) -> None:
    first = many_finished(20, 20, 20, 20, at=NOON)
    make_picture(NOON + DAY)
    before = cells_of(client)["overall"]
    for one in first[:5]:
        one.delete()
    make_picture(NOON + 3 * DAY)

    assert cells_of(client)["overall"] == before
    assert Picture.objects.count() == 1


def test_live_figures_tell_no_newer_number_than_the_picture(client: Client) -> None:
    many_finished(20, 20, 20, 20, at=NOON)
    make_picture(NOON + DAY)
    before = client.get("/en/skills/figures/").content
    many_finished(1, at=NOON + DAY)
    make_picture(NOON + 3 * DAY)

    assert client.get("/en/skills/figures/").content == before
