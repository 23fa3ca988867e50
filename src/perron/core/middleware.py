"""What surrounds every view: refusals become pages, and a publication is asked for once."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from perron.core.errors import Refusal
from perron.core.publications import remembered


class House:
    """Answer a refusal with its sentence and its status, as a page or as a fragment."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with remembered():
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return refused(request, exception) if isinstance(exception, Refusal) else None


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page, or the fragment, that shows a refusal."""
    fragment = getattr(request, "htmx", False)
    template = "core/refusal.html#sentence" if fragment else "core/refusal.html"
    context = {"sentence": str(refusal), "status": refusal.status}
    return render(request, template, context, status=refusal.status)
