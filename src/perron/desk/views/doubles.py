"""Organisations that may stand in the directory twice, and merging them."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from perron.accounts.http import SignedIn
from perron.accounts.models import User
from perron.core.errors import NotAllowed
from perron.core.records.kinds import kinds
from perron.desk.pieces.comparing import said_of
from perron.desk.records.choices import Choices, names_of
from perron.desk.records.labels import label_of
from perron.desk.views.doors import crumbs, door
from perron.directory.errors import SameOrganisation
from perron.directory.models import Organisation
from perron.directory.rules import edits_directory
from perron.directory.services.duplicates import Likeness, find_duplicates
from perron.directory.services.merging import merge_organisations, moved_records

PER_PAGE = 50
REASONS = {
    Likeness.NUMBER: gettext_lazy("the same enterprise number"),
    Likeness.NAME: gettext_lazy("the same name"),
    Likeness.NEAR: gettext_lazy("nearly the same name"),
}


@door
@require_safe
def duplicates(request: SignedIn) -> HttpResponse:
    """Pairs that may be one organisation."""
    if not request.user.sees_desk:
        raise NotAllowed(thing=_("the agency's lists of work"))
    page = Paginator(find_duplicates(), PER_PAGE).get_page(request.GET.get("page"))
    pairs = list(page.object_list)
    names = names_of(
        kinds["organisation"], {code for pair in pairs for code in (pair.one, pair.other)}
    )
    context = {
        "page": page,
        "pages": list(page.paginator.get_elided_page_range(page.number, on_each_side=1)),
        "pairs": [
            {
                "one": (pair.one, names.get(pair.one, pair.one)),
                "other": (pair.other, names.get(pair.other, pair.other)),
                "why": REASONS[pair.why],
            }
            for pair in pairs
        ],
        "may_merge": edits_directory(request.user),
        "breadcrumbs": crumbs(),
    }
    return render(request, "desk/duplicates.html", context)


@door
def merge(request: SignedIn, code: str, into: str) -> HttpResponse:
    """Look at two organisations side by side, then make one of them."""
    if not edits_directory(request.user):
        raise NotAllowed(thing=code)
    duplicate = get_object_or_404(Organisation, code=code)
    kept = get_object_or_404(Organisation, code=into)
    if duplicate == kept:
        raise SameOrganisation(organisation=kept)
    if request.method == "POST":
        merge_organisations(duplicate, kept, by=request.user, at=timezone.now())
        messages.success(
            request, _("They are one now. The old address leads to the one that stays.")
        )
        return redirect("portal:organisation", kept.code)
    return render(request, "desk/merge.html", _context(duplicate, kept, request.user))


def _context(duplicate: Organisation, kept: Organisation, by: User) -> dict[str, Any]:
    kind, choices = kinds["organisation"], Choices()
    one, other = kind.read(duplicate), kind.read(kept)
    moved = moved_records(duplicate.code, kept.code)
    return {
        "duplicate": duplicate,
        "kept": kept,
        "lines": [
            {
                "label": label_of(codec, kind.model),
                "duplicate": said_of(codec, one.get(codec.key), choices),
                "kept": said_of(codec, other.get(codec.key), choices),
            }
            for codec in kind.codecs
            if codec.key in {*one, *other} and codec.key != "facts"
        ],
        "moved": [(kinds[name].label, len(records)) for name, records in moved.items()],
        "judged": not all(kinds[name].may_edit(by) for name in moved),
        "breadcrumbs": crumbs(),
    }
