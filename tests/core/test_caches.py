"""What one test keeps is not found by the next, nor by another worker."""

import pytest
from django.conf import settings
from django.core.cache import caches


@pytest.mark.parametrize("turn", ["first", "second"])
@pytest.mark.parametrize("name", ["default", "files"])
def test_nothing_is_found_that_another_test_kept(name: str, turn: str) -> None:
    assert caches[name].get("kept") is None

    caches[name].set("kept", turn)


def test_no_cache_of_the_tests_lies_in_a_folder_that_workers_share() -> None:
    assert {type(caches[name]).__name__ for name in settings.CACHES} == {"LocMemCache"}
