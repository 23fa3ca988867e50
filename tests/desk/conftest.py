"""What the desk keeps in memory or in files is forgotten between tests and shared with none."""

from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.test.utils import override_settings

MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {name: {"BACKEND": MEMORY, "LOCATION": f"desk-{name}"} for name in ("default", "files")}


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    with override_settings(CACHES=CACHES):
        for name in CACHES:
            caches[name].clear()
        yield
