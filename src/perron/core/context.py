"""What every page knows: the region, the languages, its own address and the last kept day."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from perron.core.models import Snapshot
from perron.core.text import Text

THEME_FILE = "theme.css"
THEME = f"region/{THEME_FILE}"
LATEST = "SELECT id, day, digest FROM core_snapshot ORDER BY day DESC LIMIT 1"


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of the base template."""
    region = settings.REGION
    current = get_language() or settings.LANGUAGE_CODE
    path = request.get_full_path()
    return {
        "region": {
            "name": Text(region.name),
            "agency": Text(region.agency),
            "credit": Text(region.credit),
            "district_word": Text(region.district_word),
            "theme": THEME if (region.folder / "static" / THEME_FILE).exists() else "",
        },
        "languages": [
            (code, name, in_language(path, current, code), code == current)
            for code, name in settings.LANGUAGES
        ],
        "demonstration": getattr(request.user, "is_demonstration", False),
        "page_address": f"{settings.SITE_ADDRESS.rstrip('/')}{path}",
        "snapshot": SimpleLazyObject(latest_snapshot),  # a fragment has no foot to cite it in
    }


def in_language(path: str, current: str, code: str) -> str:
    """The same address in another language; the home page where an address has no language."""
    return f"/{code}{path[len(current) + 1 :]}" if path.startswith(f"/{current}/") else f"/{code}/"


def latest_snapshot() -> dict[str, Any] | None:
    """The last kept day, as the foot of the page cites it."""
    for kept in Snapshot.objects.raw(LATEST):
        url = reverse("portal:snapshot", args=[kept.day.isoformat()])
        return {"date": kept.day, "digest": kept.digest, "url": url}
    return None
