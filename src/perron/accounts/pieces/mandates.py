"""What the account page says of mandates."""

from django.http import HttpRequest
from django.utils import timezone

from perron.accounts.models import Mandate, User


def section_of(request: HttpRequest) -> dict[str, int] | None:
    """How many mandates are in force, held and given."""
    if not isinstance(request.user, User):
        return None
    today = Mandate.objects.in_force(timezone.localdate())
    return {
        "held": today.filter(proxy=request.user).count(),
        "lent": today.filter(principal=request.user).count(),
    }
