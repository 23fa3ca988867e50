"""What the desk keeps in memory or in files is forgotten between tests, and shared with no other."""

import pytest
from django.core.cache import caches
from pytest_django.fixtures import SettingsWrapper

IN_MEMORY = "django.core.cache.backends.locmem.LocMemCache"


@pytest.fixture(autouse=True)
def _forget(settings: SettingsWrapper) -> None:
    settings.CACHES = {
        name: {"BACKEND": IN_MEMORY, "LOCATION": f"desk-{name}"} for name in ("default", "files")
    }
    for name in settings.CACHES:
        caches[name].clear()
