"""Pages about what answers tell: the nights, the flags, and the form that settles them."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from perron.accounts.enums import Role
from perron.accounts.models import User
from perron.competences.enums import CalibrationState, FlagKind, ItemState
from perron.competences.models import Calibration, Flag, Item, Sitting
from perron.competences.pieces.calibrating import measured
from perron.competences.services.bank.loading import load_bank
from perron.competences.services.bank.revising import next_revision
from perron.competences.services.calibrating.concluding import raise_flag
from perron.competences.services.calibrating.reporting import bands_of, measured_items
from tests.competences.answered import Who, a_bank, sat
from tests.competences.bank.written import TOLD, a_family, a_file
from tests.make import NOON, bruno, chantal

pytestmark = pytest.mark.django_db
ALL = "/en/skills/calibrations/"
DIF: dict[str, Any] = {"apart": 0.8, "se": 0.15, "p": 0.00001, "group": "language-de"}


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def somebody(role: Role) -> Client:
    client = Client()
    client.force_login(User.objects.create_user("e@example.org", "r-1-t-2", name="E", role=role))
    return client


@pytest.fixture
def keeper() -> Client:
    client = Client()
    client.force_login(chantal())
    return client


@pytest.fixture
def flag() -> Flag:
    """A question that is harder in German."""
    load_bank([a_file(a_family())], TOLD, by=None, at=NOON)
    found = raise_flag(Item.objects.order_by("pk")[0].pk, FlagKind.DIF, DIF, at=NOON)
    next_revision(NOON)
    return found


def a_night() -> None:
    """One night as it is written down, and a run that goes on."""
    done = {"state": CalibrationState.DONE, "ended_at": NOON}
    for kind, found in (
        ("items", {"calibrated": 412, "of": 470, "taken": 3}),
        ("drift", {"flagged": 1, "easier": {"7": 2.1}, "harder": {}}),
        ("language-de", {"flagged": 2, "compared": 350}),
    ):
        told = {**found, "people": 1200, "answers": 50400}
        Calibration.objects.create(kind=kind, until=NOON, begun_at=NOON, found=told, **done)
    Calibration.objects.create(kind="age-75-plus", until=NOON, begun_at=NOON)


def test_before_the_first_night_the_page_says_what_is_waited_for(keeper: Client) -> None:
    told = page(keeper, ALL)

    assert "Nothing was counted yet" in told
    assert "Nothing waits" in told


def test_the_nights_stand_with_their_figures_and_the_flags_with_what_was_seen(
    keeper: Client, flag: Flag
) -> None:
    a_night()

    told = page(keeper, ALL)

    assert "412 of 470 questions measured, 3 new ones taken into use" in told
    assert "2 questions taken out" in told
    assert "1 question taken out" in told
    assert "50,400" in told
    assert "75 and over" in told
    assert f"/en/skills/calibrations/flags/{flag.pk}/" in told
    assert "than for others who know as much" in told


def test_a_flag_shows_its_figures_the_question_and_the_form(keeper: Client, flag: Flag) -> None:
    told = page(keeper, f"{ALL}flags/{flag.pk}/")

    for word in ("0.8 logits", "0.15", "&lt; 0.0001", "What do you do?", "Call the bank"):
        assert word in told
    assert told.count("<h1") == 1
    assert 'name="outcome"' in told


@pytest.mark.parametrize(
    ("kind", "figures", "words"),
    [
        (FlagKind.DRIFT, {"easier": 6.2, "harder": 0.1}, ("easier than it was measured", "6.2")),
        (FlagKind.DRIFT, {"easier": 0.0, "harder": 5.5}, ("harder than it was measured", "5.5")),
        (FlagKind.REPORT, {"reports": 2, "wrong": 2}, ("2 people reported it", "still asked")),
        (FlagKind.DIF, {**DIF, "apart": -0.7}, ("Easier for Deutsch", "-0.7")),
    ],
)
def test_each_kind_of_flag_says_in_words_what_was_seen(
    keeper: Client, *, kind: FlagKind, figures: dict[str, Any], words: tuple[str, ...]
) -> None:
    load_bank([a_file(a_family())], TOLD, by=None, at=NOON)
    item = Item.objects.order_by("pk")[0]
    flag = Flag.objects.create(item=item, kind=kind, figures=figures, raised_at=NOON)

    told = page(keeper, f"{ALL}flags/{flag.pk}/")

    assert [word for word in words if word not in told] == []


def test_whoever_settles_says_why_and_reads_it_afterwards(keeper: Client, flag: Flag) -> None:
    address = f"{ALL}flags/{flag.pk}/"
    silent = keeper.post(address, {"outcome": "back"})
    torn = keeper.post(address, {"outcome": "back", "words": "Fair", "is_faulty": "on"})
    done = keeper.post(address, {"outcome": "reword", "words": "The German word is rarer."})

    assert (silent.status_code, torn.status_code, done.status_code) == (422, 422, 302)
    assert "choose one" in torn.content.decode()
    told = page(keeper, address)
    assert "The German word is rarer." in told
    assert 'name="outcome"' not in told
    assert flag.item.__class__.objects.get(pk=flag.item_id).state == ItemState.RETIRED
    assert "somebody writes it anew" in page(keeper, ALL)


@pytest.mark.parametrize("role", [Role.EVALUATOR, Role.DECIDER, Role.AUDITOR])
def test_the_desk_reads_the_figures_and_settles_nothing(flag: Flag, role: Role) -> None:
    browser, address = somebody(role), f"{ALL}flags/{flag.pk}/"

    told = page(browser, address)

    assert "0.8 logits" in told
    assert 'name="outcome"' not in told
    assert browser.post(address, {"outcome": "back", "words": "Fair"}).status_code == 403
    flag.refresh_from_db()
    assert flag.settled_at is None


def test_only_keepers_and_auditors_read_the_question_itself(flag: Flag) -> None:
    address = f"{ALL}flags/{flag.pk}/"

    assert "Call the bank" not in page(somebody(Role.EVALUATOR), address)
    User.objects.all().delete()
    assert "Call the bank" in page(somebody(Role.AUDITOR), address)


def test_strangers_and_visitors_are_not_let_in(client: Client, flag: Flag) -> None:
    address = f"{ALL}flags/{flag.pk}/"
    assert client.get(ALL).status_code == 302
    client.force_login(bruno())

    assert [client.get(one).status_code for one in (ALL, address)] == [403, 403]
    assert client.post(address, {"outcome": "back", "words": "x"}).status_code == 403


def test_what_is_not_there_is_not_found(keeper: Client) -> None:
    assert keeper.get(f"{ALL}flags/987654/").status_code == 404


def test_answers_stand_beside_what_the_curve_foretells_by_ability() -> None:
    items, true = a_bank(4, guessed=0.0)
    sat(items, true, 60)
    sat(items, true, 60, seed=2, who=Who(language="de", harder={0: 8.0}))
    competence = items[0].family.competence
    for place, sitting in enumerate(Sitting.objects.order_by("pk")):
        known = {"mean": -2.0 + place % 60 / 15, "sd": 0.5, "answers": 1}
        Sitting.objects.filter(pk=sitting.pk).update(profile={"competences": {competence: known}})

    bands = bands_of(items[0], "language-de")

    assert [band.people for band in bands] == [24] * 5
    assert [band.foretold for band in bands] == sorted(band.foretold for band in bands)
    assert all(0 < band.foretold < 1 for band in bands)
    assert all(band.low <= band.high for band in bands)
    compared = [(band.group, band.others) for band in bands]
    assert all(mine is not None and rest is not None and mine <= rest for mine, rest in compared)
    assert all(band.group is None for band in bands_of(items[0]))
    assert bands_of(items[0], "age-75-plus") == []  # nobody told


def test_any_page_can_say_what_is_measured() -> None:
    items, _true = a_bank(4)
    none = render_to_string("competences/calibrating/measured.html", measured())
    Item.objects.filter(pk=items[0].pk).update(calibrated_at=NOON)
    one = render_to_string("competences/calibrating/measured.html", measured())

    assert "4 questions are asked" in none
    assert "1 of 4 questions are measured" in one
    assert (measured_items().measured, measured_items().asked) == (1, 4)
    assert measured_items().share == 25


def test_the_list_asks_as_little_of_the_database_for_many_flags_as_for_one(
    keeper: Client, flag: Flag, django_assert_max_num_queries: Any
) -> None:
    del flag
    page(keeper, ALL)
    for item in Item.objects.order_by("pk")[1:]:
        raise_flag(item.pk, FlagKind.DRIFT, {"easier": 6.0, "harder": 0.0}, at=NOON)
    a_night()

    with django_assert_max_num_queries(12), translation.override("fr"):
        page(keeper, ALL)
