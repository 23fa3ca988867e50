"""People with an account: seen by administrators and auditors, changed by administrators."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from perron.accounts.enums import Role
from perron.accounts.errors import AccountRefused
from perron.accounts.http import SignedIn
from perron.accounts.models import User
from perron.accounts.services import change_role, close_account, open_account, reopen_account
from perron.core.errors import NotAllowed
from perron.core.journal.reads import record_reads
from perron.desk.forms.people import NewPersonForm, RoleForm
from perron.desk.views.doors import crumbs, door, form_status

PER_PAGE = 50


def _refuse_others(request: SignedIn) -> None:
    if not request.user.sees_everything:
        raise NotAllowed(thing=_("the people of this site"))


@door
@require_safe
def people(request: SignedIn) -> HttpResponse:
    """Everybody with an account, by name, narrowed by role and words."""
    _refuse_others(request)
    role, words = request.GET.get("role", ""), request.GET.get("q", "").strip()[:100]
    rows = User.objects.filter(erased_at=None)
    if role in Role.values:
        rows = rows.filter(role=role)
    if words:
        rows = rows.filter(name__icontains=words) | rows.filter(email__icontains=words)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    keys = [str(person.key) for person in page.object_list]
    record_reads(keys, "account", by=request.user, at=timezone.now())
    context = {
        "page": page,
        "pages": list(page.paginator.get_elided_page_range(page.number, on_each_side=1)),
        "roles": Role.choices,
        "role": role,
        "words": words,
        "breadcrumbs": crumbs(),
    }
    return render(request, "desk/people.html", context)


@door
def new_person(request: SignedIn) -> HttpResponse:
    """Open an account."""
    if not request.user.is_administrator:
        raise NotAllowed(thing=_("the people of this site"))
    form = NewPersonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            person = open_account(form.wished(), by=request.user, at=timezone.now())
        except AccountRefused as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(request, _("The account is open; %(name)s is told.") % _named(person))
            return redirect("desk:person", person.key)
    way = (_("People"), reverse("desk:people"))
    context = {"form": form, "breadcrumbs": crumbs(way)}
    return render(request, "desk/new_person.html", context, status=form_status(form))


@door
@require_safe
def person(request: SignedIn, key: UUID) -> HttpResponse:
    """One person: role, mandates, what they decided."""
    _refuse_others(request)
    found = get_object_or_404(User, key=key, erased_at=None)
    record_reads([str(found.key)], "account", by=request.user, at=timezone.now())
    context = {
        "person": found,
        "form": RoleForm(initial={"role": found.role}),
        "given": found.mandates_given.select_related("proxy"),
        "held": found.mandates_held.select_related("principal"),
        "affiliations": found.affiliations.select_related("organisation"),
        "breadcrumbs": crumbs((_("People"), reverse("desk:people"))),
    }
    return render(request, "desk/person.html", context)


@door
@require_POST
def give_role(request: SignedIn, key: UUID) -> HttpResponse:
    """Give a person another role."""
    found = _changeable(request, key)
    form = RoleForm(request.POST)
    if form.is_valid():
        role = Role(form.cleaned_data["role"])
        change_role(found, role, by=request.user, at=timezone.now())
        messages.success(request, _("%(name)s has the role now and is told.") % _named(found))
    return redirect("desk:home" if found == request.user else "desk:person", *_key_of(request, key))


@door
@require_POST
def close(request: SignedIn, key: UUID) -> HttpResponse:
    """End a person's access."""
    found = close_account(_changeable(request, key), by=request.user, at=timezone.now())
    messages.success(request, _("The account of %(name)s is closed.") % _named(found))
    return redirect("desk:people")


@door
@require_POST
def reopen(request: SignedIn, key: UUID) -> HttpResponse:
    """Let a person in again."""
    found = reopen_account(_changeable(request, key), by=request.user, at=timezone.now())
    messages.success(request, _("The account of %(name)s is open again.") % _named(found))
    return redirect("desk:person", key)


def _changeable(request: SignedIn, key: UUID) -> User:
    if not request.user.is_administrator:
        raise NotAllowed(thing=_("the people of this site"))
    return get_object_or_404(User, key=key, erased_at=None)


def _named(person: User) -> dict[str, Any]:
    return {"name": person.name}


def _key_of(request: SignedIn, key: UUID) -> list[UUID]:
    return [] if request.user.key == key else [key]
