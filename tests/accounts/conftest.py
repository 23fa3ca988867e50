"""Attempts to sign in are counted in memory: each test begins with none."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _forget() -> None:
    cache.clear()
