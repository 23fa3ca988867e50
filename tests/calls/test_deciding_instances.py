"""From a sealed ranking to what the award engine reads; what can't be meant is explained."""

import json
from typing import Any

import pytest

from perron.calls.enums import ApplicationState
from perron.calls.errors.deciding import (
    AmountsMissing,
    CellUnknown,
    ChangeNotPossible,
    ChangeUnknown,
    InstanceUnsound,
    NothingRanked,
    NotOfTheRanking,
    ScoresMissing,
    SitesTangled,
)
from perron.calls.models import Application, Edition, Sharer
from perron.calls.services.deciding.instances import Document, instance_of
from perron.calls.services.deciding.solving import sealed_ranking, solved
from perron.directory.models import Organisation, Site
from tests.calls.deciding import a_ranked_edition, award_rules
from tests.calls.make import a_ranked, a_ranking, an_edition, said

pytestmark = pytest.mark.django_db


def of(edition: Edition, **changes: Any) -> Document:
    return instance_of(sealed_ranking(edition), changes)


def test_the_order_of_the_seal_is_the_order_of_the_engine() -> None:
    edition = a_ranked_edition({"B": 70_000, "A": 70_000, "C": 90_000})
    document = of(edition)
    assert [(one["id"], one["score"], one["tie"]) for one in document["applications"]] == [
        ("C", 90_000, 1),
        ("A", 70_000, 2),
        ("B", 70_000, 3),
    ]
    assert document["rules"]["seed"] == edition.seed
    assert document["sources"] == [{"id": "region", "limit": 2_000_000}]


def test_nothing_personal_and_no_name_goes_in() -> None:
    board = {"fact": "organisation", "most_awards": 1}
    edition = a_ranked_edition({"A": 90_000}, award=award_rules(boards=board))
    Application.objects.update(facts={"organisation": "town-of-marche"}, applicant="Marche")
    words = json.dumps(of(edition))
    assert "town-of-marche" not in words
    assert "Marche" not in words
    assert of(edition)["boards"] == [{"id": "board-1", "most_awards": 1}]


def test_moneys_and_floors_are_for_whom_their_conditions_hold() -> None:
    north = {"fact": "district", "is": "north"}
    moneys = [
        {"code": "region", "name": said("Region"), "parts": {"region": 10_000}},
        {"code": "north", "name": said("North"), "parts": {"region": 10_000}, "when": north},
    ]
    floors = [{"code": "north", "name": said("North"), "when": north, "amount": 500_000}]
    edition = an_edition(award=award_rules(moneys=moneys, floors=floors, cells=["district"]))
    a_ranked(edition, "A", facts={"district": "north"})
    a_ranked(edition, "B", facts={"district": "south"})
    a_ranking(edition, {"A": 90_000, "B": 80_000})
    first, second = of(edition)["applications"]
    assert (first["moneys"], first["groups"], first["cell"]) == (
        ["region", "north"],
        ["floor:north"],
        "north",
    )
    assert (second["moneys"], second["groups"], second["cell"]) == (["region"], [], "south")


def test_a_criterion_under_its_least_leaves_no_money() -> None:
    edition = an_edition()
    a_ranked(edition, "A")
    a_ranking(edition, {"A": 90_000}, below=["aims"])
    assert of(edition)["applications"][0]["moneys"] == []


def test_who_withdrew_since_the_seal_is_left_out() -> None:
    edition = a_ranked_edition({"A": 90_000, "B": 80_000})
    Application.objects.filter(number="A").update(state=ApplicationState.WITHDRAWN)
    assert [one["id"] for one in of(edition)["applications"]] == ["B"]


def test_an_empty_edition_is_explained() -> None:
    edition = an_edition()
    a_ranking(edition, {})
    with pytest.raises(NothingRanked):
        of(edition)


def test_a_missing_score_is_never_a_zero() -> None:
    edition = an_edition()
    for number in ("A", "B"):
        a_ranked(edition, number)
    a_ranking(edition, {"A": 90_000, "B": None})
    with pytest.raises(ScoresMissing, match="B"):
        of(edition)


def test_whoever_asks_for_nothing_is_named() -> None:
    edition = a_ranked_edition({"A": 90_000, "B": 80_000})
    Application.objects.filter(number="B").update(asked=0)
    with pytest.raises(AmountsMissing, match="B"):
        of(edition)


def test_a_ranking_of_strangers_is_refused() -> None:
    edition = an_edition()
    a_ranking(edition, {"Z": 1})
    with pytest.raises(NotOfTheRanking, match="Z"):
        of(edition)


def test_a_cell_that_no_fact_decides_is_refused_with_the_fact() -> None:
    edition = a_ranked_edition({"A": 90_000}, award=award_rules(cells=["network"]))
    with pytest.raises(CellUnknown, match="network"):
        of(edition)


