"""Where officers keep editions: begin from a model, change the draft, look, publish."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from perron.accounts.http import SignedIn
from perron.calls.enums import EditionState
from perron.calls.errors.editions import DraftMoved, DraftUnready, EditionExists
from perron.calls.forms.editions.documents import BeginForm, DocumentForm
from perron.calls.forms.editions.years import YearForm
from perron.calls.models import Edition
from perron.calls.pieces.editions.pages import edition_page
from perron.calls.pieces.editions.states import standing_of
from perron.calls.rules.definition import definition_of
from perron.calls.services.editions.keeping import (
    RIGHT,
    define_edition,
    discard_draft,
    publish_edition,
    revise_draft,
)
from perron.calls.services.editions.models import begin_from_model
from perron.calls.services.editions.reading import (
    EditionFile,
    check_definition,
    read_edition_file,
    written_edition,
)
from perron.core.documents.problems import DocumentRefused
from perron.core.errors import NotAllowed
from perron.core.journal.lines import digest_of

OK, UNPROCESSABLE = 200, 422
SEES = "everything.see"
View = Callable[..., HttpResponse]


def kept(view: View) -> View:
    """A page for those who keep calls, and for auditors, who change nothing."""

    @wraps(view)
    def answer(request: SignedIn, *args: Any, **named: Any) -> HttpResponse:
        if not (request.user.may(RIGHT) or request.user.may(SEES)):
            raise NotAllowed(thing=_("calls"))
        if request.method == "POST" and not request.user.may(RIGHT):
            raise NotAllowed(thing=_("calls"))
        return view(request, *args, **named)

    wrapped: View = cache_control(private=True, no_store=True)(answer)
    return wrapped


@kept
@require_http_methods(["GET", "HEAD", "POST"])
def editions(request: SignedIn) -> HttpResponse:
    """All editions, drafts too; a new one begins from another, or from a file."""
    form = BeginForm(*sent(request)[:1])
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            fresh = begin_from_model(
                given["model"], given["code"], by=request.user, at=timezone.now()
            )
        except EditionExists as refusal:
            form.add_error("code", str(refusal))
        except DocumentRefused as refused:
            form.add_error("code", " ".join(str(one.sentence) for one in refused.problems))
        else:
            messages.success(request, _("The draft is there. Nobody else sees it yet."))
            return redirect("calls:kept_edition", fresh.code)
    at = timezone.now()
    lines = [{"edition": one, "standing": standing_of(one, at)} for one in Edition.objects.all()]
    context = {"lines": lines, "form": form, "may": request.user.may(RIGHT)}
    context["breadcrumbs"] = crumbs()[:-1]
    status = UNPROCESSABLE if form.errors else OK
    return render(request, "calls/editions/kept_list.html", context, status=status)


@kept
@require_safe
def edition(request: SignedIn, code: str) -> HttpResponse:
    """One edition: what is wrong with it, what is missing, what can be done now."""
    found = get_object_or_404(Edition.objects.all(), code=code)
    problems, notes = _checked(found)
    context = {
        "edition": found,
        "standing": standing_of(found, timezone.now()),
        "is_draft": found.state == EditionState.DRAFT,
        "is_running": found.state == EditionState.PUBLISHED,
        "digest": found.digest or digest_of(found.definition),
        "problems": problems,
        "notes": notes,
        "notices": found.notices.order_by("-number"),
        "may": request.user.may(RIGHT),
        "breadcrumbs": crumbs(),
    }
    return render(request, "calls/editions/kept_edition.html", context)


def sent(request: SignedIn) -> tuple[Any, Any]:
    """What was sent, for a form: nothing where the page was only opened."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _checked(found: Edition) -> tuple[list[Any], list[Any]]:
    try:
        return [], list(check_definition(found.definition).notes)
    except DocumentRefused as refused:
        return list(refused.problems), []


