"""Attempts to sign in are counted in memory: each test begins with none."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test.utils import override_settings


@pytest.fixture(autouse=True)
def _forget() -> None:
    cache.clear()


@pytest.fixture
def _mail() -> Iterator[None]:
    """Name a way out for letters; they wait for a worker and can be read there."""
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        yield
