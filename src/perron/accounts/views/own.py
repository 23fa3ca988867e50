"""The account page, and what a person changes there."""

import uuid

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from perron.accounts.forms.own import LetterCodeForm, NewEmailForm, ProfileForm
from perron.accounts.http import SignedIn
from perron.accounts.pieces.account import account_page
from perron.accounts.services.own import (
    change_email,
    change_profile,
    end_other_sessions,
    end_session,
    remove_password,
)
from perron.accounts.views.codes import (
    count_attempt,
    forget_code,
    send_code,
    waiting_code,
)
from perron.accounts.views.proof import fresh

NEW_ADDRESS, PROOF = "email-code", "prove-code"


@never_cache
@require_safe
def account(request: SignedIn) -> HttpResponse:
    """Everything about one's own account on one page."""
    return render(request, "account/account.html", account_page(request))


@never_cache
def profile(request: SignedIn) -> HttpResponse:
    """Name and language."""
    person = request.user
    form = ProfileForm(
        request.POST or None, initial={"name": person.name, "language": person.language}
    )
    if request.method == "POST" and form.is_valid():
        change_profile(
            person,
            name=form.cleaned_data["name"],
            language=form.cleaned_data["language"],
            at=timezone.now(),
        )
        messages.success(request, _("Your account was changed."))
        return redirect("account")
    return render(request, "account/profile.html", {"form": form})


@never_cache
@fresh
def email(request: SignedIn) -> HttpResponse:
    """Ask for another address: a code goes there."""
    form = NewEmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        limit = ratelimit.consume_or_429(request, action="manage_email", user=request.user)
        if limit:
            return limited(limit)
        send_code(
            request,
            NEW_ADDRESS,
            request.user,
            address=form.cleaned_data["email"],
            at=timezone.now(),
        )
        return redirect("account_confirm_new_email")
    return render(request, "account/email_change.html", {"form": form})


@never_cache
def confirm_email(request: SignedIn) -> HttpResponse:
    """Type the code that came to the new address; only then does anything change."""
    waiting = waiting_code(request, NEW_ADDRESS)
    if waiting is None:
        messages.warning(request, _("The code is too old. Ask for a new one; nothing was changed."))
        return redirect("account_change_email")
    form = LetterCodeForm(request.POST or None, expected=waiting.code)
    if request.method == "POST":
        if form.is_valid():
            forget_code(request, NEW_ADDRESS)
            change_email(request.user, email=waiting.address, at=timezone.now())
            messages.success(request, _("Letters and codes go to your new address from now on."))
            return redirect("account")
        if not count_attempt(request, NEW_ADDRESS, waiting):
            messages.error(request, _("Too many wrong codes: ask for a new one. Nothing changed."))
            return redirect("account_change_email")
    context = {"form": form, "address": waiting.address}
    return render(request, "account/email_confirm_change.html", context)


@never_cache
def prove(request: SignedIn) -> HttpResponse:
    """Prove by a code to one's own address that it is still the same person."""
    waiting = waiting_code(request, PROOF)
    next_page = {"next": request.POST.get("next") or request.GET.get("next", "")}
    if request.method != "POST" or waiting is None or "again" in request.POST:
        limit = ratelimit.consume_or_429(
            request, action="reauthenticate", user=request.user, limit_get=True
        )
        if limit:
            return limited(limit)
        send_code(request, PROOF, request.user, address=request.user.email, at=timezone.now())
        form = LetterCodeForm(expected="")
        return render(request, "account/prove.html", {"form": form, **next_page})
    form = LetterCodeForm(request.POST, expected=waiting.code)
    if form.is_valid():
        forget_code(request, PROOF)
        record_authentication(request, request.user, method="code", reauthenticated=True)
        return resume_request(request) or redirect("account")
    if not count_attempt(request, PROOF, waiting):
        messages.error(request, _("Too many wrong codes. Nothing was changed; begin again."))
        return redirect("account")
    return render(request, "account/prove.html", {"form": form, **next_page})


@fresh
@require_POST
def drop_password(request: SignedIn) -> HttpResponse:
    """Do without a password; other browsers are signed out with it."""
    remove_password(request.user, at=timezone.now())
    request.user.refresh_from_db()
    update_session_auth_hash(request, request.user)
    end_other_sessions(request.user, kept=request.session.session_key)
    messages.success(request, _("Your password was removed. Other browsers were signed out."))
    return redirect("account")


@require_POST
def end_one(request: SignedIn, key: uuid.UUID) -> HttpResponse:
    """Sign one other browser out."""
    if end_session(request.user, key):
        messages.success(request, _("That browser was signed out."))
    return redirect(f"{reverse('account')}#sessions")


@require_POST
def end_others(request: SignedIn) -> HttpResponse:
    """Sign every other browser out."""
    end_other_sessions(request.user, kept=request.session.session_key)
    messages.success(request, _("All other browsers were signed out."))
    return redirect(f"{reverse('account')}#sessions")


def limited(response: HttpResponse) -> HttpResponse:
    """The page of too many attempts, which allauth answers without a type."""
    return response
