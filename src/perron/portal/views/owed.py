"""“Answers owed”: everything that the policy shows, both ways, narrowed and taken away."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from perron.core.clock.parties import AGENCY
from perron.core.clock.policy import owed_kinds
from perron.core.clock.showing import OVER, first_due, is_in_time, is_late, shown_owed
from perron.core.enums import OwedState
from perron.core.models import Owed
from perron.core.pages import public_page
from perron.portal.pieces.owed import (
    as_csv,
    as_json,
    lines_of,
    policy_lines,
    rows_of_file,
    totals_of,
)
from perron.portal.views.showing import Frame, show

PER_PAGE = 50
WRITERS = {"csv": (as_csv, "text/csv; charset=utf-8"), "json": (as_json, "application/json")}
STANDS = ("late", "awaited", "settled")


def narrowed(request: HttpRequest) -> QuerySet[Owed]:
    """What is public today, of the states, sides and kinds that are asked for."""
    today = timezone.localdate()
    rows = shown_owed(today)
    stands, sides = request.GET.getlist("state"), request.GET.getlist("side")
    wanted = [kind for kind in request.GET.getlist("kind") if kind in owed_kinds]
    if chosen := [stand for stand in STANDS if stand in stands]:
        found = Owed.objects.none()
        for stand in chosen:
            found |= _standing(rows, stand)
        rows = found
    if wanted:
        rows = rows.filter(kind__in=wanted)
    if sides == ["agency"]:
        rows = rows.filter(owed_by=AGENCY)
    if sides == ["others"]:
        rows = rows.exclude(owed_by=AGENCY)
    return rows


def _standing(rows: QuerySet[Owed], stand: str) -> QuerySet[Owed]:
    today = timezone.localdate()
    if stand == "late":
        return rows.filter(is_late(today), state=OwedState.OPEN)
    if stand == "awaited":
        return rows.filter(is_in_time(today), state=OwedState.OPEN)
    return rows.filter(state__in=OVER)


@public_page
def owed(request: HttpRequest) -> HttpResponse:
    """What is owed, the late first, then by date; what is over last."""
    today = timezone.localdate()
    rows = narrowed(request)
    listed = Paginator(in_order(rows), PER_PAGE).get_page(request.GET.get("page"))
    everything = list(
        shown_owed(today).only("state", "due", "opened_at", "settled_at", "extensions")
    )
    facets = facets_of(request)
    context = {
        "page": listed,
        "pages": list(listed.paginator.get_elided_page_range(listed.number, on_each_side=1)),
        "lines": lines_of(listed.object_list, today),
        "totals": totals_of(everything),
        "late": sum(one.state == OwedState.OPEN and first_due(one) < today for one in everything),
        "withdrawn": Owed.objects.filter(state=OwedState.WITHDRAWN).count(),
        "policy": policy_lines(),
        "facets": facets,
        "filtered": bool(facets["reset_url"]),
        "downloads": downloads_of(request),
        "today": today,
    }
    return show(request, "portal/owed.html", context, frame=Frame("owed"))


def in_order(rows: QuerySet[Owed]) -> QuerySet[Owed]:
    """What is open by its date, then what is over; the codes of states sort that way."""
    return rows.order_by("state", "due", "pk")


def facets_of(request: HttpRequest) -> dict[str, Any]:
    """The three ways to narrow the list."""
    given = request.GET

    def group(name: str, legend: str, choices: list[tuple[str, str]]) -> dict[str, Any]:
        chosen = given.getlist(name)
        return {
            "name": name,
            "legend": legend,
            "choices": [
                {"value": value, "label": label, "checked": value in chosen}
                for value, label in choices
            ],
        }

    public = shown_owed(timezone.localdate()).order_by().values_list("kind", flat=True).distinct()
    kinds = [(kind, capfirst(str(owed_kinds[kind].label))) for kind in sorted(public)]
    states = [("late", _("Late")), ("awaited", _("Awaited")), ("settled", _("Over"))]
    sides = [("agency", _("By the agency")), ("others", _("By others, to the agency"))]
    narrowing = any(given.getlist(name) for name in ("state", "side", "kind"))
    return {
        "action": request.path,
        "groups": [
            group("state", _("How it stands"), states),
            group("side", _("Owed"), sides),
            group("kind", _("What"), kinds),
        ],
        "reset_url": request.path if narrowing else "",
    }


def downloads_of(request: HttpRequest) -> list[dict[str, str]]:
    """The two files, with the filter in force."""
    wanted = request.GET.copy()
    wanted.pop("page", None)
    query = f"?{wanted.urlencode()}" if wanted else ""
    return [
        {"format": form.upper(), "url": reverse("portal:owed_file", args=[form]) + query}
        for form in WRITERS
    ]


@public_page
def owed_file(request: HttpRequest, form: str) -> HttpResponse:
    """The whole list as a file, with the filter in force."""
    if form not in WRITERS:
        raise Http404
    write, kind = WRITERS[form]
    today = timezone.localdate()
    rows = rows_of_file(in_order(narrowed(request)), today)
    response = HttpResponse(write(rows), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="owed-{today}.{form}"'
    return response
