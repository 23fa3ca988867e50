"""Two tabs, two people, two workers at the very same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.db.models import Count
from django.test import Client
from django.utils import timezone

from perron.competences.enums import CalibrationState
from perron.competences.models import (
    Calibration,
    Chunk,
    Declaration,
    Flag,
    Invitation,
    Item,
    Picture,
    Response,
    Sitting,
)
from perron.competences.rules.calibrating import ITEMS
from perron.competences.services.calibrating.running import begin, count_chunk
from perron.competences.services.figures.keeping import make_picture
from perron.competences.services.panels.keeping import draw_codes
from perron.competences.services.sitting.exposing import count_exposure
from tests.competences import answered as learning
from tests.competences.figures.make import many_finished
from tests.competences.panels.test_panels import a_panel
from tests.competences.sitting.made import a_bank, begun, form_of, given_for, turn
from tests.make import NOON

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
Deed = Callable[[], object]
TAKEN = {200, 302, 404, 409, 410}


def at_once(*deeds: Deed) -> list[object]:
    """Do all of them at the same moment; answer what each came to."""
    barrier = Barrier(len(deeds))

    def do(deed: Deed) -> object:
        barrier.wait(10)
        try:
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as people:
        return list(people.map(do, deeds))


def tab_of(browser: Client) -> Client:
    """Another window of the same browser; what fails on the server is an answer like others."""
    other = Client(raise_request_exception=False)
    other.cookies = browser.cookies
    return other


def press(browser: Client, sitting: Sitting, part: str, **form: object) -> Deed:
    """A button on a page of a sitting, to be pressed in a window of its own."""
    tab = tab_of(browser)
    return lambda: tab.post(f"/en/skills/{sitting.key}/{part}", form).status_code


def begin_in(browser: Client) -> Deed:
    """The last button before a test, in a window of its own."""
    tab = tab_of(browser)
    return lambda: tab.post("/en/skills/begin/", {"counts": "on"}).status_code


def whole(sitting: Sitting) -> None:
    """Nothing is counted twice, and one question at most waits."""
    rows = Response.objects.filter(sitting=sitting)
    assert not rows.values("place").annotate(n=Count("pk")).filter(n__gt=1).exists()
    assert rows.filter(answered_at=None, dropped_at=None).count() <= 1
    sitting.refresh_from_db()
    assert sitting.answered == rows.filter(answered_at__isnull=False, dropped_at=None).count()


@pytest.mark.parametrize("again", range(3))
def test_one_question_answered_from_three_windows_counts_once(client: Client, again: int) -> None:
    a_bank()
    sitting = begun(client)
    now = turn(sitting)
    right, wrong = (form_of(given_for(now, right=one), now) for one in (True, False))
    forms = [right, wrong, {"do": "unknown"}]
    told = at_once(*(press(client, sitting, "1/", **forms[(one + again) % 3]) for one in range(3)))

    assert told == [302, 302, 302]
    assert Response.objects.filter(answered_at__isnull=False).count() == 1
    assert Response.objects.count() == 2
    whole(sitting)


@pytest.mark.parametrize("again", range(5))
def test_erasing_while_an_answer_is_counted_leaves_nothing(client: Client, again: int) -> None:
    del again
    a_bank()
    sitting = begun(client)
    told = at_once(
        press(client, sitting, "1/", do="unknown"),
        press(client, sitting, "erase/"),
        press(client, sitting, "harder/", do="harder"),
        press(client, sitting, "1/report/", fault="unclear"),
    )

    assert set(told) <= TAKEN, told
    assert not Sitting.objects.exists()
    assert not Response.objects.exists()


def test_erasing_beside_a_declaration_a_code_and_an_end_leaves_nothing(client: Client) -> None:
    a_bank()
    sitting = begun(client)
    client.post(f"/en/skills/{sitting.key}/1/", {"do": "unknown"})
    tab = tab_of(client)
    told = at_once(
        press(client, sitting, "pause/", do="code"),
        press(client, sitting, "pause/", do="end"),
        press(client, sitting, "erase/"),
        lambda: tab.post(f"/en/skills/declared/{sitting.key}/", {"used": "yes"}).status_code,
    )

    assert set(told) <= TAKEN | {422}, told
    assert not Sitting.objects.exists()
    assert not Declaration.objects.exists()


def test_all_buttons_of_a_page_pressed_at_once_leave_a_sitting_whole(client: Client) -> None:
    a_bank()
    sitting = begun(client)
    told = at_once(
        press(client, sitting, "1/", do="unknown"),
        press(client, sitting, "harder/", do="harder"),
        press(client, sitting, "harder/", do="easier"),
        press(client, sitting, "1/report/", fault="unclear"),
        press(client, sitting, "pause/", do="one-more"),
        press(client, sitting, "pause/", do="code"),
    )

    assert set(told) <= TAKEN, told
    whole(sitting)


def test_one_code_of_a_panel_begins_one_test_of_it(client: Client) -> None:
    a_bank()
    at = timezone.now()
    panel = a_panel(opens_at=at - timedelta(days=1), closes_at=at + timedelta(days=1))
    code, _stratum = draw_codes(panel, by=None, at=NOON)[0]
    phone = Client()
    for browser in (client, phone):
        assert browser.post("/en/skills/invited/", {"code": code}).status_code == 302
    told = at_once(begin_in(client), begin_in(phone))

    assert sorted(told, key=str) == [302, 409]
    assert Invitation.objects.exclude(sitting=None).count() == 1
    assert Sitting.objects.count() == 1
    # whoever came second may still take the test for themselves, in the same browser
    late = client if told[0] == 409 else phone
    assert late.post("/en/skills/begin/", {"counts": "on"}).status_code == 302


def test_a_chunk_counted_by_two_workers_is_concluded_once() -> None:
    with transaction.atomic():
        items, true = learning.a_bank(8)
    learning.sat(items, true, 220)
    begin(ITEMS, at=NOON)
    for _step in range(200):
        left = list(Chunk.objects.filter(sums__isnull=True).values_list("pk", flat=True))
        if not left:
            break
        for pk in left:
            at_once(*[lambda pk=pk: count_chunk(pk, at=NOON)] * 2)

    done = Calibration.objects.get()
    assert done.state == CalibrationState.DONE
    assert done.found["answers"] == 220 * 8
    assert Item.objects.filter(calibrated_at__isnull=False).count() == 8


def test_the_night_counted_by_two_workers_counts_each_sitting_once(client: Client) -> None:
    a_bank()
    sitting = begun(client)
    client.post(f"/en/skills/{sitting.key}/1/", {"do": "unknown"})
    later = timezone.now() + timedelta(days=2)
    at_once(*[lambda: count_exposure(later)] * 3)

    assert sum(Item.objects.values_list("given", flat=True)) == 1
    assert max(Item.objects.values_list("offered", flat=True)) <= 1


def test_two_workers_make_one_picture() -> None:
    many_finished(20, 20, 20, 20)
    later = NOON + timedelta(days=1)
    at_once(*[lambda: make_picture(later)] * 3)

    assert Picture.objects.get().people == 80


def test_reports_of_many_people_at_once_are_all_counted(client: Client) -> None:
    a_bank()
    others = [client, *(Client() for _one in range(3))]
    held = [(one, begun(one)) for one in others]
    first = Response.objects.order_by("pk")[0].item_id
    Response.objects.update(item_id=first)
    told = at_once(*(press(one, mine, "1/report/", fault="unclear") for one, mine in held))

    assert told == [302] * 4
    assert Flag.objects.get().figures["reports"] == 4