def test_two_applications_of_one_site_exclude_each_other_and_the_sentence_says_so() -> None:
    edition = a_ranked_edition({"A": 90_000, "B": 80_000})
    Application.objects.update(facts={"district": "north", "site": "S1"})
    document = of(edition)
    assert document["exclusive"] == [["A", "B"]]
    result = solved(document)
    assert [one["id"] for one in result["awards"]] == ["A"]
    assert result["sentences"][1]["code"] == "excused_exclusive"


def test_sites_shared_in_a_chain_are_explained() -> None:
    edition = a_ranked_edition({"A": 90_000, "B": 80_000, "C": 70_000})
    body = Organisation.objects.create(code="board", name={"en": "Board"}, kind="public")
    sites = [
        Site.objects.create(organisation=body, code=f"s{at}", name={"en": "Site"})
        for at in range(2)
    ]
    for number, site in (("A", 0), ("B", 0), ("B", 1), ("C", 1)):
        application = Application.objects.get(number=number)
        Sharer.objects.create(application=application, organisation=body, site=sites[site])
    with pytest.raises(SitesTangled, match="B"):
        of(edition)


def test_infeasible_floors_are_reported_and_crash_nothing() -> None:
    floors = [
        {
            "code": "south",
            "name": said("South"),
            "when": {"fact": "district", "is": "south"},
            "amount": 900_000,
        }
    ]
    edition = a_ranked_edition({"A": 90_000}, award=award_rules(floors=floors))
    result = solved(of(edition))
    assert result["floors"][0]["shortfall"] == 900_000


def test_rules_that_the_engine_can_t_read_are_told_in_sentences() -> None:
    moneys = [{"code": "region", "name": said("R"), "parts": {"elsewhere": 10_000}}]
    edition = an_edition(award=award_rules(moneys=moneys))
    a_ranked(edition, "A")
    a_ranking(edition, {"A": 90_000})
    with pytest.raises(InstanceUnsound, match="elsewhere"):
        of(edition)


@pytest.mark.parametrize(
    ("changes", "key", "expected"),
    [
        ({"method": "optimise"}, "rules", "optimise"),
        ({"envelopes": {"region": 5}}, "sources", 5),
        ({"threshold": 80_000}, "rules", 80_000),
    ],
)
def test_a_scenario_changes_what_it_names(
    changes: dict[str, Any], key: str, expected: object
) -> None:
    edition = a_ranked_edition({"A": 90_000})
    assert str(expected) in str(of(edition, **changes)[key])


def test_a_floor_or_ceiling_can_be_moved_or_left_out() -> None:
    when = {"fact": "district", "is": "north"}
    limit = {"code": "north", "name": said("North"), "when": when, "amount": 900_000}
    edition = a_ranked_edition({"A": 9}, award=award_rules(floors=[limit], ceilings=[limit]))
    assert of(edition, floors={"north": None}, ceilings={"north": 7})["groups"] == [
        {"id": "ceiling:north", "ceiling": 7}
    ]


def test_levels_and_years_come_along() -> None:
    envelope = {"code": "region", "name": said("R"), "source": "region", "amount": 10}
    envelope["years"] = {"2026": 5, "2027": 5}
    edition = an_edition(award=award_rules(envelopes=[envelope], levels=[100, 50]))
    a_ranked(edition, "A")
    a_ranking(edition, {"A": 9})
    row = of(edition)["applications"][0]
    assert (row["levels"], row["profile"]) == ([100, 50], {"2026": 10_000})
    assert of(edition, levels=[100, 60])["applications"][0]["levels"] == [100, 60]


@pytest.mark.parametrize(
    "changes",
    [
        {"colour": "red"},
        {"floors": {"none": 5}},
        {"envelopes": {"nowhere": 5}},
    ],
)
def test_a_scenario_can_t_change_what_there_is_not(changes: dict[str, Any]) -> None:
    with pytest.raises(ChangeUnknown):
        of(a_ranked_edition({"A": 90_000}), **changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"method": "dice"},
        {"threshold": -1},
        {"threshold": True},
        {"levels": [50, 100]},
        {"levels": []},
        {"levels": [101]},
        {"envelopes": {"region": -5}},
    ],
)
def test_a_scenario_can_t_have_values_that_mean_nothing(changes: dict[str, Any]) -> None:
    with pytest.raises(ChangeNotPossible):
        of(a_ranked_edition({"A": 90_000}), **changes)


def test_long_lists_are_cut_in_the_sentence() -> None:
    edition = an_edition()
    scores = {f"A-{at:02}": None for at in range(15)}
    for number in scores:
        a_ranked(edition, number)
    a_ranking(edition, scores)
    with pytest.raises(ScoresMissing, match=r"A-11 \(\+3\)"):
        of(edition)
