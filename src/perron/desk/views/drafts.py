"""A draft before it is published: what differs, what is wrong, who was quicker."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from perron.accounts.http import SignedIn
from perron.core.errors import ChangedMeanwhile, Refusal
from perron.core.models import Draft
from perron.core.records.kinds import kinds
from perron.desk.errors import DraftGone, SavedElsewhere, StillWrong
from perron.desk.pieces.comparing import clashes_in_words, differences
from perron.desk.pieces.home import title_of
from perron.desk.records.choices import Choices
from perron.desk.records.findings import findings_of, settled
from perron.desk.rules import visible_drafts
from perron.desk.services import carry_on, discard_draft, publish_draft
from perron.desk.services.conflicts import THEIRS, clashes_of, has_moved
from perron.desk.services.drafts import published_record, revision_of
from perron.desk.views.doors import crumbs, door
from perron.desk.views.editing import problem_of


@door
@require_safe
def show(request: SignedIn, pk: int) -> HttpResponse:
    """What publishing would change, part by part, or why it can't be published yet."""
    draft = get_object_or_404(visible_drafts(request.user).select_related("author"), pk=pk)
    return render(request, "desk/draft.html", _context(request, draft))


@door
@require_POST
def publish(request: SignedIn, pk: int) -> HttpResponse:
    """Publish; a refusal shows the draft again, with the reason first."""
    draft = _draft(request, pk)
    try:
        publish_draft(draft, by=request.user, at=timezone.now(), revision=_revision(request))
    except (ChangedMeanwhile, SavedElsewhere, StillWrong) as refusal:
        return _refused(request, draft, refusal)
    messages.success(request, _("“%(title)s” is published.") % {"title": title_of(draft)})
    return redirect(kinds[draft.kind].address(draft.code) or reverse("desk:home"))


@door
@require_POST
def discard(request: SignedIn, pk: int) -> HttpResponse:
    """Throw a draft away."""
    draft = _draft(request, pk)
    try:
        discard_draft(draft, by=request.user, revision=_revision(request))
    except SavedElsewhere as refusal:
        return _refused(request, draft, refusal)
    messages.success(request, _("The draft is thrown away. What is published stays as it was."))
    return redirect("desk:home")


@door
@require_POST
def settle(request: SignedIn, pk: int) -> HttpResponse:
    """Go on after somebody else has published: their parts where one says so."""
    draft = _draft(request, pk)
    chosen = {key: value for key, value in request.POST.items() if value == THEIRS}
    try:
        carry_on(draft, chosen, by=request.user, at=timezone.now(), revision=_revision(request))
    except SavedElsewhere as refusal:
        return _refused(request, draft, refusal)
    messages.success(request, _("Your draft now goes on from what is published."))
    return redirect("desk:draft", draft.pk)


def _draft(request: SignedIn, pk: int) -> Draft:
    """The draft, which a second click may find gone."""
    draft = visible_drafts(request.user).filter(pk=pk).first()
    if draft is None:
        raise DraftGone
    return draft


def _revision(request: SignedIn) -> str | None:
    """The draft that the page was opened on, as far as it says so."""
    return request.POST.get("revision")


def _refused(request: SignedIn, draft: Draft, refusal: Refusal) -> HttpResponse:
    """The draft as it is now, with the reason first."""
    draft.refresh_from_db()
    context = {**_context(request, draft), "refusal": str(refusal)}
    context["is_older"] = isinstance(refusal, SavedElsewhere)
    return render(request, "desk/draft.html", context, status=refusal.status)


def _context(request: SignedIn, draft: Draft) -> dict[str, Any]:
    kind, choices = kinds[draft.kind], Choices()
    record = settled(kind.codecs, draft.record)
    published = published_record(kind, draft.code) or {}
    moved = has_moved(draft)
    return {
        "draft_kept": draft,
        "kind": kind,
        "title": title_of(draft),
        "is_new": not draft.base,
        "is_mine": draft.author_id == request.user.pk,
        "may_publish": draft.author_id == request.user.pk and kind.may_edit(request.user),
        "revision": revision_of(draft.record),
        "has_moved": moved,
        "was_removed": moved and not published,
        "clashes": clashes_in_words(kind, clashes_of(draft), choices=choices) if moved else [],
        "problems": [problem_of(one, kind) for one in findings_of(kind, record, choices)],
        "differences": differences(kind, published, record, choices=choices),
        "public_url": kind.address(draft.code) if published else "",
        "breadcrumbs": crumbs(),
    }
