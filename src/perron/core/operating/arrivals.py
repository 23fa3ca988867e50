"""When a request arrived: stamped at the server's door, before it waits for its turn."""

from datetime import UTC, datetime

from django.http import HttpRequest
from django.utils import timezone

ARRIVED = "perron.arrived"


def arrival(request: HttpRequest) -> datetime:
    """The moment at which a request reached the server; now, where nobody stamped it."""
    stamped = request.META.get(ARRIVED)
    return datetime.fromtimestamp(stamped, UTC) if stamped else timezone.now()
