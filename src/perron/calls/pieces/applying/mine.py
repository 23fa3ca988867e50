"""The way from the account to one's own applications."""

from typing import Any

from django.http import HttpRequest

from perron.accounts.models import User
from perron.calls.models import Application


def applications_section(request: HttpRequest) -> dict[str, Any] | None:
    """How many applications one shares; None for whoever can't apply and shares none."""
    person = request.user
    if not isinstance(person, User) or not person.may("organisation.speak"):
        return None
    return {"count": Application.objects.of(person).count()}
