"""What is owed, at the desk: answered, refused with a reason, put off, entered from paper."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from perron.accounts.http import SignedIn
from perron.core.clock.parties import AGENCY
from perron.core.enums import OwedState
from perron.core.errors import NotAllowed, Refusal
from perron.core.journal.reads import record_reads
from perron.core.models import Owed
from perron.desk.forms.owed import (
    AnswerForm,
    InquiryForm,
    LaterForm,
    NewOwedForm,
    RefusalForm,
    TitleForm,
)
from perron.desk.pieces.owed import inquiry_of, may_be_settled, owed_lines
from perron.desk.rules import sees_owed
from perron.desk.services.owing import enter_owed, put_owed_off, refuse_owed, settle_owed
from perron.desk.views.doors import UNPROCESSABLE, crumbs, door, form_status
from perron.letters.enums import Channel, InquiryKind
from perron.letters.models import Inquiry
from perron.letters.services.inquiries import (
    NewInquiry,
    answer_inquiry,
    enter_inquiry,
    give_more_time,
    mark_spam,
    owed_for,
    refuse_inquiry,
    word_title,
)

PER_PAGE = 50
RIGHT = "inquiries.answer"
FORMS: dict[str, type[Form]] = {
    "answer": AnswerForm,
    "refuse": RefusalForm,
    "later": LaterForm,
    "title": TitleForm,
}


@door
@require_safe
def owed(request: SignedIn) -> HttpResponse:
    """What is open, on one side or the other, by its date; then what is over."""
    _refuse_others(request)
    side, over = request.GET.get("side", ""), request.GET.get("over", "")
    rows = Owed.objects.exclude(state=OwedState.OPEN) if over else Owed.objects.open()
    rows = rows.exclude(owed_by=AGENCY) if side == "others" else rows.filter(owed_by=AGENCY)
    rows = rows.order_by("-settled_at", "-pk") if over else rows.order_by("due", "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "pages": list(page.paginator.get_elided_page_range(page.number, on_each_side=1)),
        "lines": owed_lines(page.object_list, timezone.now()),
        "side": "others" if side == "others" else "mine",
        "over": bool(over),
        "may_answer": request.user.may(RIGHT),
        "breadcrumbs": crumbs(),
    }
    return render(request, "desk/owed.html", context)


@door
def owed_one(request: SignedIn, pk: int) -> HttpResponse:
    """One thing owed, with what may be done about it."""
    _refuse_others(request)
    thing = get_object_or_404(Owed, pk=pk)
    inquiry = inquiry_of(thing)
    if request.method != "POST":
        return _page(request, thing, {})
    deed = request.POST.get("do", "")
    form = FORMS[deed](request.POST) if deed in FORMS else None
    if form is not None and not form.is_valid():
        return _page(request, thing, {deed: form})
    try:
        deeds = _deeds(request, thing, inquiry)
        if deed not in deeds:
            raise NotAllowed(thing=thing.title)
        do, said = deeds[deed]
        do(form.cleaned_data if form else {})
    except Refusal as refusal:
        unsent = "\n".join(str(words) for words in form.cleaned_data.values()) if form else ""
        fresh = Owed.objects.get(pk=pk)
        wrong = {"refusal": str(refusal), "unsent": unsent, "status": refusal.status}
        return _page(request, fresh, {}, **wrong)
    messages.success(request, said)
    return redirect("desk:owed_one", pk)


Deeds = dict[str, tuple[Callable[[dict[str, Any]], object], str]]


def _deeds(request: SignedIn, thing: Owed, inquiry: Inquiry | None) -> Deeds:
    """What may be decided about it, each with what the officer is told after."""
    return _entered_deeds(request, thing) if inquiry is None else _inquiry_deeds(request, inquiry)


def _inquiry_deeds(request: SignedIn, inquiry: Inquiry) -> Deeds:
    who: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    return {
        "answer": (
            lambda given: answer_inquiry(inquiry, given["answer"], **who),
            _("The answer is sent."),
        ),
        "refuse": (
            lambda given: refuse_inquiry(inquiry, given["reason"], **who),
            _("It is refused, and the reason is sent."),
        ),
        "later": (
            lambda given: give_more_time(inquiry, given["until"], given["reason"], **who),
            _("It has more time, and the reason is told."),
        ),
        "title": (lambda given: word_title(inquiry, given["title"], **who), _("The title counts.")),
        "spam": (lambda _given: mark_spam(inquiry, **who), _("It is no longer listed.")),
    }


def _entered_deeds(request: SignedIn, thing: Owed) -> Deeds:
    who: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    return {
        "settle": (lambda _given: settle_owed(thing, **who), _("It is settled.")),
        "refuse": (
            lambda given: refuse_owed(thing, reason=given["reason"], **who),
            _("It is refused, with your reason."),
        ),
        "later": (
            lambda given: put_owed_off(thing, given["until"], reason=given["reason"], **who),
            _("It has more time, and the reason is kept."),
        ),
    }


def _page(request: SignedIn, thing: Owed, bound: dict[str, Form], **wrong: Any) -> HttpResponse:
    inquiry = inquiry_of(thing)
    if inquiry and inquiry.person:
        key = inquiry.person.removeprefix("person:")
        record_reads([key], "inquiry", by=request.user, at=timezone.now())
    (line,) = owed_lines([thing], timezone.now())
    may = request.user.may(RIGHT)
    forms = {name: form(prefix=None, auto_id=f"{name}-%s") for name, form in FORMS.items()}
    if inquiry:
        initial = {"title": inquiry.title}
        forms["title"] = TitleForm(initial=initial, auto_id="title-%s")
    context = {
        "line": line,
        "inquiry": inquiry,
        "forms": forms | bound,
        "wrong": next(iter(bound.values()), None),
        "may_settle": may and may_be_settled(thing),
        "may_title": may and inquiry is not None,
        "breadcrumbs": crumbs((_("What is owed"), reverse("desk:owed"))),
        **wrong,
    }
    status = wrong.get("status", UNPROCESSABLE if bound else 200)
    return render(request, "desk/owed_one.html", context, status=status)


@door
def new_owed(request: SignedIn) -> HttpResponse:
    """Enter a convention that ends, a request, a correction that a partner owes."""
    _refuse_readers(request)
    initial = {"since": timezone.localdate(), "organisation": request.GET.get("organisation", "")}
    form = NewOwedForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        entered = form.entered(get_language() or "en")
        thing = enter_owed(entered, by=request.user, at=timezone.now())
        messages.success(request, _("The clock runs. Whoever owes it will be reminded."))
        return redirect("desk:owed_one", thing.pk)
    context = {"form": form, "breadcrumbs": crumbs((_("What is owed"), reverse("desk:owed")))}
    return render(request, "desk/new_owed.html", context, status=form_status(form))


@door
def enter(request: SignedIn) -> HttpResponse:
    """Enter an inquiry that came on paper or by telephone."""
    _refuse_readers(request)
    initial = {"received": timezone.localdate(), "language": get_language()}
    form = InquiryForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            inquiry = _entered(request, form)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is entered, and the clock runs from its arrival."))
            return redirect("desk:owed_one", owed_for(inquiry).pk)
    context = {"form": form, "breadcrumbs": crumbs((_("What is owed"), reverse("desk:owed")))}
    return render(request, "desk/enter_inquiry.html", context, status=form_status(form))


def _entered(request: SignedIn, form: InquiryForm) -> Inquiry:
    given = form.cleaned_data
    new = NewInquiry(
        kind=InquiryKind(given["kind"]),
        language=given["language"],
        words=given["words"],
        name=given["name"],
        address=given["address"],
        may_publish=given["may_publish"],
        key=form.key(),
    )
    return enter_inquiry(
        new,
        channel=Channel(given["channel"]),
        received=given["received"],
        by=request.user,
        at=timezone.now(),
    )


def _refuse_others(request: SignedIn) -> None:
    if not sees_owed(request.user):
        raise NotAllowed(thing=_("what is owed"))


def _refuse_readers(request: SignedIn) -> None:
    if not request.user.may(RIGHT):
        raise NotAllowed(thing=_("what is owed"))
