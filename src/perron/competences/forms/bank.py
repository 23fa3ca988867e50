"""Forms with which questions are written and reviewed."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST, ROWS = 200_000, 32


class FamilyForm(forms.Form):
    """The document of a family, as text; ``seen`` is the digest of what was opened."""

    text = forms.CharField(
        label=_("The family as text"),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": ROWS, "spellcheck": "false", "class": "as-code"}),
    )
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class RemarkForm(forms.Form):
    """What the author should change."""

    remark = forms.CharField(
        label=_("What should be changed?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class WithdrawForm(forms.Form):
    """Why a family is asked no more."""

    reason = forms.CharField(
        label=_("Why is it withdrawn?"),
        help_text=_("The reason is kept in the journal."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
