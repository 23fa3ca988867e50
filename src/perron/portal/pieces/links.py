"""Addresses of things, and those that depend on who reads."""

from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from perron.core.records.kinds import kinds


def address(kind: str, code: str) -> str:
    """Where a thing is shown, in the reader's language; a page asks it for every line."""
    return _address(kind, code, get_language())


@lru_cache(maxsize=20_000)
def _address(kind: str, code: str, language: str | None) -> str:
    del language  # it is part of the address
    return kinds[kind].address(code)


def edit_address(user: Any, kind: str, code: str) -> str:
    """Where this person edits the thing; empty for everyone who may not."""
    if user.is_authenticated and kinds[kind].may_edit(user):
        return reverse("desk:edit", args=[kind, code])
    return ""
