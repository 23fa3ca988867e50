"""One question at an address of its own: before the answer what is asked, after it what became."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from perron.competences.enums import Fault
from perron.competences.forms.sitting.answers import chosen_in, given_in
from perron.competences.models import Response, Sitting
from perron.competences.pieces.sitting.turns import (
    next_address,
    outcome_of,
    progress_of,
    question_of,
)
from perron.competences.services.sitting.answering import answer, skip
from perron.competences.services.sitting.designing import Turn, turn_of
from perron.competences.services.sitting.knowing import known_bank
from perron.competences.services.sitting.leaving import ask_harder
from perron.competences.services.sitting.reporting import report_item
from perron.competences.services.sitting.showing import file_in, shown_in
from perron.competences.services.sitting.turning import read_turn
from perron.competences.views.sitting.holding import held_sitting, open_page
from perron.core.errors import Refusal

QUESTION = "competences/sitting/turn.html"
OUTCOME = "competences/sitting/outcome.html"
UNPROCESSABLE = 422
LONGEST_KEY = 19


@open_page
@require_safe
def goes_on(request: HttpRequest, key: UUID) -> HttpResponse:
    """The question that waits, or the picture where none does."""
    turn, _changed = read_turn(held_sitting(request, key), timezone.now())
    return redirect(next_address(turn, None))


@open_page
@require_http_methods(["GET", "HEAD", "POST"])
def turn(request: HttpRequest, key: UUID, place: int) -> HttpResponse:
    """A question, or what became of its answer; sent, it is answered."""
    sitting = held_sitting(request, key)
    if request.method == "POST":
        return _answered(request, sitting, place)
    found, replaced = read_turn(sitting, timezone.now())
    if replaced:
        messages.info(request, _("That question was taken out meanwhile. Here is another one."))
        return redirect(next_address(found, None))
    response = found.at(place)
    if response is None or response.dropped_at is not None:
        return redirect(next_address(found, None))
    if response.answered_at is not None:
        context = {"sitting": found.sitting, "progress": progress_of(found, response)}
        return render(request, OUTCOME, {**context, **outcome_of(found, response)})
    return _question(request, found, response)


def _question(
    request: HttpRequest, found: Turn, response: Response, *, refused: Refusal | None = None
) -> HttpResponse:
    """The page of a question; what was chosen is shown again where it was refused."""
    chosen = chosen_in(shown_in(found, response), request.POST)
    context = {
        "sitting": found.sitting,
        "progress": progress_of(found, response),
        "chosen": chosen,
        "refused": refused,
        **question_of(found, response, chosen["sides"]),
    }
    return render(request, QUESTION, context, status=refused.status if refused else 200)


def _answered(request: HttpRequest, sitting: Sitting, place: int) -> HttpResponse:
    """Count the answer; what is no answer leaves the question as it was."""
    meant = request.POST.get("asked", "")
    asked = int(meant) if meant.isdecimal() and len(meant) < LONGEST_KEY else None
    try:
        if request.POST.get("do") == "unknown":
            outcome = skip(sitting, place, at=timezone.now(), asked=asked)
        else:
            given = partial(given_in, sent=request.POST)
            outcome = answer(sitting, place, given, at=timezone.now(), asked=asked)
    except Refusal as refused:
        found = turn_of(sitting, known_bank())
        response = found.at(place)
        if refused.status != UNPROCESSABLE or response is None:
            raise
        return _question(request, found, response, refused=refused)
    if outcome.again:
        messages.info(request, _("You had answered this question already: that answer stands."))
    return redirect("competences:turn", sitting.key, place)


@open_page
@require_safe
def file(request: HttpRequest, key: UUID, place: int) -> HttpResponse:
    """The file of a question, to be opened with a program of one's own."""
    found, _changed = read_turn(held_sitting(request, key), timezone.now())
    response = found.at(place)
    if response is None:
        raise Http404
    try:
        named, content = file_in(found, response)
    except KeyError as missing:
        raise Http404 from missing
    answer = HttpResponse(content, content_type=named.media_type)
    shown_as = content_disposition_header(as_attachment=True, filename=named.name)
    answer["Content-Disposition"] = shown_as or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@open_page
@require_POST
def harder(request: HttpRequest, key: UUID) -> HttpResponse:
    """Harder questions from now on, or kind ones again."""
    sitting = held_sitting(request, key)
    wanted = request.POST.get("do") == "harder"
    ask_harder(sitting, harder=wanted, at=timezone.now())
    if wanted:
        messages.success(request, _("From now on the questions are harder."))
    else:
        messages.success(request, _("From now on the questions are easier again."))
    return redirect("competences:sitting", key)


@open_page
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, key: UUID, place: int) -> HttpResponse:
    """Something is wrong with a question: what, and then on with another."""
    sitting = held_sitting(request, key)
    if request.method != "POST":
        context = {"sitting": sitting, "place": place, "faults": Fault.choices}
        return render(request, "competences/sitting/report.html", context)
    dropped = report_item(sitting, place, request.POST.get("fault", ""), at=timezone.now())
    if dropped:
        said = _("Thank you. This question no longer counts in your test; people look at it.")
    else:
        said = _("Thank you. People look at this question; your test stays as it is.")
    messages.success(request, said)
    return redirect("competences:sitting", key)
