"""Forms of panels: the code of a letter; a new panel."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _

from perron.competences.services.panels.keeping import NewPanel

MOMENT = "%Y-%m-%dT%H:%M"


class CodeForm(forms.Form):
    """The code of an invitation."""

    code = forms.CharField(
        label=_("The code of your letter"),
        max_length=40,
        help_text=_("Twelve letters and digits, such as ABCD-EFGH-2345. Dashes may be left out."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


def _moment(label: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        input_formats=[MOMENT],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
    )


class PanelForm(forms.Form):
    """A new panel: whom it speaks for, out of which strata, from when to when."""

    code = forms.CharField(
        label=_("Code"),
        max_length=80,
        validators=[validate_slug],
        help_text=_("Small letters, digits and hyphens, such as adults-2027."),
    )
    source = forms.CharField(
        label=_("From which list people were drawn"),
        max_length=300,
        help_text=_("It stands beside the figures, such as: National Register, 1 January 2027."),
    )
    strata = forms.CharField(
        label=_("Strata"),
        max_length=20_000,
        help_text=_(
            "One on each line: code; name; people in the population; people drawn. For instance: "
            "16-24; 16 to 24 years; 420 000; 600"
        ),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )
    opens = _moment(_("First moment at which codes work"))
    closes = _moment(_("Closing"))
    demonstration = forms.BooleanField(
        label=_("This is a demonstration: its figures are never published"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = dict(self.fields)
        named: dict[str, forms.Field] = {"code": own.pop("code")}
        for word, label in (("name", _("Name")), ("population", _("Population"))):
            for place, language in enumerate(settings.REGION.languages):
                spoken = settings.REGION.language_names.get(language, language)
                named[f"{word}_{language}"] = forms.CharField(
                    label=f"{label} ({spoken})",
                    required=place == 0,
                    max_length=200,
                    widget=forms.TextInput(attrs={"lang": language}),
                )
        self.fields = {**named, **own}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        opens, closes = given.get("opens"), given.get("closes")
        if opens and closes and closes <= opens:
            self.add_error("closes", _("A panel closes after it opens."))
        return given

    def panel(self) -> NewPanel:
        """What was written, for the service."""
        given = self.cleaned_data
        return NewPanel(
            code=given["code"],
            name=self._text("name"),
            population=self._text("population"),
            source=given["source"],
            strata=given["strata"],
            opens_at=given["opens"],
            closes_at=given["closes"],
            is_demonstration=given["demonstration"],
        )

    def _text(self, word: str) -> dict[str, str]:
        given = self.cleaned_data
        languages = settings.REGION.languages
        return {one: given[f"{word}_{one}"] for one in languages if given[f"{word}_{one}"]}
