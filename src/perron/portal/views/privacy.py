"""The privacy notice: what is kept about people, written from the list by which it is erased."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from perron.core.pages import public_page
from perron.core.personal import holdings
from perron.core.text import Text
from perron.portal.views.showing import Frame, show


@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    """What for, until when, who sees it, what one may ask, and whom."""
    return show(request, "portal/privacy.html", _notice(), frame=Frame("privacy"))


def _notice() -> dict[str, Any]:
    named = settings.REGION.privacy
    authority = named.get("authority", {})
    return {
        "parts": list(holdings),
        "contact": Text(named.get("contact", {})),
        "address": named.get("address", ""),
        "authority": {**authority, "name": Text(authority.get("name", {}))} if authority else None,
    }
