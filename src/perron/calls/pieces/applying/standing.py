"""How an application stands, for its team: who has it, until when, what comes next, what was."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perron.calls.enums import ApplicationState, RequestState
from perron.calls.models import Application
from perron.core.models import JournalLine, Owed
from perron.core.text import Text

CHAIN, KIND = "calls", "application"
TONES = {
    ApplicationState.DRAFT: "draft",
    ApplicationState.SUBMITTED: "waiting",
    ApplicationState.INCOMPLETE: "late",
    ApplicationState.ADMISSIBLE: "waiting",
    ApplicationState.INADMISSIBLE: "stopped",
    ApplicationState.AWARDED: "done",
    ApplicationState.RESERVE: "waiting",
    ApplicationState.REFUSED: "stopped",
    ApplicationState.WITHDRAWN: "stopped",
    ApplicationState.RENOUNCED: "stopped",
}
TEAMS = (ApplicationState.DRAFT, ApplicationState.INCOMPLETE)
AGENCYS = (ApplicationState.SUBMITTED, ApplicationState.ADMISSIBLE)
NEXT = {
    ApplicationState.DRAFT: gettext_lazy("Fill in the pages, then hand it in."),
    ApplicationState.SUBMITTED: gettext_lazy("The agency checks it next."),
    ApplicationState.INCOMPLETE: gettext_lazy("Send what the agency asked for."),
    ApplicationState.ADMISSIBLE: gettext_lazy("The jury reads it, then it is decided."),
    ApplicationState.AWARDED: gettext_lazy("The letter says what to send, and by when."),
    ApplicationState.RESERVE: gettext_lazy(
        "You are told if money is left; you need not do anything."
    ),
    ApplicationState.REFUSED: gettext_lazy("The letter says why, and how to appeal."),
    ApplicationState.INADMISSIBLE: gettext_lazy("The letter says why, and how to appeal."),
}
CLOSED = gettext_lazy("It was not handed in before the closing. Your draft is kept.")
VERBS = {
    "begun": gettext_lazy("Begun"),
    "submitted": gettext_lazy("Handed in"),
    "reopened": gettext_lazy("Opened again; handed in no more"),
    "withdrawn": gettext_lazy("Withdrawn"),
    "renounced": gettext_lazy("Renounced"),
    "member-joined": gettext_lazy("A colleague joined"),
    "member-left": gettext_lazy("A colleague left"),
    "shared": gettext_lazy("Another site or body was asked to take part"),
    "share-agreed": gettext_lazy("A site or body agreed to its share"),
    "share-removed": gettext_lazy("A site or body no longer takes part"),
    "taken": gettext_lazy("An officer looks after it"),
    "completion-asked": gettext_lazy("The agency asked for what is missing"),
    "completed": gettext_lazy("What was missing was sent"),
    "completion-lapsed": gettext_lazy("What was missing was not sent in time"),
    "feedback-given": gettext_lazy("The agency gave feedback"),
    "admitted": gettext_lazy("Found admissible"),
    "not-admitted": gettext_lazy("Found not admissible"),
    "decided": gettext_lazy("Decided"),
    "announced": gettext_lazy("The decision was sent"),
}


def state_of(application: Application, at: datetime) -> dict[str, Any]:
    """The state line: in whose hands, until when, what is next."""
    state = ApplicationState(application.state)
    word = str(state.label)
    shown: dict[str, Any] = {"tone": TONES[state], "word": word, "next": NEXT.get(state, "")}
    if state in TEAMS:
        shown["holder"] = _("your team")
    elif state in AGENCYS:
        officer = application.officer
        shown["holder"] = officer.name if officer else str(Text(settings.REGION.agency))
    due = due_of(application, at)
    if due:
        shown |= {"until": due, "overdue": is_over(application, at)}
    if state == ApplicationState.DRAFT and is_over(application, at):
        shown |= {"tone": "stopped", "next": CLOSED, "overdue": False, "until": None, "holder": ""}
    return shown


def due_of(application: Application, at: datetime) -> date | datetime | None:
    """The moment or day by which the next step is due, on whichever side."""
    del at
    if application.state == ApplicationState.DRAFT:
        return application.edition.closes_at
    if application.state == ApplicationState.INCOMPLETE:
        asked = application.completions.filter(state=RequestState.OPEN).first()
        return asked.due if asked else None
    if application.state in AGENCYS:
        owed = Owed.objects.open().filter(about_kind=KIND, about_code=application.number)
        return owed.order_by("due").values_list("due", flat=True).first()
    return None


def is_over(application: Application, at: datetime) -> bool:
    """Whether that moment has passed."""
    due = due_of(application, at)
    if due is None:
        return False
    return due <= at if isinstance(due, datetime) else due < timezone.localdate(at)


def timeline_of(application: Application) -> list[dict[str, Any]]:
    """What happened to an application, from the journal, oldest first."""
    names = [f"application.{verb}" for verb in VERBS]
    lines = JournalLine.objects.filter(
        chain=CHAIN, about_kind=KIND, about_code=application.number, verb__in=names
    ).order_by("seq")
    return [
        {
            "date": line.at,
            "title": VERBS[line.verb.removeprefix("application.")],
            "text": _receipt(line),
        }
        for line in lines
        if line.change.get("edition") == application.edition.code
    ]


def _receipt(line: JournalLine) -> str:
    if not line.verb.endswith(".submitted"):
        return ""
    moment = f"{timezone.localtime(line.at):%H:%M:%S}"
    return _("Arrived at %(time)s. Digest %(digest)s") % {
        "time": moment,
        "digest": str(line.change.get("digest", ""))[:16],
    }


def line_of(application: Application, at: datetime) -> dict[str, Any]:
    """An application in a list of one's own."""
    return {
        "number": application.number,
        "url": reverse("calls:application", args=[application.key]),
        "edition": application.edition.name,
        "applicant": application.site or application.organisation or application.applicant,
        "title": application.title,
        "state": state_of(application, at),
    }
