"""A result that was tampered with is refused, though every digest was computed anew."""

import pytest

from perron.engines.awards.verifying import verify
from tests.engines.awards import tampering_bounds, tampering_words
from tests.engines.awards.drawing import Draw
from tests.engines.awards.tampering import (
    BASES,
    KINDS,
    Base,
    a_base,
    a_solved_base,
    changed_by,
    tampered,
)

ENTERED = (tampering_bounds, tampering_words)


def test_what_is_tampered_with_was_sound_before() -> None:
    refused = [
        seed for seed in range(BASES) if not verify(a_base(seed).instance, a_base(seed).result).ok
    ]

    assert refused == []


def test_there_are_many_ways_of_tampering() -> None:
    assert len(KINDS) >= 25
    assert len(ENTERED) == 2


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_result_that_was_tampered_with_is_refused(name: str) -> None:
    passed = [turn for turn in range(4) if is_believed(name, turn)]

    assert passed == []


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_hundred_more_of_each_kind_are_refused(name: str) -> None:
    passed = [turn for turn in range(4, 104) if is_believed(name, turn)]

    assert passed == []


@pytest.mark.slow
def test_what_the_solver_made_is_refused_too_once_it_was_tampered_with() -> None:
    base = a_solved_base()
    draws = [(name, Draw(10, turn)) for name in sorted(KINDS) for turn in range(3)]
    found = [(name, changed_by(name, draw, base)) for name, draw in draws]
    changes = [(name, changed) for name, changed in found if changed is not None]

    assert verify(base.instance, base.result).failures == ()
    assert [name for name, changed in changes if believed(changed)] == []
    assert len({name for name, _ in changes}) > len(KINDS) / 2


def is_believed(name: str, turn: int) -> bool:
    """Whether the verifier accepts what was tampered with in one way."""
    return believed(tampered(name, turn))


def believed(changed: Base) -> bool:
    """Whether the verifier accepts a result."""
    return verify(changed.instance, changed.result).ok
