"""A juror's day and an officer's with a jury: by keyboard alone, in French, read with axe."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test.utils import override_settings
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from perron.calls.enums import Declaration
from perron.calls.models import Conflict, Edition, Juror, Ranking, Review
from perron.calls.services.judging.assigning import assign_reviews
from perron.calls.services.judging.naming import NewJuror, name_juror
from tests.calls.judging import a_judged_edition, a_juror, a_person, all_scored, the_officer
from tests.e2e.hands import Hands, at, field, leads_to
from tests.e2e.make import speaking

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("transactional_db", "_mail")]
at_a_desk = pytest.mark.parametrize("browser_context_args", ["desktop"], indirect=True)


@pytest.fixture
def _mail() -> Iterator[None]:
    """Name a way out for letters; they are read where they wait."""
    cache.clear()
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        yield


@pytest.fixture
def hands(page: Page, complaints: list[str], read_with_axe: Callable[[Page], list[str]]) -> Hands:
    """Somebody at the keyboard; each page of calls that is arrived at is read with axe."""

    def read(at_page: Page) -> list[str]:
        return read_with_axe(at_page) if "/calls/" in at_page.url else []

    return Hands(page, read, faults=complaints)


def faults(hands: Hands) -> list[str]:
    """What went wrong but for refusals, of which the browser complains though they are meant."""
    return [one for one in hands.faults if not one.startswith("Failed to load resource")]


def a_jury_to_be(officer_language: str = "fr") -> tuple[Edition, Juror]:
    """Two jurors who accepted, and Dora, who was named just now."""
    edition = a_judged_edition(3)
    now = timezone.now()
    Edition.objects.update(opens_at=now - timedelta(days=60), closes_at=now - timedelta(days=1))
    edition.refresh_from_db()
    officer = speaking(the_officer(), officer_language)
    for name in ("Edgar", "Flora"):
        a_juror(edition, name)
    dora = a_person("Dora", language="fr")
    return edition, name_juror(edition, NewJuror(dora), by=officer, at=now)


def tick(hands: Hands, name: str) -> None:
    """Reach a box and tick it."""
    hands.reach(field(name), f"the box “{name}”")
    hands.page.keyboard.press("Space")


@at_a_desk
def test_a_jurors_day(hands: Hands, base_url: str) -> None:
    edition, seat = a_jury_to_be()
    hands.open(f"{base_url}/fr/")
    hands.sign_in("dora@example.org")
    # the letter leads to the rules
    hands.open(f"{base_url}/fr/calls/jury/{seat.key}/")
    tick(hands, "agree")
    hands.press("Accept and begin")
    hands.is_told()
    assign_reviews(edition, by=the_officer(), at=timezone.now())
    hands.open(f"{base_url}/fr/calls/jury/{seat.key}/")
    given = list(Review.objects.filter(juror=seat).order_by("application__number"))
    score_one(hands, given[0])
    tell_a_conflict(hands, given[1])

    assert faults(hands) == []


def score_one(hands: Hands, review: Review) -> None:
    """Declare, read, score each criterion with its sentence, look it over, hand in."""
    hands.follow(leads_to(f"/jury/review/{review.key}/"), "the first application")
    expect(hands.page.locator("main")).not_to_contain_text("What A-")
    hands.press("Nothing ties me to it")
    expect(hands.page.locator("main article")).to_contain_text("What A-")
    for code in ("aims", "strategy"):
        hands.choose(f"mark-{code}", down=1)
        hands.fill(f"sentence-{code}", "Le projet est clair.")
    hands.press("Save and look it over")
    hands.press("Hand in")  # something is missing: it is named, and nothing is lost
    expect(hands.page.get_by_role("alert").first).to_contain_text("Value")
    hands.follow(leads_to("#criterion-value"), "what is missing")
    hands.choose("mark-value", down=1)
    hands.fill("sentence-value", "Peu cher.")
    hands.press("Save and look it over")
    hands.press("Hand in")
    hands.is_told(review.application.number)
    review.refresh_from_db()
    assert review.handed_at
    assert review.sentences["aims"] == "Le projet est clair."
    assert review.language == "fr"


def tell_a_conflict(hands: Hands, review: Review) -> None:
    """Something ties me to it: it is not shown any more."""
    hands.follow(leads_to(f"/jury/review/{review.key}/"), "the other application")
    hands.fill("words", "Mon frère y enseigne.")
    hands.press("I do not read it")
    hands.is_told()
    review.refresh_from_db()
    assert review.declaration == Declaration.CONFLICT
    assert Conflict.objects.get().words == "Mon frère y enseigne."


@at_a_desk
def test_an_officer_seals_a_ranking(hands: Hands, base_url: str) -> None:
    edition, seat = a_jury_to_be()
    hands.open(f"{base_url}/fr/")
    hands.sign_in("chantal@example.org")
    hands.open(f"{base_url}/fr/calls/keep/juries/")
    hands.follow(at(f"/fr/calls/keep/juries/{edition.code}/"), "the jury of the edition")
    expect(hands.page.get_by_role("row", name="Dora")).to_be_visible()
    hands.press("Take %(name)s off", name="Dora")
    hands.is_told("Dora")
    assert Juror.objects.get(pk=seat.pk).left_at
    hands.press("Give each application its readers")
    hands.is_told()
    hands.press("Seal the ranking")  # no score is in: the applications are named
    expect(hands.page.get_by_role("alert").first).to_contain_text("A-001, A-002, A-003")
    all_scored(edition)
    hands.press("Seal the ranking")
    hands.is_told()
    assert Ranking.objects.get().rows[0]["score"] == 100_000
    hands.follow(leads_to("/scores/A-001/"), "the scores of an application")
    hands.follow(at(f"/fr/calls/keep/juries/{edition.code}/"), "the way back")
    hands.follow(leads_to("/severity/"), "the jurors' severity")

    assert faults(hands) == []


@at_a_desk
def test_scores_written_offline_come_back(
    hands: Hands, new_context: CreateContextCallback, tmp_path: Path
) -> None:
    edition, _seat = a_jury_to_be()
    assign_reviews(edition, by=the_officer(), at=timezone.now())
    seat = Juror.objects.get(person__email="edgar@example.org")
    Review.objects.filter(juror=seat).update(declaration=Declaration.NONE)
    hands.open("/fr/")
    hands.sign_in("edgar@example.org")
    hands.open(f"/fr/calls/jury/{seat.key}/")
    with hands.page.expect_download() as taken:
        hands.reach(leads_to("/offline/"), "the file")
        hands.page.keyboard.press("Enter")
    taken.value.save_as(tmp_path / "jury.html")

    write_offline(new_context().new_page(), tmp_path)

    hands.open(f"/fr/calls/jury/{seat.key}/upload/")
    hands.page.locator("#file").set_input_files(tmp_path / "scores.json")
    hands.press("Check and save")
    kept = Review.objects.filter(juror=seat).order_by("application__number")[0]
    assert kept.sentences == {"aims": "Écrit dans le train."}
    assert kept.marks == {"aims": 100_000}
    assert kept.handed_at is None
    assert faults(hands) == []


def write_offline(page: Page, folder: Path) -> None:
    """Without a network: a score and a sentence, saved to a file."""
    page.context.set_offline(True)
    page.goto(f"file://{folder / 'jury.html'}")
    page.get_by_role("radio").nth(2).check()
    page.locator("textarea").first.fill("Écrit dans le train.")
    with page.expect_download() as written:
        page.locator("form button").click()
    written.value.save_as(folder / "scores.json")
