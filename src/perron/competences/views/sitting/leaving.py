"""A break and the way back, the end, the picture, an account, and erasing everything."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from perron.accounts.models import User
from perron.competences.enums import SittingState
from perron.competences.pieces.sitting.ending import ending_of
from perron.competences.pieces.sitting.picture import picture_of
from perron.competences.pieces.sitting.turns import next_address
from perron.competences.services.sitting.coming_back import KEPT_DAYS, keep_way_back, resume
from perron.competences.services.sitting.leaving import (
    SHARED_MINUTES,
    claim,
    erase_sitting,
    stop,
)
from perron.competences.services.sitting.looking import profile_of
from perron.competences.services.sitting.turning import read_turn
from perron.competences.views.sitting.holding import (
    held_sitting,
    hold,
    is_own,
    let_go,
    open_page,
    private,
    signed_in,
)
from perron.core.errors import Refusal


@open_page
@require_safe
def picture(request: HttpRequest, key: UUID) -> HttpResponse:
    """What is known so far, in words and chances; at the end, what to do next."""
    sitting = held_sitting(request, key)
    turn, _changed = read_turn(sitting, timezone.now())
    profile = profile_of(turn.sitting)
    waiting = turn.waiting
    context = {
        "sitting": turn.sitting,
        "picture": picture_of(turn.sitting, profile) if profile else None,
        "is_over": turn.sitting.state == SittingState.ENDED,
        "ending": ending_of(turn, profile) if profile else None,
        "waiting": waiting,
        "can_claim": signed_in(request) is not None and turn.sitting.person_id is None,
        "is_own": is_own(request, sitting),
        "minutes": SHARED_MINUTES,
    }
    response = render(request, "competences/sitting/picture.html", context)
    if turn.sitting.shared_computer:  # nobody who comes after finds it on the screen
        response["Refresh"] = f"{SHARED_MINUTES * 60}; url={_gone()}"
    return response


@open_page
@require_http_methods(["GET", "HEAD", "POST"])
def pause(request: HttpRequest, key: UUID) -> HttpResponse:
    """A break: the code by which one comes back, to print or note; or the end, one way or another.

    The code is made by a button, so that opening the page changes nothing.
    """
    sitting = held_sitting(request, key)
    deed = request.POST.get("do", "")
    if deed in {"end", "one-more"}:
        sitting = stop(sitting, at=timezone.now(), one_more=deed == "one-more")
        return redirect("competences:sitting", key)
    code = keep_way_back(sitting) if request.method == "POST" else ""
    turn, _changed = read_turn(sitting, timezone.now())
    last = turn.kept[-1] if turn.kept else None
    context = {
        "sitting": sitting,
        "code": code,
        "days": KEPT_DAYS,
        "is_over": sitting.state == SittingState.ENDED,
        "missed_last": last is not None and not last.score,
        "go_on": next_address(turn, None),
    }
    return render(request, "competences/sitting/pause.html", context)


@open_page
@require_http_methods(["GET", "HEAD", "POST"])
def back(request: HttpRequest) -> HttpResponse:
    """Come back by code, on whatever device."""
    if request.method != "POST":
        return render(request, "competences/sitting/back.html", {"code": ""})
    code = request.POST.get("code", "")[:60]
    try:
        sitting = resume(code, at=timezone.now(), network=str(request.META.get("REMOTE_ADDR", "")))
    except Refusal as refused:
        context = {"code": code, "refused": refused}
        return render(request, "competences/sitting/back.html", context, status=refused.status)
    hold(request, sitting)
    messages.success(request, _("Welcome back. All your answers are here."))
    return redirect("competences:sitting", sitting.key)


@open_page
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, key: UUID) -> HttpResponse:
    """Erase everything, once asked whether that is meant."""
    sitting = held_sitting(request, key)
    if request.method != "POST":
        return render(request, "competences/sitting/erase.html", {"sitting": sitting})
    erase_sitting(sitting)
    let_go(request, sitting)
    return redirect("competences:gone")


@open_page
@require_POST
def leave(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let this browser forget the sitting; without a way back it is erased."""
    sitting = held_sitting(request, key)
    if sitting.come_back is None and sitting.person_id is None:
        erase_sitting(sitting)
    let_go(request, sitting)
    return redirect("competences:gone")


@open_page
@require_safe
def gone(request: HttpRequest) -> HttpResponse:
    """Nothing is left here."""
    return render(request, "competences/sitting/gone.html")


@require_POST
def keep(request: HttpRequest, key: UUID) -> HttpResponse:
    """Add the sitting to one's account; for that one signs in."""
    sitting = held_sitting(request, key)
    if isinstance(request.user, User):
        claim(sitting, by=request.user, at=timezone.now())
        messages.success(request, _("The test is in your account now."))
    return private(redirect("competences:picture", key))


def _gone() -> str:
    return reverse("competences:gone")
