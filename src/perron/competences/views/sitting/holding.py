"""Who holds a sitting: the browser in which it was begun or come back to, or the account."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from perron.accounts.models import User
from perron.competences.errors.sitting import ClosedHere
from perron.competences.models import Sitting
from perron.competences.services.sitting.leaving import SHARED_MINUTES, is_left_alone
from perron.core.errors import Refusal
from perron.core.middleware import refused

HELD = "sittings"
MOST_HELD = 20
PRIVATE = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}
View = Callable[..., HttpResponse]


def held_sitting(request: HttpRequest, key: UUID) -> Sitting:
    """The sitting with this key; 404 for whoever does not hold it.

    A shared computer that was left alone has forgotten it: ``ClosedHere``.
    """
    sitting = Sitting.objects.filter(key=key).first()
    if sitting is None:
        _let_go(request, key)
        raise Http404
    if is_own(request, sitting):
        return sitting
    if str(key) not in request.session.get(HELD, []):
        raise Http404
    if is_left_alone(sitting, timezone.now()):
        _let_go(request, key)
        raise ClosedHere(minutes=SHARED_MINUTES)
    return sitting


def is_own(request: HttpRequest, sitting: Sitting) -> bool:
    """Whether it was added to the account of whoever is signed in."""
    person = signed_in(request)
    return person is not None and not person.acting and sitting.person_id == person.pk


def signed_in(request: HttpRequest) -> User | None:
    """Whoever is signed in."""
    return request.user if isinstance(request.user, User) else None


def hold(request: HttpRequest, sitting: Sitting) -> None:
    """Let this browser hold a sitting; the oldest is let go where there are many."""
    keys = [key for key in request.session.get(HELD, []) if key != str(sitting.key)]
    request.session[HELD] = [*keys, str(sitting.key)][-MOST_HELD:]


def let_go(request: HttpRequest, sitting: Sitting) -> None:
    """Let this browser forget a sitting; a shared one forgets whatever it held."""
    if sitting.shared_computer and signed_in(request) is None:
        request.session.flush()
        return
    _let_go(request, sitting.key)


def _let_go(request: HttpRequest, key: UUID) -> None:
    keys = request.session.get(HELD, [])
    if str(key) in keys:
        request.session[HELD] = [one for one in keys if one != str(key)]


def latest_held(request: HttpRequest) -> Sitting | None:
    """The sitting that this browser held last, if it is still there."""
    keys = request.session.get(HELD, [])
    rows = Sitting.objects.filter(key__in=keys[-1:])
    return next((one for one in rows if not is_left_alone(one, timezone.now())), None)


def open_page(view: View) -> View:
    """A page without sign-in that nobody keeps and no search engine lists."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return private(view(request, *args, **kwargs))
        except Refusal as refusal:
            return private(refused(request, refusal))

    return login_not_required(answer)


def private(response: HttpResponse) -> HttpResponse:
    """An answer that nobody keeps."""
    for name, value in PRIVATE.items():
        response[name] = value
    return response
