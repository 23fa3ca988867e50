"""Addresses that depend on who reads."""

from typing import Any

from django.urls import reverse

from perron.core.records.kinds import kinds


def edit_address(user: Any, kind: str, code: str) -> str:
    """Where this person edits the thing; empty for everyone who may not."""
    if user.is_authenticated and kinds[kind].may_edit(user):
        return reverse("desk:edit", args=[kind, code])
    return ""
