"""One region for each file of tests; whatever a request changes is taken back after it."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.db import transaction
from django.test.utils import override_settings
from pytest_django.plugin import DjangoDbBlocker


@pytest.fixture(scope="module")
def numbers(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[dict[str, Any]]:
    """The region, and what its addresses name."""
    del django_db_setup
    region = import_module("tests.rights.region")  # this file is read before Django is set up
    key = str(tmp_path_factory.mktemp("rights") / "key.pem")
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(JOURNAL_KEY_FILE=key, EMBEDDED=True):
            given = region.the_region()
        yield given
        transaction.set_rollback(True)
