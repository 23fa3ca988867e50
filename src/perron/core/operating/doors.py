"""Doors for machines, before any session: health, figures; and how large a request may be."""

import hmac
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from perron.core.health import is_serving
from perron.core.operating.metrics import figures

HEALTH, METRICS = "/health/", "/metrics"
READING = {"GET", "HEAD"}
PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"
TOO_LARGE = "This is larger than the site takes ({most} MB). Nothing was kept of it."


class Doors:
    """Answer ``/health/`` and ``/metrics`` without a session, a language or a host's name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _length(request) > settings.LARGEST_REQUEST:
            words = TOO_LARGE.format(most=settings.LARGEST_REQUEST >> 20)
            return _plain(words, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if request.method in READING and request.path_info == HEALTH:
            return _health()
        if request.method in READING and request.path_info == METRICS and _may_count(request):
            return HttpResponse(figures(), content_type=PROMETHEUS)
        return self.get_response(request)


class Policies:
    """Say with every answer that no page asks for camera, place or payment."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response


def _health() -> HttpResponse:
    """Whether pages can be answered, and not a word more: anybody may ask."""
    if is_serving(timezone.now()):
        return _plain("ok", HTTPStatus.OK)
    return _plain("not well", HTTPStatus.SERVICE_UNAVAILABLE)


def _plain(words: str, status: HTTPStatus) -> HttpResponse:
    response = HttpResponse(words, content_type="text/plain; charset=utf-8", status=status)
    response["Cache-Control"] = "no-store"
    return response


def _may_count(request: HttpRequest) -> bool:
    """Whether the asker knows the token; without a token there is no such door."""
    given = request.headers.get("Authorization", "").encode()
    wanted = f"Bearer {settings.METRICS_TOKEN}".encode()
    return bool(settings.METRICS_TOKEN) and hmac.compare_digest(given, wanted)


def _length(request: HttpRequest) -> int:
    given = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(given) if given.isdecimal() else 0
