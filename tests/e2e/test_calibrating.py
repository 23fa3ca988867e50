"""What answers tell of the questions, read with axe; a flag is settled by keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from perron.accounts.enums import Role
from perron.competences.enums import CalibrationState, FlagKind, ItemState
from perron.competences.models import Calibration, Flag, Item, Sitting
from perron.competences.services.bank.loading import load_bank
from perron.competences.services.bank.revising import next_revision
from perron.competences.services.calibrating.concluding import raise_flag
from tests.competences.answered import sat
from tests.competences.bank.written import TOLD, a_family, a_file
from tests.desk.make import person
from tests.e2e.conftest import Reader
from tests.e2e.hands import Hands, field
from tests.e2e.test_axe_calls import sign_in
from tests.make import NOON


def a_night() -> Flag:
    """Runs, answers by ability, and a question that is harder in German."""
    load_bank([a_file(a_family())], TOLD, by=None, at=NOON)
    items = list(Item.objects.order_by("pk"))
    Item.objects.update(calibrated_at=NOON)
    flag = raise_flag(
        items[0].pk,
        FlagKind.DIF,
        {"apart": 0.8, "se": 0.15, "p": 0.00001, "group": "language-de"},
        at=NOON,
    )
    raise_flag(items[1].pk, FlagKind.DRIFT, {"easier": 6.1, "harder": 0.2}, at=NOON)
    next_revision(NOON)
    for kind, found in (
        ("items", {"calibrated": 412, "of": 470, "taken": 3}),
        ("language-de", {"flagged": 1, "compared": 350}),
    ):
        Calibration.objects.create(
            kind=kind,
            until=NOON,
            begun_at=NOON,
            ended_at=NOON,
            state=CalibrationState.DONE,
            found={**found, "people": 1200, "answers": 50400},
        )
    return flag


def seen_by_ability(flag: Flag) -> None:
    """Finished tests that hold the question, with what was known of each person."""
    flag.item.family.competence = "1.1"
    sat([flag.item], [-1.0], 60)
    known = {"mean": -1.0, "sd": 0.5, "answers": 1}
    Sitting.objects.update(profile={"competences": {"4.2": known}})


@pytest.mark.slow
@pytest.mark.usefixtures("transactional_db")
def test_no_page_about_answers_breaks_a_rule_or_overflows(
    page: Page, base_url: str, read_with_axe: Reader
) -> None:
    flag = a_night()
    seen_by_ability(flag)
    person(Role.OFFICER)
    sign_in(page, base_url, "officer")
    found: dict[str, list[str]] = {}
    for language, width in (("fr", 390), ("de", 1280), ("de", 390), ("en", 390)):
        page.set_viewport_size({"width": width, "height": 900})
        for path in ("", f"flags/{flag.pk}/"):
            address = f"{base_url}/{language}/skills/calibrations/{path}"
            answer = page.goto(address)
            assert answer
            assert answer.ok
            wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
            found[f"{address} {width}"] = read_with_axe(page) + (["it overflows"] if wide else [])

    assert {address: faults for address, faults in found.items() if faults} == {}


@pytest.mark.slow
@pytest.mark.usefixtures("transactional_db")
def test_a_second_person_settles_a_flag_by_keyboard(
    page: Page, base_url: str, read_with_axe: Reader, *, complaints: list[str]
) -> None:
    flag = a_night()
    person(Role.OFFICER)
    sign_in(page, base_url, "officer")
    hands = Hands(page, read_with_axe, faults=complaints)

    hands.open(f"{base_url}/en/skills/calibrations/flags/{flag.pk}/")
    hands.reach(field("outcome"), "what becomes of it")
    page.keyboard.press("Space")
    hands.reach(field("words"), "the reason")
    page.keyboard.type("Both languages ask the same.")
    hands.press("Settle it")

    expect(page.get_by_text("Both languages ask the same.")).to_be_visible()
    flag.item.refresh_from_db()
    assert flag.item.state == ItemState.ACTIVE
