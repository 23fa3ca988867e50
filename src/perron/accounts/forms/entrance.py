"""Questions of the sign-in page in words of the house."""

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    ConfirmLoginCodeForm,
    ConfirmPasswordResetCodeForm,
    LoginForm,
    ReauthenticateForm,
    RequestLoginCodeForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from django import forms
from django.utils.translation import gettext_lazy as _

EMAIL, PASSWORD = _("E-mail address"), _("Password")
NEW, AGAIN = _("New password"), _("New password, once more")
CODE = _("Code from the letter")
LONG_ENOUGH = _("At least twelve characters. A sentence is easy to keep and hard to guess.")


def named(form: forms.Form, **labels: Any) -> None:
    """Give fields the house's labels, and no placeholder: it looks like an answer."""
    for name, label in labels.items():
        field = form.fields[name]
        field.label = label
        field.widget.attrs.pop("placeholder", None)
        field.help_text = LONG_ENOUGH if name == "password1" else ""


class PasswordEntry(LoginForm):
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named(self, login=EMAIL, password=PASSWORD)


class CodeRequest(RequestLoginCodeForm):
    """Where the code shall go."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named(self, email=EMAIL)


class CodeEntry(ConfirmLoginCodeForm):
    """The code that signs in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named(self, code=CODE)


class ResetRequest(ResetPasswordForm):
    """Where the code for a new password shall go."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named(self, email=EMAIL)


class ResetEntry(ConfirmPasswordResetCodeForm):
    """The code that lets one choose a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named(self, code=CODE)


class ResetPassword(ResetPasswordKeyForm):
    """The new password after a code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named(self, password1=NEW, password2=AGAIN)


class NewPassword(ChangePasswordForm):
    """The old password, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named(self, oldpassword=_("Password until now"), password1=NEW, password2=AGAIN)


class FirstPassword(SetPasswordForm):
    """A password where there was none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named(self, password1=NEW, password2=AGAIN)


class SamePerson(ReauthenticateForm):
    """The password once more before something weighty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named(self, password=PASSWORD)
