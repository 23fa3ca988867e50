"""Readers who ask for thousands of different addresses: memory stays small, counts stay."""

import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from perron.config import settings as configured
from perron.core import bounded
from perron.core.bounded import BoundedMemory


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> Iterator[BoundedMemory]:
    monkeypatch.setattr(bounded, "MOST_BYTES", 10_000)
    kept = BoundedMemory("of a test", {"OPTIONS": {"MAX_ENTRIES": 60}})
    yield kept
    kept.clear()


def weight(memory: BoundedMemory) -> int:
    rows: dict[str, Any] = vars(memory)["_cache"]
    return sum(map(len, rows.values()))


def test_however_many_large_pages_are_asked_the_memory_is_bounded(memory: BoundedMemory) -> None:
    for number in range(500):
        memory.set(f"page:{number}", b"x" * 900)
        assert weight(memory) <= 10_000
    assert memory.get("page:499") == b"x" * 900


def test_a_page_that_is_read_stays_and_one_that_is_not_goes(memory: BoundedMemory) -> None:
    memory.set("page:read", b"x" * 900)
    memory.set("page:left", b"x" * 900)
    for number in range(30):
        memory.set(f"page:{number}", b"x" * 900)
        assert memory.get("page:read")
    assert memory.get("page:left") is None


@pytest.mark.parametrize("size", [1, 900])
def test_a_flood_of_pages_does_not_make_attempts_be_forgotten(
    memory: BoundedMemory, size: int
) -> None:
    memory.set("allauth:rl:login_failed:aline", [1.0, 2.0])
    memory.set("inquiries:192.0.2.1", 5)
    for number in range(2000):
        memory.set(f"page:{number}", b"x" * size)
    assert memory.get("allauth:rl:login_failed:aline") == [1.0, 2.0]
    assert memory.get("inquiries:192.0.2.1") == 5


def test_counts_alone_are_bounded_too(memory: BoundedMemory) -> None:
    for number in range(500):
        memory.set(f"allauth:rl:login:{number}", number)
    assert len(vars(memory)["_cache"]) <= 60


def test_one_page_larger_than_everything_is_kept_alone(memory: BoundedMemory) -> None:
    memory.set("page:1", b"x" * 20_000)
    memory.set("page:2", b"x" * 10)
    assert memory.get("page:1") is None
    assert pickle.dumps(memory.get("page:2"))


def test_pages_are_kept_in_it() -> None:
    words = Path(configured.__file__).read_text(encoding="utf-8")
    assert words.count("perron.core.bounded.BoundedMemory") == 1
