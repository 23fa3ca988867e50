"""What every request passes first: it gets a name, and is told of once answered."""

import logging
import re
import secrets
import time
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from perron.core.operating.logs import request_id
from perron.core.operating.metrics import count_request

log = logging.getLogger("perron.requests")
HEADER = "X-Request-ID"
WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{7,63}")
NO_VIEW = "none"  # a file, or an address where nothing is


class Watched:
    """Name a request, measure it, log and count it: its view, never its path or its person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name = _name(request.headers.get(HEADER, ""))
        held = request_id.set(name)
        begun = time.perf_counter()
        try:
            response = self.get_response(request)
            _tell(request, response, time.perf_counter() - begun)
        finally:
            request_id.reset(held)
        response[HEADER] = name
        return response


def _name(given: str) -> str:
    """A name that the proxy gave, if it is one, else a new one."""
    return given if WELL_FORMED.fullmatch(given) else secrets.token_hex(8)


def _tell(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    match = request.resolver_match
    view = (match.view_name if match else "") or NO_VIEW
    count_request(view, response.status_code, seconds)
    broken = response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
    person = getattr(request, "_cached_user", None)  # asked by nobody yet: then nobody asks here
    told = {
        "view": view,
        "status": response.status_code,
        "ms": round(seconds * 1000, 1),
        "role": getattr(person, "role", ""),
    }
    log.log(logging.ERROR if broken else logging.INFO, "request", extra=told)


def broken(request: HttpRequest) -> HttpResponse:
    """The page for what broke: it names the request, so that its line in the log is found."""
    del request  # what broke may be in it
    context = {"request_id": request_id.get()}
    return render(None, "500.html", context, status=HTTPStatus.INTERNAL_SERVER_ERROR)
