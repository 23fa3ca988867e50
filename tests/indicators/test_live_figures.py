"""Live figures: counted from records, opening onto them, people never added."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from perron.directory.models import Organisation
from perron.indicators.errors import NeverAdded, UnitsDiffer
from perron.indicators.services import LiveFigure, Registry, add_figures, computed, registry
from tests.make import NOON, a_fact, a_measure, a_plan, aline

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Numbers kept under another test's publication are gone."""
    cache.clear()


def numbers() -> dict[str, int]:
    """Every live figure by its code."""
    return {one.figure.code: int(one.number) for one in computed(NOON)}


def test_measures_are_counted_by_state() -> None:
    a_plan(measure=[a_measure("one", state="running"), a_measure("two", state="running")])

    assert numbers()["measures-running"] == 2
    assert numbers()["measures-stopped"] == 0


def test_a_question_on_which_sources_disagree_counts_once() -> None:
    facts = [a_fact(dispute="line"), a_fact(number=18, dispute="line"), a_fact(number=3)]
    a_plan(measure=[a_measure(facts=facts)])

    assert numbers()["disputes"] == 1
    assert numbers()["facts"] == 3


def test_organisations_count_as_confirmed_for_a_year() -> None:
    a_plan()
    Organisation.objects.update(confirmed_at=NOON - timedelta(days=364))
    assert numbers()["organisations-confirmed"] == 1

    cache.clear()
    Organisation.objects.update(confirmed_at=NOON - timedelta(days=366))
    assert numbers()["organisations-confirmed"] == 0


def test_a_text_counts_as_untranslated_only_where_it_exists() -> None:
    a_plan()
    before = numbers()["untranslated-fr"]
    a_plan(measure=[a_measure(name={"en": "One", "fr": "Un"}, summary={"en": "Only English"})])

    assert numbers()["untranslated-fr"] == before + 1


def test_numbers_are_kept_until_the_next_publication() -> None:
    a_plan(measure=[a_measure(state="running")])
    assert numbers()["measures-running"] == 1

    a_plan(measure=[a_measure(state="running"), a_measure("two", state="running")])
    assert numbers()["measures-running"] == 2


def test_each_figure_opens_onto_an_address() -> None:
    person = aline()

    assert all(figure.opens(person).startswith("/") for figure in registry)
    assert registry["disputes"].opens(person) == reverse("portal:disputes")


def test_a_code_is_offered_once() -> None:
    figures = Registry()
    figure = LiveFigure(
        code="one", name="One", unit="records", compute=lambda _: 1, opens=lambda _: "/"
    )
    figures.add(figure)

    with pytest.raises(ValueError, match="one"):
        figures.add(figure)


@pytest.mark.parametrize("unit", ["people", "attendances"])
def test_people_and_attendances_are_never_added(unit: str) -> None:
    a_plan()

    with pytest.raises(NeverAdded) as refused:
        add_figures([(40_000, unit), (15_000, unit)])
    assert "never added" in str(refused.value)


def test_figures_of_two_units_are_not_added() -> None:
    a_plan()

    with pytest.raises(UnitsDiffer):
        add_figures([(1, "euro"), (1, "percent")])


def test_figures_of_one_unit_have_a_sum() -> None:
    assert add_figures((count, "cards") for count in (13, 11, 17, 4, 5)) == 50
    assert add_figures([]) == 0
