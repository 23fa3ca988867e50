"""Questions about one's own account: name, language, address, the code of a letter."""

from typing import Any

from allauth.core.internal.cryptokit import compare_user_code
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

CODE = forms.TextInput(
    attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
)


class ProfileForm(forms.Form):
    """What a person is called here, and the language that letters to them are written in."""

    name = forms.CharField(
        label=_("Name"),
        help_text=_("As others at the agency see it beside what you do."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("Language of letters to you"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("that of the page I was on")), *settings.LANGUAGES]
        field = self.fields["language"]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


class NewEmailForm(forms.Form):
    """Where letters and codes shall go from now on."""

    email = forms.EmailField(
        label=_("New e-mail address"),
        help_text=_("A code is sent there. Nothing changes before you have typed it here."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class LetterCodeForm(forms.Form):
    """The code of a letter that was just sent."""

    code = forms.CharField(label=_("Code from the letter"), max_length=40, widget=CODE)

    def __init__(self, *args: Any, expected: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = expected

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if not compare_user_code(actual=code, expected=self.expected):
            raise forms.ValidationError(
                _("This is not the code of the last letter. Check it and try again.")
            )
        return code
