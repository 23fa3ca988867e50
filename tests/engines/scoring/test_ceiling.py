"""A choice from a catalogue: what it costs, and what would make it fit."""

import pytest

from perron.engines.scoring.ceiling import Chosen, Pack, choose
from perron.engines.scoring.refusals import ScoringRefused

TABLETS = Pack("tablets", 600_000, {"tablet": 12, "case": 12, "casting device": 1}, most=2)
BOARD = Pack("board", 250_000, {"interactive board": 1})
PROJECTOR = Pack("projector", 50_000, {"projector": 1, "case": 1})
CATALOGUE = (TABLETS, BOARD, PROJECTOR)
CEILING = 1_500_000


def test_a_choice_is_priced_and_told_as_what_will_be_delivered() -> None:
    choice = choose(CATALOGUE, [Chosen("tablets", 2), Chosen("projector", 3)], CEILING)

    assert (choice.total, choice.left, choice.over_by) == (1_350_000, 150_000, 0)
    assert choice.items == {"tablet": 24, "case": 27, "casting device": 2, "projector": 3}
    assert [line.amount for line in choice.lines] == [1_200_000, 150_000]
    assert [line.fewer for line in choice.lines] == [0, 0]
    assert choice.fits


def test_a_choice_over_the_ceiling_says_by_how_much_and_which_packs_would_have_to_go() -> None:
    choice = choose(
        CATALOGUE, [Chosen("tablets", 2), Chosen("board", 2), Chosen("projector", 2)], CEILING
    )

    assert (choice.total, choice.over_by, choice.left) == (1_800_000, 300_000, 0)
    assert [line.fewer for line in choice.lines] == [1, 2, None]
    assert not choice.fits


def test_more_of_a_pack_than_the_catalogue_allows_does_not_fit() -> None:
    choice = choose(CATALOGUE, [Chosen("tablets", 3)], 9_000_000)

    assert (choice.over_by, choice.too_many, choice.fits) == (0, ("tablets",), False)


def test_an_empty_choice_costs_nothing() -> None:
    assert choose(CATALOGUE, [], CEILING).left == CEILING


def test_a_choice_that_cannot_be_priced_is_refused_with_every_reason() -> None:
    lines = [Chosen("drone", 1), Chosen("board", 1), Chosen("board", 0)]
    with pytest.raises(ScoringRefused) as refusal:
        choose((*CATALOGUE, Pack("board", 0)), lines, -1)

    assert [problem.code for problem in refusal.value.problems] == [
        "packs_twice",
        "no_price",
        "unknown_packs",
        "lines_twice",
        "no_quantity",
        "ceiling_negative",
    ]
