"""Whatever JSON the verifier is given, it answers with a verdict and never raises."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perron.engines.awards.verifying import Verdict, verify
from perron.engines.awards.verifying.verify import MOST_TOLD
from tests.engines.awards.tampering import a_base

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**4000, -(10**30), 2**63, 0, 1])
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["app-1", "cell-a", "north", "2026", "optimise", "rank", "gap", "\ud800"])
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


def places(part: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every part of a document."""
    inner: list[Any] = []
    if isinstance(part, dict):
        inner = list(part.items())
    elif isinstance(part, list):
        inner = list(enumerate(part))
    return [path, *(way for key, value in inner for way in places(value, (*path, key)))]


def replaced(document: Any, path: tuple[Any, ...], value: Any) -> Any:
    """A copy of a document with another value at one place."""
    if not path:
        return value
    copy = json.loads(json.dumps(document))
    part = copy
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = value
    return copy


SEEDS = st.integers(0, 9)


@given(instance=ANYTHING, result=ANYTHING)
@settings(max_examples=60, deadline=None)
def test_any_json_gets_a_verdict(instance: Any, result: Any) -> None:
    verdict = verify(instance, result)

    assert not verdict.ok
    assert verdict.failures


@given(st.data())
@settings(max_examples=90, deadline=None)
def test_an_instance_with_anything_put_anywhere_gets_a_verdict(data: st.DataObject) -> None:
    base = a_base(data.draw(SEEDS))
    path = data.draw(st.sampled_from(places(base.instance)))
    verdict = verify(replaced(base.instance, path, data.draw(ANYTHING)), base.result)

    assert isinstance(verdict, Verdict)
    assert verdict.ok == (not verdict.failures)


@given(st.data())
@settings(max_examples=90, deadline=None)
def test_a_result_with_anything_put_anywhere_gets_a_verdict(data: st.DataObject) -> None:
    base = a_base(data.draw(SEEDS))
    path = data.draw(st.sampled_from(places(base.result)))
    value = data.draw(ANYTHING)
    changed = replaced(base.result, path, value)
    verdict = verify(base.instance, changed)

    is_same = json.dumps(changed, sort_keys=True) == json.dumps(base.result, sort_keys=True)
    assert verdict.ok == is_same


def test_a_million_brackets_are_told_as_a_list() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    base = a_base(0)

    verdict = verify({**base.instance, "edition": deep}, base.result)

    assert verdict.failures[0] == "instance.edition is a list; an id is needed."


def test_only_the_first_of_a_thousand_problems_are_told() -> None:
    base = a_base(0)
    verdict = verify({**base.instance, "applications": [None] * 1000}, base.result)

    assert len(verdict.failures) == MOST_TOLD + 1


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (True, "true"),
        (None, "null"),
        (10**40, "a number of more than 18 digits"),
        (1.5, "1.5, which is no whole number"),
        (float("nan"), "nan, which is no whole number"),
        ("12", "'12'"),
        (["x"], "a list"),
        ({}, "an object"),
        (-1, "-1"),
    ],
)
def test_a_score_that_is_none_is_told_as_what_it_is(value: object, told: str) -> None:
    base = a_base(0)
    changed = replaced(base.instance, ("applications", 0, "score"), value)
    verdict = verify(changed, base.result)

    assert verdict.failures[0] == (
        f"instance.applications[0].score is {told}; a whole number from 0 to 1000000 is needed."
    )
    assert not verdict.proved
