"""Juries at the desk: who sits, who reads what, what is tied, what is missing, the seal."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from perron.accounts.http import SignedIn
from perron.calls.enums import EditionState
from perron.calls.errors.judging import (
    ConsensusTooEarly,
    ConsensusUnexplained,
    JurorAlready,
    JurorApplies,
    JurorNotFree,
)
from perron.calls.forms.judging.keeping import ConsensusForm
from perron.calls.forms.judging.seats import NewJurorForm
from perron.calls.models import Application, Edition, Juror, Review
from perron.calls.models.juries import JUDGING
from perron.calls.pieces.judging.kept import jury_of, severity_shown
from perron.calls.pieces.judging.scored import sheet_lines
from perron.calls.rules.applying import keeps_calls, sees_applications
from perron.calls.services.judging.agreeing import agree_consensus
from perron.calls.services.judging.assigning import assign_reviews
from perron.calls.services.judging.leaving import leave_jury
from perron.calls.services.judging.naming import name_juror
from perron.calls.services.judging.scoring import reopen_review
from perron.calls.services.judging.sealing import seal_ranking
from perron.calls.services.judging.severity import severity_of
from perron.calls.services.judging.standings import judged_one
from perron.calls.views.judging.doors import Crumbs, private
from perron.core.errors import NotAllowed, Refusal
from perron.core.journal.reads import record_reads

OK, UNPROCESSABLE = 200, 422
View = Callable[..., HttpResponse]


def kept(view: View) -> View:
    """A page for those who keep calls, and auditors, who change nothing."""

    @wraps(view)
    def answer(request: SignedIn, *args: Any, **named: Any) -> HttpResponse:
        if not sees_applications(request.user):
            raise NotAllowed(thing=_("juries"))
        if request.method == "POST" and not keeps_calls(request.user):
            raise NotAllowed(thing=_("juries"))
        return view(request, *args, **named)

    return private(answer)


@kept
@require_safe
def kept_juries(request: SignedIn) -> HttpResponse:
    """The editions with their juries."""
    sitting = Count("jurors", filter=Q(jurors__left_at=None), distinct=True)
    rows = Edition.objects.exclude(state__in=[EditionState.DRAFT, EditionState.HISTORY])
    context = {"editions": rows.annotate(sitting=sitting), "breadcrumbs": _crumbs()[:-1]}
    return render(request, "calls/judging/kept_juries.html", context)


@kept
@require_safe
def kept_jury(request: SignedIn, code: str) -> HttpResponse:
    """The jury of an edition."""
    return _page(request, _edition(code))


@kept
@require_POST
def name(request: SignedIn, code: str) -> HttpResponse:
    """Put somebody on the jury."""
    edition = _edition(code)
    form = NewJurorForm(request.POST)
    if not form.is_valid():
        return _page(request, edition, form=form, status=UNPROCESSABLE)
    try:
        seat = name_juror(edition, form.new_juror(), by=request.user, at=timezone.now())
    except (JurorAlready, JurorApplies, JurorNotFree) as refusal:
        form.add_error("email", str(refusal))
        return _page(request, edition, form=form, status=refusal.status)
    told = _("%(name)s is named and told by letter.") % {"name": seat.person.name}
    return _done(request, told, edition)


@kept
@require_POST
def remove(request: SignedIn, key: UUID) -> HttpResponse:
    """Take somebody off the jury; what they were to read goes to others."""
    seat = get_object_or_404(Juror.objects.select_related("edition", "person"), key=key)
    given = leave_jury(seat, by=request.user, at=timezone.now())
    told = _("%(name)s left the jury; %(count)s readings went to others.")
    return _done(request, told % {"name": seat.person.name, "count": len(given)}, seat.edition)


@kept
@require_POST
def assign(request: SignedIn, code: str) -> HttpResponse:
    """Give each application its readers."""
    edition = _edition(code)
    try:
        given = assign_reviews(edition, by=request.user, at=timezone.now())
    except Refusal as refusal:
        return _page(request, edition, refusal=str(refusal), status=refusal.status)
    return _done(request, _("%(count)s readings are given.") % {"count": len(given)}, edition)


@kept
@require_POST
def seal(request: SignedIn, code: str) -> HttpResponse:
    """Seal the ranking, or say what is missing."""
    edition = _edition(code)
    reason = request.POST.get("reason", "")
    try:
        ranking = seal_ranking(edition, by=request.user, at=timezone.now(), reason=reason)
    except Refusal as refusal:
        return _page(request, edition, refusal=str(refusal), status=refusal.status)
    told = _("The ranking is sealed. Its digest: %(digest)s") % {"digest": ranking.digest}
    return _done(request, told, edition)


@kept
@require_http_methods(["GET", "HEAD", "POST"])
def consensus(request: SignedIn, code: str, number: str) -> HttpResponse:
    """All scores of one application side by side, and what the jury agrees on."""
    edition = _edition(code)
    application = get_object_or_404(Application, edition=edition, number=number)
    form = ConsensusForm(edition, request.POST if request.method == "POST" else None)
    status = OK
    if form.is_bound:
        status = UNPROCESSABLE
        if form.is_valid():
            agreement = form.agreement(get_language() or "")
            try:
                agree_consensus(application, agreement, by=request.user, at=timezone.now())
            except (ConsensusTooEarly, ConsensusUnexplained) as refusal:
                form.add_error("note", str(refusal))
            else:
                told = _("The consensus on %(number)s is kept.") % {"number": number}
                return _done(request, told, edition)
    found = judged_one(application, edition)
    context = {
        "edition": edition,
        "application": application,
        "sheets": [(one, sheet_lines(one, ())) for one in (found.reviews if found else ())],
        "found": found,
        "form": form,
        "may": keeps_calls(request.user),
        "breadcrumbs": _crumbs((str(edition.name), _address(edition))),
    }
    return render(request, "calls/judging/kept_consensus.html", context, status=status)


@kept
@require_POST
def reopen(request: SignedIn, key: UUID) -> HttpResponse:
    """Let a juror change what was handed in, with a reason."""
    rows = Review.objects.select_related("application__edition", "juror__edition")
    found = get_object_or_404(rows, key=key)
    reopen_review(found, request.POST.get("reason", ""), by=request.user, at=timezone.now())
    told = _("The scores of %(number)s are open again for their juror.")
    return _done(request, told % {"number": found.application.number}, found.application.edition)


@kept
@require_safe
def severity(request: SignedIn, code: str) -> HttpResponse:
    """How severe each juror is, how sure that is, and what would change sides."""
    edition = _edition(code)
    typed = request.GET.get("cut", "")
    cut = int(typed) if typed.isdecimal() and len(typed) <= len("100000") else None
    context = {
        "edition": edition,
        "cut": cut,
        "shown": severity_shown(severity_of(edition, cut=cut)),
        "breadcrumbs": _crumbs((str(edition.name), _address(edition))),
    }
    return render(request, "calls/judging/kept_severity.html", context)


def _edition(code: str) -> Edition:
    return get_object_or_404(Edition.objects.shown(), code=code)


def _address(edition: Edition) -> str:
    return reverse("calls:kept_jury", args=[edition.code])


def _page(
    request: SignedIn,
    edition: Edition,
    *,
    form: NewJurorForm | None = None,
    status: int = OK,
    **said: str,
) -> HttpResponse:
    shown = jury_of(edition)
    keys = [str(one["seat"].person.key) for one in shown["jurors"]]
    record_reads(keys, "jury", by=request.user, at=timezone.now())
    context = {
        "edition": edition,
        "form": form or NewJurorForm(),
        "may": keeps_calls(request.user) and edition.state in JUDGING,
        "breadcrumbs": _crumbs(),
        **shown,
        **said,
    }
    return render(request, "calls/judging/kept_jury.html", context, status=status)


def _done(request: SignedIn, told: str, edition: Edition) -> HttpResponse:
    messages.success(request, told)
    return redirect(_address(edition))


def _crumbs(*further: tuple[str, str]) -> Crumbs:
    way = [(_("Home"), reverse("portal:home")), (_("Juries"), reverse("calls:kept_juries"))]
    return [*way, *further]
