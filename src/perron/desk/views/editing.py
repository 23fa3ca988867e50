"""Writing a record: begun, asked part by part, saved while one types."""

import re
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_htmx.http import reselect, retarget

from perron.accounts.http import SignedIn
from perron.core.documents.formats import is_code
from perron.core.errors import NotAllowed
from perron.core.models import Draft
from perron.core.records.kinds import Finding, Kind, Record
from perron.desk.errors import CodeTaken, DraftGone, SavedElsewhere
from perron.desk.forms.beginning import BeginForm
from perron.desk.forms.questions import Question, names_asked, questions_of
from perron.desk.forms.reading import read_form
from perron.desk.forms.steps import take_step
from perron.desk.forms.typed import text_of
from perron.desk.pieces.home import record_title
from perron.desk.records.choices import MOST, Choices, Option, names_alike, names_like
from perron.desk.records.findings import findings_of, is_missing, settled
from perron.desk.records.labels import id_of, labels_of
from perron.desk.services import begin_record, save_draft
from perron.desk.services.conflicts import has_moved
from perron.desk.services.drafts import base_of, published_record, revision_of
from perron.desk.views.doors import crumbs, door, form_status, kind_or_404
from perron.desk.views.elsewhere import compared, with_kept

DIGEST = re.compile(r"[0-9a-f]{64}")
SAVE, AUTO, CHECK, ANOTHER = "save", "auto", "check", "another"


@door
def new(request: SignedIn, kind: str) -> HttpResponse:
    """Begin a record: its name and its code; everything else is asked on the next page."""
    known = kind_or_404(kind)
    if not known.may_edit(request.user):
        raise NotAllowed(thing=known.label)
    form = BeginForm(known, request.POST if request.method == "POST" else None)
    alike: list[Option] = []
    if form.is_valid():
        alike = [] if request.POST.get("do") == ANOTHER else names_alike(known, form.said())
        if not alike:
            try:
                draft = begin_record(known, form.record(), by=request.user, at=timezone.now())
            except CodeTaken as refusal:
                form.add_error("code", str(refusal))
            else:
                return redirect("desk:edit", known.name, draft.code)
    context = {"kind": known, "form": form, "alike": alike, "breadcrumbs": crumbs()}
    return render(request, "desk/new.html", context, status=form_status(form))


@door
def edit(request: SignedIn, kind: str, code: str) -> HttpResponse:
    """Every part of a record as a question; what is typed becomes a draft of one's own."""
    known = kind_or_404(kind)
    if not known.may_edit(request.user):
        raise NotAllowed(thing=code)
    if not _could_be(known, code):
        raise Http404
    draft = Draft.objects.filter(kind=kind, code=code, author=request.user).first()
    published = published_record(known, code)
    if request.method == "POST" and (draft or published or _had_draft(request)):
        return _answered(request, known, code=code, draft=draft, published=published)
    if draft is None and published is None:
        raise Http404
    before: Record = draft.record if draft else published or {}
    base = draft.base if draft else base_of(published)
    context = _context(known, before, draft=draft, base=base, ask_all="check" in request.GET)
    return render(request, "desk/edit.html", context)


def _had_draft(request: SignedIn) -> bool:
    """Whether a form was opened on a draft: typing outlives what another window threw away."""
    return bool(DIGEST.fullmatch(request.POST.get("revision", "")))


def _answered(
    request: SignedIn, kind: Kind, *, code: str, draft: Draft | None, published: Record | None
) -> HttpResponse:
    """Save what was typed, then do what the button says; a script that saves presses none."""
    deed, anchor = request.POST.get("do", AUTO if request.htmx else SAVE), ""
    identity = dict(zip(kind.identity, code.split("/"), strict=True))
    before = draft.record if draft else published or identity
    typed = read_form(kind, request.POST, before=before, choices=Choices())
    record = with_kept(request, typed, draft)
    if ":" in deed:
        record, anchor = take_step(kind, record, deed)
    try:
        draft = save_draft(
            kind,
            record,
            base=_base(request.POST),
            by=request.user,
            at=timezone.now(),
            revision=request.POST.get("revision", ""),
        )
    except SavedElsewhere as refusal:
        return _refused(request, kind, code=code, typed=typed, refusal=refusal)
    return _saved(request, kind, draft, deed=deed, anchor=anchor)


