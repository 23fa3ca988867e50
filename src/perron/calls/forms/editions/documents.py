"""The document of an edition: as a file, or as text in a field; and the reasons of a notice."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _

from perron.calls.models import Edition

LONGEST = 400_000
ROWS = 30
CLOSING = "%Y-%m-%dT%H:%M"
Fields = dict[str, forms.Field]


class DocumentForm(forms.Form):
    """A document to be checked and kept; a file goes before the text."""

    file = forms.FileField(label=_("File (YAML or JSON)"), required=False)
    text = forms.CharField(
        label=_("Or the text itself"),
        required=False,
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": ROWS, "spellcheck": "false"}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def source(self) -> tuple[bytes, str]:
        """The bytes to read, and how the person calls them."""
        sent = self.cleaned_data.get("file")
        if sent:
            return sent.read(), str(sent.name)
        return self.cleaned_data["text"].encode(), str(_("the text"))


class BeginForm(forms.Form):
    """A new edition from another one."""

    model = forms.ModelChoiceField(Edition.objects.none(), label=_("Like which edition?"))
    code = forms.CharField(
        label=_("Code of the new one"),
        max_length=60,
        validators=[validate_slug],
        help_text=_("Small letters, digits and hyphens, such as tablets-2027."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        model = self.fields["model"]
        if isinstance(model, forms.ModelChoiceField):
            model.queryset = Edition.objects.all()


class ReasonForm(forms.Form):
    """Why something changes, in each language in which one may apply."""

    def __init__(self, edition: Edition, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language in edition.definition["languages"]:
            name = settings.REGION.language_names.get(language, language)
            self.fields[f"reason_{language}"] = forms.CharField(
                label=_("Reason in %(language)s") % {"language": name},
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 3, "lang": language}),
            )

    def reason(self) -> dict[str, str]:
        """The words by language."""
        return {
            name.removeprefix("reason_"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("reason_")
        }


class CorrectForm(ReasonForm, DocumentForm):
    """A correction: the whole document as it shall be, and why."""


class ExtendForm(ReasonForm):
    """A later closing, and why."""

    closes = forms.DateTimeField(
        label=_("New closing"),
        input_formats=[CLOSING],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=CLOSING),
    )
