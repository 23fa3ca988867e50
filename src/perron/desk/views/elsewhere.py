"""One draft open in two windows: what was typed beside what the other window saved."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from perron.accounts.http import SignedIn
from perron.core.models import Draft
from perron.core.records.kinds import Record, kinds
from perron.desk.errors import SavedElsewhere
from perron.desk.forms.reading import KEEP, OURS
from perron.desk.pieces.comparing import clashes_in_words
from perron.desk.pieces.home import record_title
from perron.desk.records.choices import Choices
from perron.desk.services.conflicts import THEIRS, clashes_between
from perron.desk.services.drafts import revision_of
from perron.desk.views.doors import crumbs


def compared(
    request: SignedIn, draft: Draft, *, typed: Record, refusal: SavedElsewhere
) -> HttpResponse:
    """Both wordings side by side; the page carries all that was typed."""
    kind, choices = kinds[draft.kind], Choices()
    for record in (draft.record, typed):
        choices.prepare(kind.codecs, record)
    clashes = clashes_between(kind, typed, draft.record)
    context = {
        "kind": kind,
        "title": record_title(typed, draft.code),
        "draft_kept": draft,
        "clashes": clashes_in_words(kind, clashes, choices=choices),
        "fields": list(_typed_fields(request)),
        "revision": revision_of(draft.record),
        "refusal": str(refusal),
        "edit_url": request.path,
        "breadcrumbs": crumbs((str(kind.label), reverse("desk:records", args=[kind.name]))),
    }
    return render(request, "desk/elsewhere.html", context, status=refusal.status)


def with_kept(request: SignedIn, typed: Record, draft: Draft | None) -> Record:
    """What was typed, with the parts that somebody chose from the other window's draft.

    Only the draft that was looked at counts: of a newer one nothing is taken unseen.
    """
    if draft is None or request.POST.get("revision") != revision_of(draft.record):
        return typed
    parts = {
        name.removeprefix(KEEP)
        for name, chosen in request.POST.items()
        if name.startswith(KEEP) and chosen == THEIRS
    }
    taken = {part: draft.record[part] for part in parts if part in draft.record}
    return {part: value for part, value in typed.items() if part not in parts} | taken


def _typed_fields(request: SignedIn) -> Iterator[tuple[str, str]]:
    """The form as it was sent, without what belongs to the page alone."""
    for name, values in request.POST.lists():
        if name == "base" or (name not in OURS and not name.startswith(KEEP)):
            yield from ((name, value) for value in values)
