"""Public pages: open to everyone, kept in memory under the publication they show."""

import hashlib
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import parse_http_date_safe
from django.views.decorators.http import require_safe

from perron.core.publications import publication_number

View = Callable[..., HttpResponse]
KEPT_SECONDS = 24 * 3600
LARGEST = 512 * 1024
LONGEST_ADDRESS = 300


class Kept(NamedTuple):
    """A page as it is kept; ``headers`` are those that an answer for machines has of its own."""

    content: bytes
    kind: str
    etag: str
    headers: tuple[tuple[str, str], ...] = ()


def public_page(view: View) -> View:
    """Mark a view as public and keep its answers to anonymous readers.

    A kept page is found under the publication's number and the day, so it is stale the moment
    that something is published, and at midnight, when what was due becomes late. Pages of people
    who signed in are made for them each time.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not _may_keep(request):
            return _private(view(request, *args, **kwargs))
        number = publication_number()
        key = _key(request, number)
        kept = cache.get(key)
        if kept is None:
            response = view(request, *args, **kwargs)
            if response.status_code != HTTPStatus.OK or response.streaming:
                return response
            kept = Kept(response.content, response.headers["Content-Type"], _etag(response))
            if len(response.content) <= LARGEST:
                cache.set(key, kept, KEPT_SECONDS)
        return _kept_answer(request, kept)

    return login_not_required(require_safe(answer))


def public_answer(view: View) -> View:
    """Keep the answers of a view for machines: they are the same whoever asks.

    They are kept like pages, one day at most, with the headers that the view gave them, and
    ``If-None-Match`` and ``If-Modified-Since`` are answered with 304. The decorator only keeps:
    whoever uses it says that the view is public and which methods it takes.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = _key(request, publication_number(), "answer")
        kept = cache.get(key) if settings.PAGE_CACHE else None
        if kept is None:
            response = view(request, *args, **kwargs)
            if response.status_code != HTTPStatus.OK:
                return response
            kind = response.headers["Content-Type"]
            kept = Kept(response.content, kind, _etag(response), tuple(response.items()))
            short = len(request.get_full_path()) <= LONGEST_ADDRESS
            if settings.PAGE_CACHE and short and len(kept.content) <= LARGEST:
                cache.set(key, kept, KEPT_SECONDS)
        return _conditional_answer(request, kept)

    return answer


def _conditional_answer(request: HttpRequest, kept: Kept) -> HttpResponse:
    """The kept answer, or 304 for those who have it already."""
    response = HttpResponse(kept.content, headers=dict(kept.headers))
    response["ETag"] = kept.etag
    response["Cache-Control"] = "no-cache"
    changed = parse_http_date_safe(response.headers.get("Last-Modified", ""))
    answer = get_conditional_response(request, kept.etag, changed, response)
    return (
        response
        if answer is None
        else HttpResponse(answer.content, status=answer.status_code, headers=dict(answer.headers))
    )


def _etag(response: HttpResponse) -> str:
    return f'"{hashlib.sha256(response.content).hexdigest()[:24]}"'


def _may_keep(request: HttpRequest) -> bool:
    return (
        settings.PAGE_CACHE
        and not request.user.is_authenticated
        and len(request.get_full_path()) <= LONGEST_ADDRESS
    )


def _key(request: HttpRequest, number: int, form: str = "page") -> str:
    fragment = "htmx" if getattr(request, "htmx", False) else form
    address = f"{request.get_host()} {request.get_full_path()}"
    day = timezone.localdate().isoformat()
    return f"page:{number}:{day}:{fragment}:{hashlib.sha256(address.encode()).hexdigest()}"


def _kept_answer(request: HttpRequest, kept: Kept) -> HttpResponse:
    response: HttpResponse
    if request.headers.get("If-None-Match") == kept.etag:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(kept.content, content_type=kept.kind)
    response["ETag"] = kept.etag
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Cookie", "HX-Request"])
    return response


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response
