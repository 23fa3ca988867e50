"""The real territory, read once for all tests that look at it."""

import pytest

from perron.directory.imports.territory import Territory, read_settings, read_territory
from tests.directory.territory.make import REGION


@pytest.fixture(scope="session")
def territory() -> Territory:
    return read_territory(read_settings(REGION / "territory.yaml"), folder=REGION)
