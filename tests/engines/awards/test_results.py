"""A result that is handed back: read only when it is whole and of its instance."""

from typing import Any

import pytest

from perron.engines.awards.canonical import digest
from perron.engines.awards.errors import ResultRefused
from perron.engines.awards.reporting import report
from perron.engines.awards.results import read_standing
from tests.engines.awards.editions import a_proof, an_application, an_instance, awards

INSTANCE = an_instance(an_application("a", 9), an_application("b", 8))


def a_result() -> dict[str, Any]:
    return report(INSTANCE, awards("a:regional"), a_proof())


def sealed(result: dict[str, Any]) -> dict[str, Any]:
    rest = {key: value for key, value in result.items() if key != "digest"}
    return {**rest, "digest": digest(rest)}


def problems_of(result: dict[str, Any]) -> tuple[str, ...]:
    with pytest.raises(ResultRefused) as refused:
        read_standing(INSTANCE, result)
    return refused.value.problems


def test_a_whole_result_is_read() -> None:
    standing = read_standing(INSTANCE, a_result())

    assert list(standing.funded) == ["a"]
    assert standing.quality == 9_000


def test_awards_that_cannot_be_are_refused_even_under_a_right_digest() -> None:
    result = a_result()
    result["awards"][0]["money"] = "moon"

    assert problems_of(sealed(result)) == ("a is funded from moon, not being eligible.",)


def test_a_result_tells_about_everyone_in_the_order() -> None:
    result = a_result()
    result["sentences"].reverse()

    assert problems_of(sealed(result)) == (
        "The result does not tell about every application once, in the order.",
    )
