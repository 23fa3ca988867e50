"""The sittings of an account, on the account page."""

from typing import Any

from django.http import HttpRequest

from perron.accounts.models import User
from perron.competences.models import Sitting

SHOWN = 20


def sittings_section(request: HttpRequest) -> dict[str, Any] | None:
    """One's own tests, newest first; None for whoever has none or acts for somebody."""
    person = request.user
    if not isinstance(person, User):
        return None
    found = list(Sitting.objects.of(person)[:SHOWN])
    return {"sittings": found} if found else None
