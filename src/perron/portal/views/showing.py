"""How a page about a thing is found and framed: the way back, the edit link, how to cite it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from perron.core.records.kinds import kinds
from perron.portal.pieces.answers import asking_of
from perron.portal.pieces.links import address, edit_address
from perron.portal.views.reading import rows_of

Thing = TypeVar("Thing", bound=Model)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a page: its place in the site, and the thing that it is about."""

    section: str
    trail: list[tuple[Any, str]] = field(default_factory=list)
    kind: str = ""
    thing: Any = None


def find(rows: QuerySet[Thing], kind: str, code: str) -> Thing:
    """The row of a code; a reader who follows a wrong address is told so in a sentence."""
    return found_or_404(list(rows.filter(code=code)), kind, code)


def find_row(model: type[Thing], kind: str, code: str) -> Thing:
    """The same for a bare row, read quickly."""
    return found_or_404(rows_of(model, "code", [code], order="id"), kind, code)


def found_or_404(found: Sequence[Thing], kind: str, code: str) -> Thing:
    """The first of what was found."""
    if not found:
        named = {"kind": kinds[kind].label, "code": code}
        raise Http404(_("There is no %(kind)s under the code “%(code)s”.") % named)
    return found[0]


def show(
    request: HttpRequest, template: str, context: dict[str, Any], *, frame: Frame
) -> HttpResponse:
    """Render a page inside its frame."""
    thing = frame.thing
    around: dict[str, Any] = {
        "section": frame.section,
        "breadcrumbs": [(_("Home"), reverse("portal:home")), *frame.trail] if frame.section else [],
    }
    if thing is not None:
        own = address(frame.kind, thing.code)
        around["page_address"] = f"{settings.SITE_ADDRESS.rstrip('/')}{own}"
        around["asking"] = asking_of(frame.kind, thing.code)
        around["edit_url"] = edit_address(request.user, frame.kind, thing.code)
        if thing.demonstration:
            around["demonstration"] = True
    return render(request, template, around | context)
