"""The profile of a sitting, its answers, what to learn next, a sheet to print, files."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from perron.competences.pieces.profile.answers import answers_piece
from perron.competences.pieces.profile.crosswalk import attribution, crosswalk
from perron.competences.pieces.profile.learning import help_near, municipalities, step_pieces
from perron.competences.pieces.profile.rows import profile_piece
from perron.competences.services.profile.exporting import (
    answers_as_csv,
    profile_as_csv,
    sitting_as_json,
)
from perron.competences.services.profile.nearing import next_steps
from perron.competences.services.sitting.designing import Turn
from perron.competences.services.sitting.looking import Profile, profile_of
from perron.competences.services.sitting.turning import read_turn
from perron.competences.views.sitting.holding import held_sitting, open_page

JSON, CSV = "application/json", "text/csv; charset=utf-8"
MOST_CODE = 20
ON_PAPER = 2  # next steps that fit on one page with the rest


@open_page
@require_safe
def profile(request: HttpRequest, key: UUID) -> HttpResponse:
    """Levels of everything, areas and competences, with what they rest on."""
    turn, known = _read(request, key)
    context = {
        "sitting": turn.sitting,
        "profile": profile_piece(turn.sitting, known) if known else None,
        "waiting": turn.waiting,
        "crosswalk": crosswalk(known) if known else [],
        "attribution": attribution(),
    }
    return render(request, "competences/profile/profile.html", context)


@open_page
@require_safe
def answers(request: HttpRequest, key: UUID) -> HttpResponse:
    """Every question that was answered, with the right answer and one's own."""
    turn, _known = _read(request, key)
    context = {
        "sitting": turn.sitting,
        "answers": answers_piece(turn, request.GET.get("show", "")),
        "language": turn.sitting.language,
    }
    return render(request, "competences/profile/answers.html", context)


@open_page
@require_safe
def learn(request: HttpRequest, key: UUID) -> HttpResponse:
    """Two or three next steps, and where help is near; the municipality chosen is not kept."""
    turn, known = _read(request, key)
    chosen = request.GET.get("municipality", "").replace("\x00", "")[:MOST_CODE]
    context = {
        "sitting": turn.sitting,
        "language": turn.sitting.language,
        "steps": _steps(turn, known),
        "municipalities": municipalities(chosen),
        "near": help_near(chosen),
    }
    return render(request, "competences/profile/learn.html", context)


@open_page
@require_safe
def sheet(request: HttpRequest, key: UUID) -> HttpResponse:
    """One page to print: the profile in short and the next steps."""
    turn, known = _read(request, key)
    context = {
        "sitting": turn.sitting,
        "language": turn.sitting.language,
        "profile": profile_piece(turn.sitting, known) if known else None,
        "steps": _steps(turn, known)[:ON_PAPER],
        "today": timezone.localdate(),
    }
    return render(request, "competences/profile/sheet.html", context)


@open_page
@require_safe
def take_away(request: HttpRequest, key: UUID, file: str) -> HttpResponse:
    """One's own sitting as a file."""
    turn, known = _read(request, key)
    if file == "profile.json":
        content, kind = sitting_as_json(turn, known), JSON
    elif file == "profile.csv":
        content, kind = profile_as_csv(known), CSV
    elif file == "answers.csv":
        content, kind = answers_as_csv(turn), CSV
    else:
        raise Http404
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{file}"'
    return answer


def _read(request: HttpRequest, key: UUID) -> tuple[Turn, Profile | None]:
    turn, _changed = read_turn(held_sitting(request, key), timezone.now())
    return turn, profile_of(turn.sitting)


def _steps(turn: Turn, known: Profile | None) -> list[dict[str, object]]:
    if known is None:
        return []
    return step_pieces(next_steps(turn, known), turn.sitting.language)
