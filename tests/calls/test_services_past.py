"""Past editions of the region: the published numbers and sums, exactly, by invented awards."""

from pathlib import Path

import pytest
from django.db.models import Sum

from perron.calls.enums import EditionState, Outcome
from perron.calls.errors.editions import EditionFrozen, HistoryNotReached
from perron.calls.models import Application, Award, Edition
from perron.calls.services.editions.reading import check_definition, read_edition_file
from perron.calls.services.past import load_edition
from perron.core.errors import NotAllowed
from perron.core.models import JournalLine
from perron.funding.models import Envelope
from tests.calls.make import a_definition
from tests.make import NOON, bruno

pytestmark = pytest.mark.django_db
CALLS = Path(__file__).resolve().parents[2] / "regions" / "digital-wallonia" / "calls"
HISTORY = {"applications": {"value": 3, "sources": ["gazette"]}}


def load(name: str) -> Edition:
    file = read_edition_file((CALLS / f"{name}.yaml").read_bytes(), name=name)
    return load_edition(file, by=None, at=NOON).edition


@pytest.mark.parametrize("path", sorted(CALLS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_edition_of_the_region_can_be_read(path: Path) -> None:
    file = read_edition_file(path.read_bytes(), name=path.name)
    assert file.definition["code"] == path.stem
    assert file.notes == ()


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("smart-region-2019", (88, 43, 399_963_581)),
        ("ecole-numerique-2018", (781, 325, 680_000_000)),
        ("ecole-numerique-2019", (762, 503, 690_000_000)),
        ("ecole-numerique-2020", (955, 679, 870_000_000)),
    ],
)
def test_a_past_edition_comes_to_what_was_published(
    name: str, published: tuple[int, int, int]
) -> None:
    edition = load(name)
    assert edition.state == EditionState.HISTORY
    given = Award.objects.filter(application__edition=edition, outcome=Outcome.AWARDED)
    cents = given.aggregate(whole=Sum("amount"))["whole"]
    assert (edition.applications.count(), given.count(), cents) == published
    assert all(one.amount == sum(one.sources.values()) for one in given)
    envelopes = Envelope.objects.filter(purpose=edition.code)
    assert sum(one.committed for one in envelopes) == cents
    assert not envelopes.real().exists()


def test_nothing_invented_touches_a_body_a_place_or_a_person() -> None:
    edition = load("smart-region-2019")
    rows = Application.objects.filter(edition=edition)
    assert not rows.exclude(organisation=None, site=None, municipality=None).exists()
    assert not rows.exclude(demonstration=True).exists()
    assert not rows.exclude(applicant__startswith="Demonstration ").exists()
    assert not {"district", "municipality", "organisation"} & set(rows[0].facts)


def test_an_edition_is_one_line_in_the_journal_of_calls() -> None:
    load("smart-region-2019")
    assert JournalLine.objects.filter(chain="calls").count() == 1


def test_the_same_file_again_changes_nothing_and_another_is_refused() -> None:
    edition = load("epn-2023")
    file = check_definition(edition.definition)
    assert not load_edition(file, by=None, at=NOON).changed
    other = check_definition({**edition.definition, "sources": []})
    with pytest.raises(EditionFrozen):
        load_edition(other, by=None, at=NOON)


def test_what_has_no_history_is_kept_as_a_draft() -> None:
    file = check_definition(a_definition())
    assert load_edition(file, by=None, at=NOON).edition.state == EditionState.DRAFT
    again = check_definition(a_definition(sources=["gazette"]))
    assert load_edition(again, by=None, at=NOON).edition.definition["sources"] == ["gazette"]


def test_sums_that_cannot_be_reached_are_refused_and_nothing_is_kept() -> None:
    demonstration = {"applications": 30, "awards": 20, "amount": 9_000_000, "seed": 1}
    file = check_definition(a_definition(history=HISTORY, demonstration=demonstration))
    with pytest.raises(HistoryNotReached):
        load_edition(file, by=None, at=NOON)


def test_a_stranger_loads_nothing() -> None:
    with pytest.raises(NotAllowed):
        load_edition(check_definition(a_definition()), by=bruno(), at=NOON)
