"""Second factors: the picture for the app, and allauth's pages in this house's order."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, RemoveWebAuthnView
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from perron.accounts.http import SignedIn
from perron.accounts.views.proof import fresh

GROUP = 4


@never_cache
@fresh
@require_safe
def app_picture(request: SignedIn) -> HttpResponse:
    """The QR code of the secret that is being set up: a file of its own, as the policy wants."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    adapter = get_adapter()
    drawing = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    return HttpResponse(drawing, content_type="image/svg+xml")


class AddApp(ActivateTOTPView):
    """Set an authenticator app up: the secret as a picture and as text, then its first code."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        given: dict[str, Any] = super().get_context_data(**kwargs)
        secret = given["form"].secret
        given["form"].fields["code"].widget.attrs.pop("placeholder", None)
        groups = [secret[start : start + GROUP] for start in range(0, len(secret), GROUP)]
        return given | {"secret": " ".join(groups)}


class RemoveApp(DeactivateTOTPView):
    """Do without the app."""


class AddPasskey(AddWebAuthnView):
    """Add a passkey."""


class NamePasskey(EditWebAuthnView):
    """Give a passkey another name."""

    def get_success_url(self) -> str:
        return f"{reverse('account')}#factors"


class RemovePasskey(RemoveWebAuthnView):
    """Remove a passkey, unless it is the last factor of somebody who must have one."""

    def form_valid(self, form: Any) -> HttpResponse:
        factor = self.get_object()
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(factor):
            form.add_error(None, adapter.validation_error("cannot_delete_authenticator"))
            page: HttpResponse = self.render_to_response(self.get_context_data(form=form))
            return page
        removed: HttpResponse = super().form_valid(form)
        return removed

    def get_success_url(self) -> str:
        return f"{reverse('account')}#factors"
