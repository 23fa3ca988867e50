"""What the test is, what somebody came for, and the way to the first question."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from perron.competences.enums import Goal
from perron.competences.forms.sitting.beginning import BeginningForm, GoalForm
from perron.competences.services.sitting.knowing import known_bank
from perron.competences.services.sitting.opening import open_sitting
from perron.competences.views.sitting.holding import hold, latest_held, open_page, signed_in

INVITED = "invited"
UNPROCESSABLE = 422


@open_page
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What this is in three sentences, and what somebody would like to do."""
    context = {
        "form": GoalForm(),
        "terms": known_bank().terms,
        "open_one": latest_held(request),
        "invited": bool(request.session.get(INVITED)),
    }
    return render(request, "competences/sitting/start.html", context)


@open_page
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """A few plain questions about oneself, all of which may be left out; then the first one."""
    if request.method != "POST":
        goal = request.GET.get("goal", "")
        form = BeginningForm(initial={"goal": goal if goal in Goal.values else Goal.LOOK})
        return render(request, "competences/sitting/begin.html", {"form": form})
    form = BeginningForm(request.POST)
    if not form.is_valid():
        context = {"form": form}
        return render(request, "competences/sitting/begin.html", context, status=UNPROCESSABLE)
    invited = str(request.session.pop(INVITED, ""))
    sitting = open_sitting(
        form.beginning(invited=invited), by=signed_in(request), at=timezone.now()
    )
    hold(request, sitting)
    return redirect("competences:turn", sitting.key, 1)
