"""How the program says what it does: for a person at a terminal, or as JSON for machines."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

FORMATTERS = {
    "plain": "perron.core.operating.logs.Plain",
    "json": "perron.core.operating.logs.Json",
}


def log_settings(form: str) -> dict[str, Any]:
    """Django's LOGGING: ``json`` also tells of every request, ``plain`` only what went wrong."""
    if form not in FORMATTERS:
        raise ImproperlyConfigured(f"LOG_FORMAT is one of {', '.join(FORMATTERS)}.")
    requests = "INFO" if form == "json" else "ERROR"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"chosen": {"()": FORMATTERS[form]}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "chosen"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": ["console"], "level": "ERROR", "propagate": False},
            "perron.requests": {"level": requests},
        },
    }
