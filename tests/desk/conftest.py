"""What the desk keeps in memory under a publication's number is forgotten between tests."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _forget() -> None:
    cache.clear()
