"""Invented editions have the size and price of real ones, and say that they are invented."""

import pytest

from perron.engines.awards.generating import THRESHOLD, generate
from perron.engines.awards.instances import read_instance
from perron.engines.awards.plain_rank import plain_rank
from perron.engines.awards.standing import Standing


def test_the_same_seed_gives_the_same_edition_and_another_seed_another() -> None:
    assert generate(60, 0.5, 7) == generate(60, 0.5, 7)
    assert generate(60, 0.5, 7)["applications"] != generate(60, 0.5, 8)["applications"]


@pytest.mark.parametrize("seed", range(4))
def test_what_is_invented_is_an_instance(seed: int) -> None:
    instance = read_instance(generate(200, 0.5, seed))

    assert len(instance.applications) == 200
    assert all(row.id.startswith("invented-") for row in instance.applications)
    assert len(instance.sources) == 4
    assert len(instance.groups) == 12
    assert any(board.most_awards for board in instance.boards.values())
    assert any(row.requires for row in instance.applications)
    assert any(row.rivals for row in instance.applications)


def test_an_application_asks_about_thirteen_thousand_euros() -> None:
    document = generate(955, 0.7, 1)
    asked = [row["asked"] for row in document["applications"]]
    limits = sum(source["limit"] for source in document["sources"])

    assert 1_250_000 < sum(asked) / len(asked) < 1_450_000
    assert 0.69 < limits / sum(asked) <= 0.7


def test_floors_bite_on_plain_rank_but_not_absurdly() -> None:
    instance = read_instance(generate(955, 0.7, 1))
    standing = Standing(instance, plain_rank(instance))

    assert 0 < standing.shortfall < 0.02 * sum(one.limit for one in instance.sources.values())


def test_some_editions_have_a_floor_that_nothing_can_reach() -> None:
    def beyond_reach(seed: int) -> bool:
        document = generate(955, 0.7, seed)
        able = [row for row in document["applications"] if row["score"] >= THRESHOLD]
        return any(
            group["floor"] > sum(row["asked"] for row in able if group["id"] in row["groups"])
            for group in document["groups"]
        )

    assert {beyond_reach(seed) for seed in range(1, 7)} == {True, False}


@pytest.mark.parametrize(("files", "tight"), [(0, 0.5), (10, 0.0), (10, 1.1)])
def test_a_size_or_a_part_that_makes_no_sense_is_refused(files: int, tight: float) -> None:
    with pytest.raises(ValueError, match="files is at least 1"):
        generate(files, tight, 1)


def test_a_single_file_is_an_edition_too() -> None:
    assert len(read_instance(generate(1, 1.0, 1)).applications) == 1
