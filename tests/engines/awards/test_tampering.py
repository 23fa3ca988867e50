"""A result that was tampered with is refused, though every digest was computed anew."""

import pytest

from perron.engines.awards.verifying import verify
from tests.engines.awards import tampering_bounds, tampering_words
from tests.engines.awards.tampering import BASES, KINDS, a_base, tampered

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
    passed = [turn for turn in range(6) if is_believed(name, turn)]

    assert passed == []


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_hundred_more_of_each_kind_are_refused(name: str) -> None:
    passed = [turn for turn in range(6, 106) if is_believed(name, turn)]

    assert passed == []


def is_believed(name: str, turn: int) -> bool:
    """Whether the verifier accepts what was tampered with."""
    changed = tampered(name, turn)
    return verify(changed.instance, changed.result).ok
