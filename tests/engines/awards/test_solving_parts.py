"""The pieces of the optimiser, each against what can be seen by trying everything."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np
import pytest

from perron.engines.awards.instances import read_instance
from perron.engines.awards.solving.ascent import Aim, Ascent, Prices
from perron.engines.awards.solving.cells import Cells
from perron.engines.awards.solving.fates import turned
from perron.engines.awards.solving.healing import carried
from perron.engines.awards.solving.links import Links
from perron.engines.awards.solving.model import Model, build
from perron.engines.awards.solving.pairs import best_first
from perron.engines.awards.solving.proving import multipliers
from perron.engines.awards.solving.searching import Search
from perron.engines.awards.solving.simplex import Programme
from perron.engines.awards.solving.state import State, settle
from tests.engines.awards.drawing import Draw
from tests.engines.awards.editions import an_application, an_edition
from tests.engines.awards.tiny import an_edition as a_tiny_edition


def a_model(*rows: dict[str, Any], **more: Any) -> Model:
    """The model of a small edition."""
    return build(read_instance(an_edition(*rows, **more)))


def free_choices(model: Model) -> Iterator[list[int]]:
    """Every choice that is fair within cells, boards and the like left aside."""
    ways = [(-1, *model.options(one)) for one in range(len(model.applications))]
    for chosen in product(*ways):
        state = State(model, Links(model), chosen)
        if all(state.fair(cell) for cell in range(len(state.cells))):
            yield list(chosen)


def drawn_weights(model: Model, seed: int) -> Any:
    """A worth for each option, above and below zero."""
    draw = Draw(5, seed)
    return np.array([draw.number(-50, 50) for _ in model.owner], dtype=np.int64)


@pytest.mark.parametrize("seed", range(12))
def test_the_climb_finds_the_best_choice_of_cutoffs_and_the_best_of_each_other_fate(
    seed: int,
) -> None:
    edition = a_tiny_edition(seed, 5) | {"boards": [], "exclusive": []}
    for row in edition["applications"]:
        row.pop("board", None)
        row.pop("requires", None)
    model = build(read_instance(edition))
    cells = Cells(model, model.excusable)
    weight = drawn_weights(model, seed)
    climbed = cells.climb(weight)
    chosen = cells.choices(climbed)
    worth = {tuple(one): sum(weight[o] for o in one if o >= 0) for one in free_choices(model)}

    assert climbed.total == max(worth.values()) == worth[tuple(chosen.tolist())]
    others = turned(cells, climbed, chosen >= 0)
    for place, best in enumerate(others):
        fates = [w for one, w in worth.items() if (one[place] >= 0) != (chosen[place] >= 0)]
        assert best == max(fates, default=best)


def test_the_programme_grows_by_columns_and_finds_the_mixture() -> None:
    programme = Programme(np.array([4.0, 6.0]), np.array([0.0, 0.0]))
    programme.add(np.array([[1.0, 2.0], [3.0, 1.0]]), np.array([3.0, 2.0]))
    programme.solve()

    assert programme.value == pytest.approx(7.2)
    assert programme.solution()[2:].tolist() == pytest.approx([1.6, 1.2])
    assert programme.prices.tolist() == pytest.approx([0.6, 0.8])


def test_a_programme_without_an_end_stops_where_it_is() -> None:
    programme = Programme(np.array([1.0]), np.array([0.0]))
    programme.add(np.array([[-1.0]]), np.array([1.0]))
    programme.solve()

    assert programme.value == 0.0


def test_a_programme_that_goes_on_too_long_is_left_as_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("perron.engines.awards.solving.simplex.MOST_PIVOTS", 1)
    programme = Programme(np.array([4.0, 6.0]), np.array([0.0, 0.0]))
    programme.add(np.array([[1.0, 2.0], [3.0, 1.0]]), np.array([3.0, 2.0]))
    programme.solve()

    assert 0 < programme.value < 7.2


def test_of_equals_the_earlier_place_comes_first() -> None:
    worth = np.array([3, 9, 3, 9, 1, 3])

    assert best_first(worth, 4).tolist() == [1, 3, 0, 2]
    assert best_first(worth, 10).tolist() == [1, 3, 0, 2, 5, 4]


def test_a_bound_takes_at_least_one_turn() -> None:
    model = a_model(an_application("one", 50_000))
    cells = Cells(model, model.excusable)

    with pytest.raises(ValueError, match="at least one turn"):
        Ascent(model, cells, Aim(quality=True, shortfall=0, scale=1)).run(turns=0)


def test_few_turns_give_a_bound_all_the_same() -> None:
    model = build(read_instance(a_tiny_edition(5, 12)))
    cells = Cells(model, model.excusable)
    aim = Aim(quality=True, shortfall=10**9, scale=model.scale)
    few, many = (Ascent(model, cells, aim).run(turns=turns) for turns in (2, 60))

    assert few.turns <= 2
    assert few.total >= many.total


def a_tied_model() -> Model:
    """Applications under every kind of limit."""
    yearly: dict[str, Any] = {"profile": {"2031": 10_000}}
    return a_model(
        an_application("a", 90_000, board="wide", groups=["all"], **yearly),
        an_application("b", 80_000, board="wide", requires=["a"], **yearly),
        an_application("c", 70_000, **yearly),
        an_application("d", 60_000, **yearly),
        sources=[{"id": "region", "limit": 9_000, "years": {"2031": 5_000}}],
        groups=[{"id": "all", "floor": 1, "ceiling": 2_000}],
        boards=[{"id": "wide", "most_awards": 1, "most_money": 1_500}],
        exclusive=[["c", "d"]],
    )


def test_prices_bear_the_names_of_what_they_are_for() -> None:
    model = a_tied_model()
    prices = Prices(np.array([1, 2, 3]), np.array([4]), np.array([5, 6, 7, 8]))
    named = multipliers(model, Aim(quality=True, shortfall=0, scale=2), prices)

    assert named.scale == 2
    assert (named.sources, named.years) == ({"region": 1}, {"region": {"2031": 2}})
    assert (named.ceilings, named.floors) == ({"all": 3}, {"all": 4})
    assert named.boards == {"wide": {"awards": 5, "money": 6}}
    assert named.requires == {"b": {"a": 7}}
    assert named.exclusive == {"c": 8}


def by_name(model: Model, *names: str) -> list[int]:
    """A choice that funds the named ones in full."""
    return [
        model.options(place)[0] if row.id in names else -1
        for place, row in enumerate(model.applications)
    ]


def funded(state: State) -> str:
    """Who is, in the order."""
    rows = zip(state.model.applications, state.chosen, strict=True)
    return "".join(row.id for row, option in rows if option >= 0)


def test_what_boards_rivals_and_requirements_forbid_is_taken_back() -> None:
    model = a_tied_model()
    state = State(model, Links(model), by_name(model, "a", "b", "c", "d"))
    settle(state)

    assert funded(state) == "ac"


def test_whoever_is_passed_over_takes_those_after_it_along() -> None:
    model = a_model(an_application("a", 90_000), an_application("b", 80_000))
    state = State(model, Links(model), by_name(model, "b"))
    settle(state)

    assert funded(state) == ""


def test_whoever_may_be_paid_otherwise_keeps_its_award() -> None:
    model = a_model(
        an_application("a", 90_000),
        an_application("b", 80_000, moneys=["regional", "other"]),
        moneys=[{"id": name, "parts": {"region": 10_000}} for name in ("regional", "other")],
    )
    state = State(model, Links(model), by_name(model, "b"))
    settle(state)

    assert funded(state) == "b"


def test_a_change_carries_along_what_the_rules_then_demand() -> None:
    model = a_model(
        an_application("a", 90_000, board="wide", cell="south"),
        an_application("b", 80_000, board="wide"),
        an_application("c", 70_000),
        boards=[{"id": "wide", "most_awards": 1}],
    )
    state = State(model, Links(model), by_name(model, "a", "c"))
    undo = carried(state, {0: -1})

    assert funded(state) == "bc"
    assert undo is not None
    state.change(undo)
    assert funded(state) == "ac"


def test_funding_the_first_of_a_board_takes_the_last_of_it_away() -> None:
    model = a_model(
        an_application("a", 90_000, board="wide", cell="south"),
        an_application("b", 80_000, board="wide"),
        an_application("c", 70_000),
        boards=[{"id": "wide", "most_awards": 1}],
    )
    state = State(model, Links(model), by_name(model, "b", "c"))

    assert carried(state, {0: model.options(0)[0]}) is not None
    assert funded(state) == "ac"


def test_a_change_that_cannot_be_carried_is_not_made() -> None:
    model = a_model(an_application("a", 90_000), an_application("b", 80_000))
    state = State(model, Links(model), by_name(model, "a", "b"))

    assert carried(state, {0: -1}) is None
    assert funded(state) == "ab"


def test_two_rivals_funded_do_not_keep_the_rules() -> None:
    model = a_tied_model()

    assert not State(model, Links(model), by_name(model, "c", "d")).keeps([2])


def test_what_no_move_mends_is_taken_back_from_the_last_of_the_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("perron.engines.awards.solving.searching.STEEPER", 0)
    rows = [an_application(name, 90_000 - 1_000 * place) for place, name in enumerate("abc")]
    model = a_model(*rows, sources=[{"id": "region", "limit": 1_500}])
    state = State(model, Links(model), by_name(model, "a", "b", "c"))
    search = Search(state, np.array([1]), 0, lambda: True, 100)
    search.mend()

    assert funded(state) == "a"
