"""What every page of the desk passes through, and how its address becomes a thing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.forms.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from perron.core.records.kinds import Kind, kinds
from perron.desk.errors import TooLarge, TooManyParts

View = Callable[..., HttpResponse]
OK, UNPROCESSABLE = 200, 422
MEGABYTE = 1024 * 1024
FORM = 2  # megabytes of a form without a file
FILE = 6  # megabytes of a form with a file of at most 5


def door(view: View, *, megabytes: int = FORM) -> View:
    """A page of the desk: never kept by anybody, and closed to more bytes than it needs.

    The size is looked at before anything is read: for that the check against forged requests,
    which reads the form, moves behind it.
    """
    guarded: View = csrf_protect(cache_control(private=True, no_store=True)(view))

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sent = request.META.get("CONTENT_LENGTH") or "0"
        if sent.isdecimal() and int(sent) > megabytes * MEGABYTE:
            raise TooLarge(most=megabytes)
        try:
            return guarded(request, *args, **kwargs)
        except RequestDataTooBig as large:
            raise TooLarge(most=settings.DATA_UPLOAD_MAX_MEMORY_SIZE // MEGABYTE) from large
        except TooManyFieldsSent as many:
            raise TooManyParts(most=settings.DATA_UPLOAD_MAX_NUMBER_FIELDS) from many

    return csrf_exempt(answer)


def file_door(view: View) -> View:
    """A page of the desk that takes a file."""
    return door(view, megabytes=FILE)


def form_status(form: BaseForm) -> int:
    """The status of a page with a form: one that was sent and is shown again was refused."""
    return UNPROCESSABLE if form.is_bound else OK


def kind_or_404(name: str) -> Kind:
    """The kind of record that an address names."""
    if name not in kinds:
        raise Http404
    return kinds[name]


def crumbs(*further: tuple[str, str]) -> list[tuple[str, str]]:
    """The way from the home page through the desk."""
    way = [(_("Home"), reverse("portal:home")), (_("My desk"), reverse("desk:home"))]
    return [*way, *further]
