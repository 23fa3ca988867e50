"""Addresses of a server under test: an edition that closes soon, a slow page, a hand-in."""

import time
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt

from perron.accounts.models import User
from perron.calls.models import Application, Edition, SiteFact
from perron.calls.services.applying.drafts import Begun, Page, begin_application, save_answers
from perron.calls.services.applying.handing import hand_in
from perron.config.urls import urlpatterns as site_addresses
from perron.core.errors import Refusal
from perron.core.operating.arrivals import arrival
from perron.core.text import Text
from perron.directory.models import Organisation, Site
from tests.calls.applying import ANSWERS, an_affiliation
from tests.calls.make import an_edition
from tests.make import NOON, aline

View = Callable[..., HttpResponse]


def opened(view: View) -> View:
    """A page for the test alone."""
    return csrf_exempt(login_not_required(view))


@opened
def prepare(request: HttpRequest, count: int) -> HttpResponse:
    """Tables, an open edition, and so many applications that lack nothing."""
    del request
    call_command("migrate", verbosity=0)
    at = timezone.now()
    by, edition = aline(), an_edition(opens=at - timedelta(days=1), closes=at + timedelta(days=1))
    town = Organisation.objects.create(code="town", name=Text({"en": "Town"}), kind="public")
    an_affiliation(by, town)
    keys = []
    for number in range(count):
        site = Site.objects.create(
            code=f"s{number}", name=Text({"en": "S"}), organisation=town, kind="school"
        )
        SiteFact.objects.create(site=site, name="awarded", value=[], as_of=NOON.date())
        application = begin_application(edition, Begun(town, site, "fr"), by=by, at=at)
        for page in ("idea", "things"):
            application = save_answers(application, Page(page, ANSWERS), by=by, at=at)
        keys.append(str(application.key))
    return JsonResponse({"keys": keys})


@opened
def close(request: HttpRequest, milliseconds: int) -> HttpResponse:
    """Let the edition close so long from now; answer when that is, in seconds since 1970."""
    del request
    closes = timezone.now() + timedelta(milliseconds=milliseconds)
    Edition.objects.update(closes_at=closes)
    return JsonResponse({"closes": closes.timestamp()})


@opened
def closing(request: HttpRequest) -> HttpResponse:
    """When the edition closes now, and the notices that moved it."""
    del request
    edition = Edition.objects.get()
    closes = edition.closes_at.timestamp() if edition.closes_at else 0
    kinds = list(edition.notices.values_list("kind", flat=True))
    return JsonResponse({"closes": closes, "notices": kinds})


@opened
def slow(request: HttpRequest, milliseconds: int) -> HttpResponse:
    """Keep a slot busy."""
    del request
    time.sleep(milliseconds / 1000)
    return HttpResponse("at last")


@opened
def hand_over(request: HttpRequest, key: UUID) -> HttpResponse:
    """Hand an application in, as its page does: with the moment of arrival."""
    application, began = Application.objects.get(key=key), time.time()
    told = {"arrived": arrival(request).timestamp(), "worked": began}
    try:
        hand_in(application, by=User.objects.get(), at=arrival(request))
    except Refusal as refusal:
        return JsonResponse({**told, "is_in": False, "says": _english(refusal)})
    return JsonResponse({**told, "is_in": True, "says": ""})


urlpatterns = [
    *site_addresses,
    path("prepare/<int:count>/", prepare),
    path("close/<int:milliseconds>/", close),
    path("closing/", closing),
    path("slow/<int:milliseconds>/", slow),
    path("hand-over/<uuid:key>/", hand_over),
]


def _english(refusal: Refusal) -> str:
    with translation.override("en"):
        return str(refusal)