def _saved(request: SignedIn, kind: Kind, draft: Draft, *, deed: str, anchor: str) -> HttpResponse:
    here = reverse("desk:edit", args=[kind.name, draft.code])
    if deed == CHECK:
        return redirect("desk:draft", draft.pk)
    if request.htmx:
        part = "state" if deed == AUTO else "working"
        context = _context(kind, draft.record, draft=draft, base=draft.base, anchor=anchor)
        return render(request, f"desk/edit.html#{part}", context)
    if anchor:
        return redirect(f"{here}#{anchor}")
    messages.success(request, _("Your draft is saved. Nobody else sees it until you publish it."))
    return redirect(here)


def _refused(
    request: SignedIn, kind: Kind, *, code: str, typed: Record, refusal: SavedElsewhere
) -> HttpResponse:
    """The draft is another than the form was opened on: choose, or be told that one has to."""
    draft = Draft.objects.filter(kind=kind.name, code=code, author=request.user).first()
    if draft is None:
        raise DraftGone from refusal
    if not request.htmx:
        return compared(request, draft, typed=typed, refusal=refusal)
    context = _context(kind, typed, draft=draft, base=draft.base)
    context |= {"revision": request.POST.get("revision", ""), "refusal": str(refusal)}
    answer = render(request, "desk/edit.html#state", context, status=refusal.status)
    for swap in (retarget, reselect):
        answer = swap(answer, "#draft-state")
    answer["HX-Reswap"] = "outerHTML show:#draft-state:top"
    return answer


def _context(
    kind: Kind,
    record: Record,
    *,
    draft: Draft | None,
    base: str,
    anchor: str = "",
    ask_all: bool = False,
) -> dict[str, Any]:
    choices = Choices()
    found = findings_of(kind, settled(kind.codecs, record), choices) if draft else []
    told = [one for one in found if ask_all or not is_missing(one)]
    code = kind.key_of(record)
    questions = questions_of(kind, record, choices=choices, findings=told)
    return {
        "kind": kind,
        "code": code,
        "title": record_title(record, code),
        "questions": questions,
        "problems": [problem_of(one, kind) for one in told],
        "missing": [problem_of(one, kind) for one in found if one not in told],
        "draft_kept": draft,
        "base": base,
        "revision": revision_of(draft.record if draft else None),
        "has_moved": has_moved(draft) if draft else False,
        "anchor": anchor,
        "names": _names_carried(questions, choices),
        "public_url": kind.address(code) if base else "",
        "breadcrumbs": crumbs((str(kind.label), reverse("desk:records", args=[kind.name]))),
    }


def problem_of(finding: Finding, kind: Kind) -> dict[str, str]:
    """What is wrong, with the way to where it is put right."""
    return {
        "label": labels_of(finding.path, kind),
        "id": id_of(finding.path, kind),
        "sentence": f"{finding.sentence} {finding.remedy}".strip(),
    }


def _names_carried(questions: Iterable[Question], choices: Choices) -> list[dict[str, Any]]:
    """The names that typing into a link offers: on the page when they are few, else on asking."""
    return [
        {"kind": name, "options": choices.options(name)} for name in sorted(names_asked(questions))
    ]


def _could_be(kind: Kind, code: str) -> bool:
    """Whether an address names a record at all: as many codes as its kind has."""
    parts = code.split("/")
    return len(parts) == len(kind.identity) and all(map(is_code, parts))


def _base(fields: QueryDict) -> str:
    sent = fields.get("base", "")
    return sent if DIGEST.fullmatch(sent) else ""


@door
@require_safe
def choices(request: SignedIn, kind: str) -> HttpResponse:
    """Names like the one that is being typed, whatever field it is typed into."""
    known = kind_or_404(kind)
    if not request.user.sees_desk:
        raise NotAllowed(thing=known.label)
    typed = text_of(request.GET.get(next(iter(request.GET), ""), "")[:100])
    named = names_like(known, typed) if typed else {}
    options = [(key, name) for key, name in list(named.items())[:MOST]]
    return render(request, "desk/choices.html", {"options": options})
