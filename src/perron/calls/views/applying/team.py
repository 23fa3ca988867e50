"""Colleagues and partners of an application: invited, given a role, gone; shares agreed to."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from perron.accounts.http import SignedIn
from perron.calls.enums import ApplicationState, MemberRole
from perron.calls.models import Application, Sharer
from perron.calls.pieces.applying.sharers import in_euros, sharers_of
from perron.calls.rules.applying import leads, spoken_for
from perron.calls.rules.definition import definition_of
from perron.calls.services.applying.members import (
    accept_invitation,
    find_invitation,
    give_member_role,
    invite_colleague,
    leave_application,
    take_invitation_back,
)
from perron.calls.services.applying.remembering import name_of
from perron.calls.services.applying.sharing import (
    add_sharer,
    agree_to_share,
    own_share,
    remove_sharer,
    set_shares,
)
from perron.calls.services.applying.values import read_cents
from perron.calls.views.applying.doors import own_application, refused_page, told, way_to
from perron.calls.views.applying.mine import private
from perron.core.errors import NotAllowed, Refusal, UnknownCode
from perron.directory.models import Organisation, Site

LONGEST_KEY = 12  # digits of the number of a row
TEAM, SHARERS = "calls/applying/team.html", "calls/applying/sharers.html"


@private
@require_http_methods(["GET", "HEAD", "POST"])
def team(request: SignedIn, key: UUID) -> HttpResponse:
    """Who shares the application, in which role; invitations under way."""
    found = own_application(request, key)
    if request.method != "POST":
        return render(request, TEAM, _team(request, found))
    try:
        said = _change_team(request, found)
    except Refusal as refusal:
        return refused_page(request, TEAM, _team(request, found), refusal=refusal)
    if not found.members.filter(person=request.user).exists():
        return told(request, said, "calls:applications")
    return told(request, said, "calls:team", key)


def _team(request: SignedIn, found: Application) -> dict[str, Any]:
    return {
        "application": found,
        "members": found.members.select_related("person"),
        "invitations": found.invitations.filter(accepted_at=None),
        "roles": MemberRole.choices,
        "leads": leads(request.user, found),
        "address": request.POST.get("address", ""),
        "breadcrumbs": way_to(found),
    }


def _change_team(request: SignedIn, found: Application) -> str:
    sent = request.POST
    who: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    deed = sent.get("do", "")
    if deed == "invite":
        invite_colleague(found, sent.get("address", ""), _role(sent.get("role", "")), **who)
        return _("A letter with a link is on its way.")
    if deed == "withdraw":
        invitation = get_object_or_404(found.invitations, pk=_number(sent.get("one", "")))
        take_invitation_back(invitation, **who)
        return _("The link is good for nothing any more.")
    member = get_object_or_404(found.members, pk=_number(sent.get("one", "")))
    if deed == "role":
        give_member_role(member, _role(sent.get("role", "")), **who)
        return _("The role is changed.")
    if deed == "leave":
        leave_application(member, **who)
        return _("Gone from the application.")
    raise NotAllowed(thing=found)


def _role(sent: str) -> MemberRole:
    if sent not in MemberRole.values:
        raise UnknownCode(kind="role", code=sent[:20])
    return MemberRole(sent)


def _number(sent: str) -> int:
    return int(sent) if sent.isdecimal() and len(sent) <= LONGEST_KEY else 0


@login_not_required
@private
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """The link of an invitation: opening it changes nothing."""
    at = timezone.now()
    invitation = find_invitation(token, at)
    application = invitation.application
    signed_in = request.user if request.user.is_authenticated else None
    if request.method == "POST":
        name = request.POST.get("name", "")
        accept_invitation(invitation, name, by=signed_in, at=at)
        return redirect("calls:application", application.key)
    context = {
        "application": application,
        "applicant": name_of(application),
        "role": MemberRole(invitation.role).label,
        "address": invitation.address,
        "signed_in": signed_in,
    }
    page = render(request, "calls/applying/join.html", context)
    page["Referrer-Policy"], page["X-Robots-Tag"] = "same-origin", "noindex"
    return page


@private
@require_http_methods(["GET", "HEAD", "POST"])
def sharers(request: SignedIn, key: UUID) -> HttpResponse:
    """Who applies together: sites and bodies, their shares, and whether they agree."""
    found = own_application(request, key)
    if request.method != "POST":
        return render(request, SHARERS, _sharers(request, found))
    try:
        said = _change_sharers(request, found)
    except Refusal as refusal:
        return refused_page(request, SHARERS, _sharers(request, found), refusal=refusal)
    return told(request, said, "calls:sharers", key)


def _sharers(request: SignedIn, found: Application) -> dict[str, Any]:
    definition = definition_of(found.edition)
    return {
        "application": found,
        "sharers": sharers_of(found, request.user),
        "most": definition.applicant.together,
        "is_site": definition.applicant.unit == "site",
        "asked": in_euros(found.asked),
        "own_share": in_euros(own_share(found)),
        "leads": leads(request.user, found),
        "is_draft": found.state == ApplicationState.DRAFT,
        "code": request.POST.get("code", ""),
        "breadcrumbs": way_to(found),
    }


def _change_sharers(request: SignedIn, found: Application) -> str:
    sent = request.POST
    who: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    deed = sent.get("do", "")
    if deed == "add":
        organisation, site = _body(found, sent.get("code", "").strip())
        add_sharer(found, organisation, site, **who)
        return _("Asked to take part. Whoever speaks for it gets a letter.")
    if deed == "shares":
        language = get_language() or ""
        typed = {one.pk: sent.get(f"share-{one.pk}", "") for one in found.sharers.all()}
        read = {pk: read_cents(words, language) for pk, words in typed.items()}
        set_shares(found, {pk: one for pk, one in read.items() if one is not None}, **who)
        return _("The shares are kept. Each has to be agreed to.")
    sharer = get_object_or_404(found.sharers, pk=_number(sent.get("one", "")))
    if deed == "agree":
        agree_to_share(sharer, **who)
        return _("Agreed.")
    if deed == "remove":
        remove_sharer(sharer, **who)
        return _("Takes no part any more.")
    raise NotAllowed(thing=found)


def _body(found: Application, code: str) -> tuple[Organisation, Site | None]:
    """The site or body of a code, as the edition wants one or the other."""
    if definition_of(found.edition).applicant.unit == "site":
        site = Site.objects.select_related("organisation").filter(code=code).first()
        if site is None:
            raise UnknownCode(kind=_("site"), code=code[:80])
        return site.organisation, site
    organisation = Organisation.objects.filter(code=code).first()
    if organisation is None:
        raise UnknownCode(kind=_("organisation"), code=code[:80])
    return organisation, None


@private
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: SignedIn, pk: int) -> HttpResponse:
    """Agree or refuse for a body that somebody else's application asks to take part."""
    rows = Sharer.objects.filter(organisation__in=spoken_for(request.user))
    rows = rows.select_related("application__edition", "organisation", "site")
    found = get_object_or_404(rows, pk=pk)
    context: dict[str, Any] = {"sharer": found, "share": in_euros(found.share)}
    context |= {"applicant": name_of(found.application), "breadcrumbs": []}
    if request.method != "POST":
        return render(request, "calls/applying/share.html", context)
    try:
        if request.POST.get("do") == "agree":
            agree_to_share(found, by=request.user, at=timezone.now())
            return told(request, _("Agreed."), "calls:share", pk)
        remove_sharer(found, by=request.user, at=timezone.now())
    except Refusal as refusal:
        return refused_page(request, "calls/applying/share.html", context, refusal=refusal)
    return told(request, _("Takes no part any more."), "calls:applications")
