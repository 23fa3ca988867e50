"""One's own tests, in one's account: all of them, and two compared."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from perron.accounts.models import User
from perron.competences.models import Sitting
from perron.competences.pieces.profile.mine import compared, history
from perron.competences.services.profile.comparing import finished_of
from perron.competences.views.sitting.holding import private


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """All one's own tests, the newest first."""
    person = _person(request)
    context = {"tests": history(person), "finished": finished_of(person)}
    return private(render(request, "competences/profile/mine.html", context))


@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """Two of one's own tests: the first and the last, unless others are chosen."""
    found = finished_of(_person(request))
    if not found:
        return private(redirect("competences:mine"))
    before = _chosen(found, request.GET.get("before", ""), found[0])
    after = _chosen(found, request.GET.get("after", ""), found[-1])
    if before.ended_at and after.ended_at and before.ended_at > after.ended_at:
        before, after = after, before
    context = {
        "finished": found,
        "compared": compared(before, after) if before != after else None,
        "before": before,
        "after": after,
    }
    return private(render(request, "competences/profile/progress.html", context))


def _person(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def _chosen(found: list[Sitting], key: str, otherwise: Sitting) -> Sitting:
    """The test with this key; 404 for what is none of one's own."""
    if not key:
        return otherwise
    try:
        wanted = UUID(key)
    except ValueError as error:
        raise Http404 from error
    chosen = next((one for one in found if one.key == wanted), None)
    if chosen is None:
        raise Http404
    return chosen
