"""Writing a family: a draft as text with its problems by line, and its way past a second person."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from perron.accounts.http import SignedIn
from perron.competences.enums import VersionState
from perron.competences.errors.bank import DraftMoved, InTheMaking, OtherFamily
from perron.competences.forms.bank import FamilyForm, RemarkForm
from perron.competences.models import Family, FamilyVersion
from perron.competences.services.bank.drafting import (
    TYPED,
    begin_draft,
    discard_draft,
    file_of,
    hand_in,
    publish_version,
    save_draft,
    send_back,
)
from perron.competences.services.bank.keeping import RIGHT
from perron.competences.services.bank.loading import published_version
from perron.competences.services.bank.reading import FamilyFile, read_family, written_family
from perron.competences.views.bank.keeping import OK, UNPROCESSABLE, crumbs, kept
from perron.core.documents.problems import DocumentRefused


@kept
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedIn) -> HttpResponse:
    """A new family, from a text that is complete enough to be kept."""
    form = FamilyForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form, "breadcrumbs": crumbs()}
    if request.method == "POST" and form.is_valid():
        file, problems = _read(form)
        if file is None:
            context["problems"] = problems
        else:
            try:
                version = begin_draft(file.definition, by=request.user, at=timezone.now())
            except InTheMaking as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("The draft is kept. Nobody is asked it yet."))
                return redirect("competences:bank_version", version.family.code, version.number)
    status = UNPROCESSABLE if form.is_bound else OK
    return render(request, "competences/bank/new.html", context, status=status)


@kept
@require_POST
def begin(request: SignedIn, code: str) -> HttpResponse:
    """Another version of a family, from the one that is in the bank."""
    found = get_object_or_404(Family.objects.all(), code=code)
    published = published_version(found) or found.versions.latest("number")
    version = begin_draft(published.definition, by=request.user, at=timezone.now())
    messages.success(request, _("The draft is there. The version in the bank stays as it is."))
    return redirect("competences:bank_version", code, version.number)


@kept
@require_http_methods(["GET", "HEAD", "POST"])
def version(request: SignedIn, code: str, number: int) -> HttpResponse:
    """One version: what it says, what is wrong with it, and what can be done now."""
    found = _version(code, number)
    form = FamilyForm(request.POST if request.method == "POST" else None, initial=_typed(found))
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        file, problems = _read(form)
        if file is None:
            context["unreadable"] = problems
        elif (answer := _saved(request, found, file=file, form=form)) is not None:
            return answer
        else:
            found = _version(code, number)
            context["other"] = written_family(found.definition)
    file = file_of(found)
    context |= {
        "version": found,
        "family": found.family,
        "problems": file.problems,
        "notes": file.notes,
        "variants": [one["variant"] for one in found.definition["variants"]],
        "text": written_family(found.definition),
        "before": published_version(found.family),
        "remark": RemarkForm(),
        "may": request.user.may(RIGHT),
        "is_mine": found.author_id == request.user.pk,
        "is_draft": found.state == VersionState.DRAFT,
        "is_in_review": found.state == VersionState.IN_REVIEW,
        "breadcrumbs": crumbs(found.family),
    }
    status = UNPROCESSABLE if form.is_bound else OK
    return render(request, "competences/bank/version.html", context, status=status)


def _saved(
    request: SignedIn, found: FamilyVersion, *, file: FamilyFile, form: FamilyForm
) -> HttpResponse | None:
    """Go back to the saved draft; nothing where it could not be saved, which the form says."""
    seen = form.cleaned_data["seen"]
    try:
        save_draft(found, file.definition, seen, by=request.user, at=timezone.now())
    except (DraftMoved, OtherFamily) as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, _("The draft is saved."))
    return redirect("competences:bank_version", found.family.code, found.number)


def _read(form: FamilyForm) -> tuple[FamilyFile | None, Any]:
    """What was typed; nothing, with the reasons, where it has not the form of a family."""
    try:
        file = read_family(form.cleaned_data["text"].encode(), name=TYPED)
    except DocumentRefused as refused:
        return None, refused.problems
    return (file, ()) if file.definition else (None, file.problems)


def _typed(found: FamilyVersion) -> dict[str, str]:
    return {"text": written_family(found.definition), "seen": found.digest}


def _version(code: str, number: int) -> FamilyVersion:
    rows = FamilyVersion.objects.select_related("family")
    return get_object_or_404(rows, family__code=code, number=number)


@kept
@require_POST
def ask_review(request: SignedIn, code: str, number: int) -> HttpResponse:
    """The author is done; a second person looks."""
    hand_in(_version(code, number), by=request.user, at=timezone.now())
    messages.success(request, _("Handed in. A second person now reads it and answers it."))
    return redirect("competences:bank_version", code, number)


@kept
@require_POST
def publish(request: SignedIn, code: str, number: int) -> HttpResponse:
    """The second person lets it in."""
    publish_version(_version(code, number), by=request.user, at=timezone.now())
    messages.success(request, _("It is in the bank: its questions may be asked from now on."))
    return redirect("competences:bank_family", code)


@kept
@require_POST
def back(request: SignedIn, code: str, number: int) -> HttpResponse:
    """The second person asks for changes."""
    form = RemarkForm(request.POST)
    words = form.cleaned_data["remark"] if form.is_valid() else ""
    send_back(_version(code, number), words, by=request.user, at=timezone.now())
    messages.success(request, _("Sent back to its author with your remark."))
    return redirect("competences:bank_version", code, number)


@kept
@require_POST
def discard(request: SignedIn, code: str, number: int) -> HttpResponse:
    """The author throws the draft away."""
    discard_draft(_version(code, number), by=request.user, at=timezone.now())
    messages.success(request, _("The draft is thrown away. The bank stays as it is."))
    return redirect("competences:bank")
