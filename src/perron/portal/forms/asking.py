"""The form with which anybody asks the agency."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from perron.letters.enums import InquiryKind

SALT = "perron.portal.asking"
LASTS = 24 * 3600  # seconds for which a form that was opened asks only once
LONGEST = 5000


class AskForm(forms.Form):
    """What is asked; only the words are needed."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=InquiryKind.choices,
        widget=forms.RadioSelect,
        initial=InquiryKind.QUESTION,
    )
    words = forms.CharField(
        label=_("Your words"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("5,000 characters at most. Leave out what others need not know about you."),
    )
    page = forms.CharField(label=_("On which page did you see it?"), required=False, max_length=300)
    name = forms.CharField(
        label=_("Your name"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    address = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("To be sent a receipt and the answer. Without it, keep the link you get."),
    )
    may_publish = forms.BooleanField(
        label=_("The answer may be published"),
        required=False,
        help_text=_("Under a title by the agency; neither your words nor your name are shown."),
    )
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    about = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    once = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)

    def clean_website(self) -> str:
        """Only programs fill in what nobody sees."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(
                _("The field “Leave this empty” was filled in. Empty it and send again.")
            )
        return ""

    def clean_words(self) -> str:
        """Plain words, with the ends of lines that browsers send."""
        words = str(self.cleaned_data["words"])
        if any(not (sign.isprintable() or sign in "\r\n\t\u00ad\u200d") for sign in words):
            raise forms.ValidationError(
                _("There are control characters among your words. Type them again without.")
            )
        return words

    def key(self) -> UUID | None:
        """The key given out with the form, if it is ours and not too old."""
        try:
            drawn: Any = signing.loads(self.cleaned_data["once"], salt=SALT, max_age=LASTS)
            return UUID(drawn)
        except (signing.BadSignature, ValueError):
            return None

    def about_pair(self) -> tuple[str, str]:
        """Kind and code of the thing that it is about."""
        return split_about(self.cleaned_data["about"])


def fresh_key() -> str:
    """A key for one form, sealed, so that nobody chooses it."""
    return signing.dumps(uuid4().hex, salt=SALT)


def split_about(about: str) -> tuple[str, str]:
    """``measure/tablets`` as kind and code."""
    kind, _slash, code = about.partition("/")
    return kind, code
