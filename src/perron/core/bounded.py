"""A memory for pages that no reader can make grow, nor use to push the counts of attempts out."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any

from django.core.cache.backends.locmem import LocMemCache

MOST_BYTES = 64 * 1024 * 1024
LEAVES = 3  # one entry in three, where there are too many
COUNTS = (":allauth:", ":inquiries")  # attempts to sign in, questions asked: a flood stays counted


class BoundedMemory(LocMemCache):
    """Django's memory of one process, for so many bytes at the most.

    Every question that an address can hold makes another page; thousands of large ones would be
    gigabytes. What was not asked for the longest leaves first.
    """

    _cache: "OrderedDict[str, bytes]"  # the entry used last stands first
    _delete: Callable[[str], bool]
    _lock: Lock

    def set(self, key: str, value: Any, *arguments: Any, **more: Any) -> None:
        super().set(key, value, *arguments, **more)
        with self._lock:
            over = sum(map(len, self._cache.values())) - MOST_BYTES
            for oldest in list(reversed(self._cache))[:-1] if over > 0 else ():
                if over > 0 and not is_count(oldest):
                    over -= len(self._cache[oldest])
                    self._delete(oldest)

    def _cull(self) -> None:
        """Make room among too many entries; counts leave where there is nothing else."""
        pages = [key for key in reversed(self._cache) if not is_count(key)]
        for key in (pages or list(reversed(self._cache)))[: len(self._cache) // LEAVES]:
            self._delete(key)


def is_count(key: str) -> bool:
    """Whether an entry counts what somebody tries."""
    return any(word in key for word in COUNTS)