@kept
@require_http_methods(["GET", "HEAD", "POST"])
def document(request: SignedIn, code: str = "") -> HttpResponse:
    """The whole document as text or as a file; errors come back with their lines."""
    found = get_object_or_404(Edition.objects.all(), code=code) if code else None
    form = DocumentForm(*sent(request), initial=_typed(found))
    context: dict[str, Any] = {"edition": found, "form": form, "breadcrumbs": crumbs()}
    if request.method == "POST" and form.is_valid():
        source, name = form.source()
        try:
            file = read_edition_file(source, name=name)
            saved = _saved(request, found, file, seen=form.cleaned_data["seen"])
        except DocumentRefused as refused:
            context["problems"] = refused.problems
        except (DraftMoved, EditionExists) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The draft is saved."))
            return redirect("calls:kept_edition", saved.code)
    status = UNPROCESSABLE if form.is_bound else OK
    return render(request, "calls/editions/kept_document.html", context, status=status)


def _typed(found: Edition | None) -> dict[str, str]:
    if found is None:
        return {}
    return {"text": written_edition(found.definition), "seen": digest_of(found.definition)}


def _saved(request: SignedIn, found: Edition | None, file: EditionFile, *, seen: str) -> Edition:
    if found is None:
        return define_edition(file, by=request.user, at=timezone.now())
    return revise_draft(found, file, seen, by=request.user, at=timezone.now())


@kept
@require_http_methods(["GET", "HEAD", "POST"])
def year(request: SignedIn, code: str) -> HttpResponse:
    """What changes from year to year, as a form."""
    found = get_object_or_404(Edition.objects.all(), code=code, state=EditionState.DRAFT)
    form = YearForm(found.definition, *sent(request)[:1])
    if not form.is_bound:
        form.initial["seen"] = digest_of(found.definition)
    context: dict[str, Any] = {"edition": found, "form": form, "breadcrumbs": crumbs()}
    if request.method == "POST" and form.is_valid():
        try:
            file = check_definition(form.changed_definition())
            _saved(request, found, file, seen=form.cleaned_data["seen"])
        except DocumentRefused as refused:
            context["problems"] = refused.problems
        except DraftMoved as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The draft is saved."))
            return redirect("calls:kept_edition", code)
    status = UNPROCESSABLE if form.is_bound else OK
    return render(request, "calls/editions/kept_year.html", context, status=status)


@kept
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: SignedIn, code: str) -> HttpResponse:
    """The digest first, then the deed."""
    found = get_object_or_404(Edition.objects.all(), code=code, state=EditionState.DRAFT)
    problems, notes = _checked(found)
    context: dict[str, Any] = {
        "edition": found,
        "digest": digest_of(found.definition),
        "problems": problems,
        "notes": notes,
        "breadcrumbs": crumbs(),
    }
    if request.method == "POST" and not problems:
        try:
            publish_edition(found, by=request.user, at=timezone.now())
        except DraftUnready as refusal:
            context["refusal"] = str(refusal)
            page = "calls/editions/kept_publish.html"
            return render(request, page, context, status=refusal.status)
        messages.success(request, _("The edition is published. Its rules stand from now on."))
        return redirect("calls:kept_edition", code)
    status = UNPROCESSABLE if request.method == "POST" else OK
    return render(request, "calls/editions/kept_publish.html", context, status=status)


@kept
@require_POST
def discard(request: SignedIn, code: str) -> HttpResponse:
    """Throw a draft away."""
    found = get_object_or_404(Edition.objects.all(), code=code, state=EditionState.DRAFT)
    discard_draft(found, by=request.user, at=timezone.now())
    messages.success(request, _("The draft is gone."))
    return redirect("calls:kept_editions")


@kept
@require_safe
def preview(request: SignedIn, code: str, side: str) -> HttpResponse:
    """The edition as an applicant, or as a juror, will see it."""
    found = get_object_or_404(Edition.objects.all(), code=code)
    definition = definition_of(found)
    context = {
        **edition_page(found, definition, timezone.now()),
        "definition": definition,
        "side": side,
        "breadcrumbs": crumbs(),
    }
    return render(request, f"calls/editions/preview_{side}.html", context)


def crumbs() -> list[tuple[str, str]]:
    """The way from the home page to the editions at the desk."""
    return [
        (_("Home"), reverse("portal:home")),
        (_("My desk"), reverse("desk:home")),
        (_("Calls at the desk"), reverse("calls:kept_editions")),
    ]
