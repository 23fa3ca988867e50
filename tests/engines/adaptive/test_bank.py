"""A bank: what a file may hold, and curves that are what their formulas say."""

import numpy as np
import pytest

from perron.engines.adaptive.bank import Item, checked, read_bank
from perron.engines.adaptive.errors import AdaptiveRefused
from perron.engines.adaptive.generating import a_bank
from perron.engines.adaptive.tables import points_of_ability, tabulate

AT = np.array([-2.0, 0.0, 1.5])


def test_a_file_gives_the_items_it_names() -> None:
    text = "\ufeffname,b, a ,c,steps,se_b\nx,0.5,1.2,0.2,,0.1\n\ny,0,1,,-1 0.5,\n"

    assert read_bank(text) == (Item(1.2, 0.5, 0.2, se_b=0.1), Item(1.0, 0.0, steps=(-1.0, 0.5)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no column a"),
        ("a,c\n1,0\n", "no column b"),
        ("a,b,a\n1,0,1\n", "column a twice"),
        ("a,b\n", "holds no item"),
        ("a,b\n1\n", "Line 2 of the bank has not as many cells"),
        ("a,b\n1,0\n1,hard\n", "Line 3 of the bank holds a cell that is no number"),
        ("a,b\n0,0\n", "a is 0, and has to be above 0"),
        ("a,b\n1,nan\n", "b is nan"),
        ("a,b,c\n1,0,1\n", "c is 1"),
        ("a,b,c,d\n1,0,0.5,0.4\n", "has to be below d"),
        ("a,b,steps\n1,0,inf\n", "steps have to be numbers"),
        ("a,b,c,steps\n1,0,0.1,0 1\n", "an item with steps has c 0"),
        ("a,b,se_a\n1,0,-1\n", "se_a is -1"),
    ],
)
def test_a_bad_file_is_refused_with_the_place_and_the_reason(text: str, said: str) -> None:
    with pytest.raises(AdaptiveRefused, match=said):
        read_bank(text)


def test_an_item_that_cannot_be_is_named_by_its_number() -> None:
    with pytest.raises(AdaptiveRefused, match="Item 2 of the bank"):
        checked([Item(1, 0), Item(-1, 0)])


def test_a_curve_rises_from_its_floor_to_its_ceiling() -> None:
    tables = tabulate([Item(1.5, 0.3, 0.2, 0.9)], AT)

    expected = 0.2 + 0.7 / (1 + np.exp(-1.5 * (AT - 0.3)))
    np.testing.assert_allclose(tables.chances[0, 1], expected)
    np.testing.assert_allclose(tables.chances[0].sum(axis=0), 1)
    np.testing.assert_allclose(tables.share[0], expected)


def test_partial_credit_of_one_step_is_the_two_parameter_model() -> None:
    one, other = tabulate([Item(1.3, 0.2, steps=(0.5,))], AT), tabulate([Item(1.3, 0.7)], AT)

    np.testing.assert_allclose(one.chances, other.chances)
    np.testing.assert_allclose(one.information, other.information)


def test_partial_credit_follows_its_formula() -> None:
    tables = tabulate([Item(1.1, 0.2, steps=(-0.5, 0.5)), Item(1, 0)], AT)

    odds = np.exp([0 * AT, 1.1 * (AT + 0.3), 1.1 * (2 * AT - 0.4)])
    np.testing.assert_allclose(tables.chances[0], odds / odds.sum(axis=0))
    np.testing.assert_allclose(tables.chances[1, 2], 1)
    assert tables.tops.tolist() == [2, 1]


@pytest.mark.parametrize("item", [Item(1.4, 0.1), Item(1.4, 0.1, 0.2), Item(1, 0, steps=(-1, 1))])
def test_information_is_the_expected_square_of_the_score(item: Item) -> None:
    near = np.array([0.4 - 1e-5, 0.4, 0.4 + 1e-5])
    tables = tabulate([item], near)

    slopes = (tables.logs[0, :, 2] - tables.logs[0, :, 0]) / 2e-5
    assert tables.information[0, 1] == pytest.approx(
        float(tables.chances[0, :, 1] @ slopes**2), rel=1e-6
    )


def test_points_are_equally_spaced() -> None:
    tables = tabulate([Item(1, 0)], points_of_ability(61, 4.5))

    np.testing.assert_allclose(np.diff(tables.points), tables.step)


def test_an_invented_bank_is_the_same_for_the_same_seed() -> None:
    made = [a_bank(50, np.random.default_rng(4), guessed=True) for _ in range(2)]

    assert made[0] == made[1]
    assert all(0.10 <= item.c <= 0.25 for item in made[0])
    assert {item.c for item in a_bank(3, np.random.default_rng(1))} == {0}
