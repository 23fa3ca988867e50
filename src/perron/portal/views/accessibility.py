"""The accessibility statement: what was tested, what is known to be missing, where to complain."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from perron.core.pages import public_page
from perron.core.text import Text
from perron.portal.views.showing import Frame, show

REVIEWED = date(2026, 11, 23)  # when the list below was last compared with the tests


@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    """What the tests prove, what nobody has tested, and whom one can tell."""
    context = {"reviewed": REVIEWED, "bodies": complaint_bodies()}
    return show(request, "portal/accessibility.html", context, frame=Frame("accessibility"))


def complaint_bodies() -> list[dict[str, Any]]:
    """Whom the region names for complaints; nobody where it names nobody."""
    return [
        {"name": Text(one["name"]), "url": one.get("url", "")} for one in settings.REGION.complaints
    ]
