"""What is published names nobody and can still be verified."""

import json
from dataclasses import asdict, replace
from typing import Any

import pytest

from perron.engines.awards.errors import ResultRefused
from perron.engines.awards.instances import read_instance
from perron.engines.awards.outcomes import Bound
from perron.engines.awards.publishing import strip
from perron.engines.awards.ranking import solve_by_rank
from perron.engines.awards.reporting import report
from perron.engines.awards.schemas import shape_problems
from perron.engines.awards.verifying import verify
from tests.engines.awards.editions import (
    FREE,
    a_proof,
    an_application,
    an_edition,
    awards,
)
from tests.engines.awards.tiny import an_edition as a_tiny_edition

SALT = "known to the agency"


def a_ranked_edition(seed: int) -> dict[str, Any]:
    document = a_tiny_edition(seed)
    document["rules"]["method"] = "rank"
    return document


@pytest.mark.parametrize("salt", ["", SALT])
def test_what_is_published_satisfies_the_verifier_and_tells_the_same(salt: str) -> None:
    for seed in range(40):
        document = a_ranked_edition(seed)
        result: dict[str, Any] = solve_by_rank(read_instance(document))

        public = strip(document, result, salt=salt)

        assert verify(public.instance, public.result).ok, seed
        told: Any = public.result
        names = public.names.applications
        assert [names[row["id"]] for row in result["awards"]] == [r["id"] for r in told["awards"]]
        assert [row["code"] for row in result["sentences"]] == [
            row["code"] for row in told["sentences"]
        ]
        facts = [
            {name: value for name, value in row["facts"].items() if name != "by"}
            for kept in (result, told)
            for row in kept["sentences"]
        ]
        assert facts[: len(names)] == facts[len(names) :]


def test_no_old_id_of_an_application_or_a_board_is_left() -> None:
    for seed in range(20):
        document = a_ranked_edition(seed)
        public = strip(document, solve_by_rank(read_instance(document)), salt=SALT)

        written = json.dumps([public.instance, public.result])

        assert "app-" not in written
        assert "board-" not in written


def test_without_a_salt_the_new_id_is_the_place_in_the_order() -> None:
    rows = [an_application(f"school-{number}", number) for number in range(12)]
    document = an_edition(*rows)
    instance = read_instance(document)
    result = report(instance, awards("school-11:regional"), a_proof(still_open=["school-10"]))

    public = strip(document, result)

    told: Any = public.result
    assert public.names.applications["school-11"] == "application-01"
    assert told["open"] == ["application-02"]
    assert (told["awards"][0]["id"], told["ended"]) == ("application-01", "clock")


def test_the_salt_decides_the_new_id_and_each_of_a_kind_has_its_own() -> None:
    row = an_application("same", 1, board="same")
    document = an_edition(row, boards=[{"id": "same", "most_awards": 1}])
    result = report(read_instance(document), [], a_proof())

    one, other = (strip(document, result, salt=salt).names for salt in (SALT, "another"))

    assert len(one.applications["same"]) == 24
    assert one.applications["same"] != other.applications["same"]
    assert one.applications["same"] != one.boards["same"]


def test_a_result_of_another_instance_is_not_published() -> None:
    document, other = a_ranked_edition(1), a_ranked_edition(2)

    with pytest.raises(ResultRefused):
        strip(document, solve_by_rank(read_instance(other)))


def test_prices_go_with_the_new_ids() -> None:
    rows = [
        an_application("a", 4, board="school-board"),
        an_application("b", 3),
        an_application("c", 2, requires=["b"]),
    ]
    document = an_edition(*rows, boards=[{"id": "school-board"}], exclusive=[["c", "a"]])
    prices = replace(
        FREE,
        boards={"school-board": {"awards": 1, "money": 2}},
        exclusive={"a": 3},
        requires={"c": {"b": 4}},
    )
    proof = replace(a_proof(), quality=Bound(10**15, prices))
    result = report(read_instance(document), [], proof)

    public = strip(document, result, salt=SALT)

    told: Any = public.result["quality"]
    names, boards = public.names
    assert told["multipliers"] == {
        **asdict(FREE),
        "boards": {boards["school-board"]: {"awards": 1, "money": 2}},
        "exclusive": {min(names["a"], names["c"]): 3},
        "requires": {names["c"]: {names["b"]: 4}},
    }
    assert shape_problems("result", public.result) == []
