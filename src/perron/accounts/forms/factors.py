"""Codes of second factors, each good once; passkeys with a name."""

from datetime import timedelta
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from perron.accounts.services.spending import spend

# A code of an app is taken one step early and one step late: 90 seconds, and some more to be sure.
CODE_LASTS = timedelta(minutes=3)
LONGEST_NAME = 60


class CodeOnce(AuthenticateForm):
    """The second step of signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_code(self.fields["code"])

    def clean_code(self) -> str:
        return used_up(super().clean_code(), self.authenticator)


class CodeOnceAgain(ReauthenticateForm):
    """Proving that it is still the same person."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_code(self.fields["code"])

    def clean_code(self) -> str:
        return used_up(super().clean_code(), self.authenticator)


def name_code(field: forms.Field) -> None:
    """Ask in words of the house."""
    field.label = _("Code of your app, or a recovery code")
    field.widget.attrs = {
        "autocomplete": "one-time-code",
        "autocapitalize": "none",
        "spellcheck": "false",
    }


def used_up(code: str, factor: Authenticator) -> str:
    """The code, which from now on is worth nothing, whichever process or machine sees it again."""
    digits = "".join(filter(str.isalnum, code)).lower()
    if factor.type == Authenticator.Type.TOTP and not spend(
        "app code", factor.user_id, digits, at=timezone.now(), keep=CODE_LASTS
    ):
        raise get_adapter().validation_error("incorrect_code")
    return code


class NewPasskey(AddWebAuthnForm):
    """A passkey with a name that its owner recognises."""

    name = forms.CharField(
        label=_("Name of this passkey"),
        help_text=_("For you to tell your passkeys apart: “My telephone”, “Key on the key ring”."),
        max_length=LONGEST_NAME,
        required=False,
    )
    passwordless = forms.BooleanField(
        label=_("It may sign in by itself"),
        help_text=_("Without a code by e-mail or a password. The device asks for its own PIN."),
        initial=True,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """The answers, once the device's own is whole; garbage is a wrong answer, not a fault."""
        try:
            answers: dict[str, Any] = super().clean()
        except (AttributeError, LookupError, TypeError, ValueError) as garbled:
            raise get_adapter().validation_error("incorrect_code") from garbled
        return answers


class PasskeyName(EditWebAuthnForm):
    """Another name for a passkey."""

    name = forms.CharField(label=_("Name of this passkey"), max_length=LONGEST_NAME)
