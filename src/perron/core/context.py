"""What every page knows: the region, the languages and whether it shows demonstration data."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from perron.core.text import Text

THEME_FILE = "theme.css"
THEME = f"region/{THEME_FILE}"


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
            (code, name, f"/{code}{path[len(current) + 1 :]}", code == current)
            for code, name in settings.LANGUAGES
        ],
        "demonstration": getattr(request.user, "is_demonstration", False),
    }
