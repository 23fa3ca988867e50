"""How every address of the interface answers: open to all, kept, and wrong requests explained."""

from collections.abc import Callable, Mapping
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt

from perron.api.errors import NoSuchAddress, OnlyRead, OtherFormat, Problem, RuleSaidNo
from perron.api.pieces.addresses import absolute, usual_page
from perron.api.pieces.writing import as_json
from perron.core.errors import Refusal
from perron.core.models import Publication
from perron.core.pages import View, public_answer

METHODS = "GET, HEAD, OPTIONS"
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Last-Modified, Link",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept, If-Modified-Since, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
JSON = "application/json"
JSON_LD = "application/ld+json"
PROBLEM = "application/problem+json"


def answers(kind: str = "") -> Callable[[View], View]:
    """Open a view to machines; ``kind`` is the one media type of a document that has but one.

    GET and HEAD are answered and kept, OPTIONS tells so, anything else is refused. The language
    of the reader's browser picks nothing.
    """

    def opened(view: View) -> View:
        kept = public_answer(view)

        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            with translation.override("en"):
                response = _explained(kept, kind)(request, *args, **kwargs)
            if kind:
                response["Vary"] = "Accept"
            response["Content-Language"] = _languages(response)
            for name, value in OPEN.items():
                response[name] = value
            return response

        return csrf_exempt(login_not_required(answer))

    return opened


def _explained(view: View, kind: str) -> View:
    """The view, whose refusals become problem documents."""

    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return HttpResponse(
                status=HTTPStatus.NO_CONTENT, headers={**PREFLIGHT, "Allow": METHODS}
            )
        try:
            if request.method not in {"GET", "HEAD"}:
                raise OnlyRead(method=request.method)
            if kind and not request.accepts(kind):
                raise OtherFormat(there=kind)
            return view(request, *args, **kwargs)
        except Http404:
            return problem_of(NoSuchAddress(path=request.path[:200], url=start()))
        except Problem as problem:
            return problem_of(problem)
        except Refusal as refusal:
            wrapped = RuleSaidNo(why=str(refusal), url=start())
            return problem_of(wrapped, status=refusal.status)

    return answer


def problem_of(problem: Problem, status: int | None = None) -> HttpResponse:
    """What happened, why and what next, as RFC 9457 writes it."""
    status = status or problem.status
    told = {
        "type": f"{usual_page('open_data:page')}#{problem.name}",
        "title": problem.title,
        "status": status,
        "detail": str(problem),
        "next": problem.next_step,
    }
    response = HttpResponse(as_json(told), content_type=PROBLEM, status=status)
    response["Cache-Control"] = "no-store"
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        response["Allow"] = METHODS
    return response


def _languages(response: HttpResponse) -> str:
    """Documents speak every language of the region; those in one language say which."""
    said = response.headers.get("Content-Language")
    if said:
        return said
    return (
        "en"
        if response.status_code >= HTTPStatus.BAD_REQUEST
        else ", ".join(settings.REGION.languages)
    )


def start() -> str:
    """Where everything is listed."""
    return absolute(reverse("api:index"))


def document(
    content: bytes, kind: str = JSON, *, links: Mapping[str, str] | None = None, **headers: str
) -> HttpResponse:
    """One document with its date and its links (RFC 8288), ``{relation: address}``.

    Keywords are further headers, with underscores for hyphens.
    """
    response = HttpResponse(content, content_type=kind)
    published = Publication.objects.filter(pk=1).first()
    if published:
        response["Last-Modified"] = http_date(int(published.at.timestamp()))
    if links:
        response["Link"] = ", ".join(_link(relation, url) for relation, url in links.items() if url)
    for name, value in headers.items():
        response[name.replace("_", "-")] = value
    return response


def _link(relation: str, url: str) -> str:
    """One link; what stands after the relation's name are further parameters."""
    name, *parameters = relation.split(";")
    return "; ".join([f"<{url}>", f'rel="{name}"', *parameters])


def no_such_address(request: HttpRequest, path: str = "") -> HttpResponse:
    """Whatever else is asked below the interface's address."""
    del path
    raise Http404(request.path)


nothing_else = answers()(no_such_address)
