"""An organisation's own page as its people keep it: words, contacts, the yearly confirmation."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from perron.accounts.http import SignedIn
from perron.accounts.models import User
from perron.core.journal.reads import record_reads
from perron.core.records.errors import RecordRefused
from perron.core.records.kinds import kinds
from perron.desk.forms.organisations import ContactForm, OwnPageForm
from perron.desk.views.doors import crumbs, door, form_status
from perron.directory.enums import AffiliationState
from perron.directory.errors import ContactRefused, DoesNotSpeak
from perron.directory.models import Affiliation, Contact, Organisation
from perron.directory.rules import acts_for, edits_directory
from perron.directory.services.contacts import add_contact, change_contact, remove_contact
from perron.directory.services.pages import confirm_organisation, update_own_page


@door
def organisation(request: SignedIn, code: str) -> HttpResponse:
    """What an organisation says of itself, in a form."""
    thing = _own(request, code)
    # A form without a single field says nothing: taking it for empty answers would blank the page.
    form = OwnPageForm(request.POST or None, record=kinds["organisation"].read(thing))
    if form.is_valid():
        try:
            update_own_page(thing, form.parts(), by=request.user, at=timezone.now())
        except RecordRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The page is published as you wrote it."))
            return redirect("desk:organisation", code)
    shown = _context(thing, form)
    _note_look(request, thing, shown)
    context = {
        **shown,
        "is_own": acts_for(request.user, thing),
        "may_end": edits_directory(request.user),
    }
    return render(request, "desk/organisation.html", context, status=form_status(form))


@door
@require_POST
def confirm(request: SignedIn, code: str) -> HttpResponse:
    """Say that the page is right today."""
    confirm_organisation(_own(request, code), by=request.user, at=timezone.now())
    messages.success(request, _("Thank you. The page is confirmed for a year."))
    return redirect("desk:organisation", code)


@door
def new_contact(request: SignedIn, code: str) -> HttpResponse:
    """Add a person to reach."""
    thing = _own(request, code)
    form = ContactForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            add_contact(thing, form.parts(), by=request.user, at=timezone.now())
        except ContactRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The contact is added."))
            return redirect("desk:organisation", code)
    context = _contact_context(thing, form)
    return render(request, "desk/contact.html", context, status=form_status(form))


@door
def contact(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """Change a person to reach, or remove them."""
    thing = _own(request, code)
    person = get_object_or_404(thing.contacts, pk=pk)
    form = ContactForm(request.POST if request.method == "POST" else None, contact=person)
    if request.method == "POST" and request.POST.get("do") == "remove":
        remove_contact(person, by=request.user, at=timezone.now())
        messages.success(request, _("The contact is removed from every page."))
        return redirect("desk:organisation", code)
    if form.is_valid():
        try:
            change_contact(person, form.parts(), by=request.user, at=timezone.now())
        except ContactRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The contact is changed."))
            return redirect("desk:organisation", code)
    _note_look(request, thing, {"contacts": [person], "speaking": []})
    context = _contact_context(thing, form, person)
    return render(request, "desk/contact.html", context, status=form_status(form))


def _own(request: SignedIn, code: str) -> Organisation:
    """The organisation, for those who speak for it and for officers."""
    thing = get_object_or_404(Organisation, code=code)
    if not acts_for(request.user, thing) and not edits_directory(request.user):
        raise DoesNotSpeak(organisation=thing)
    return thing


def _note_look(request: SignedIn, thing: Organisation, seen: dict[str, Any]) -> None:
    """Write down that an officer sees people of an organisation that is not their own."""
    if acts_for(request.user, thing):
        return
    keys = [str(one.person.key) for one in seen["speaking"]]
    record_reads(keys, "claim", by=request.user, at=timezone.now())
    addresses = {one.email.lower() for one in seen["contacts"] if one.email}
    people = User.objects.filter(email__in=addresses).values_list("key", flat=True)
    record_reads(map(str, people), "contact", by=request.user, at=timezone.now())


def _context(thing: Organisation, form: OwnPageForm) -> dict[str, Any]:
    speaking = Affiliation.objects.filter(organisation=thing, state=AffiliationState.APPROVED)
    return {
        "organisation": thing,
        "form": form,
        "is_confirmed": thing.is_confirmed(timezone.now()),
        "contacts": list(thing.contacts.all()),
        "speaking": list(speaking.select_related("person")),
        "breadcrumbs": crumbs(),
    }


def _contact_context(
    thing: Organisation, form: ContactForm, person: Contact | None = None
) -> dict[str, Any]:
    way = (str(thing), reverse("desk:organisation", args=[thing.code]))
    return {"organisation": thing, "form": form, "person": person, "breadcrumbs": crumbs(way)}
