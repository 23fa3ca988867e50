"""The last question before everything goes."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext


class EraseForm(forms.Form):
    """A word to type: nobody erases an account by a slip of the hand."""

    word = forms.CharField(
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = pgettext("the word to type before an account is erased", "erase")
        self.fields["word"].label = _("Type “%(word)s”") % {"word": self.expected}
        self.fields["word"].help_text = gettext_lazy("So that nothing happens by mistake.")

    def clean_word(self) -> str:
        word = str(self.cleaned_data["word"])
        if word.strip().casefold() != self.expected.casefold():
            wrong = _("This is not the word. Nothing was erased.")
            raise forms.ValidationError(wrong)
        return word
