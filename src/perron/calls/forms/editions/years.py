"""What changes from year to year: names, days, amounts. The rest stays as the document has it."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from perron.core.money import cents, euros

MOMENT = "%Y-%m-%dT%H:%M"
MOMENTS = {
    "opens": _("Opens"),
    "closes": _("Closes"),
    "questions_until": _("Questions until"),
}
TEXTS = {"name": _("Name"), "summary": _("In short")}


class YearForm(forms.Form):
    """The parts of a draft that change each year; ``definition`` is the draft as it is."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, definition: Mapping[str, Any], *args: Any, **kwargs: Any) -> None:
        self.definition = definition
        kwargs.setdefault("initial", initial_of(definition))
        super().__init__(*args, **kwargs)
        for key, label in TEXTS.items():
            for language in definition["languages"]:
                self.fields[f"{key}_{language}"] = self._text(key, label, language)
        for key, label in MOMENTS.items():
            continuous = key == "closes" and definition["kind"] == "continuous"
            if not continuous:
                self.fields[key] = _moment(label, required=key != "questions_until")
        self.fields["decision_by"] = forms.DateField(
            label=_("Decision by"),
            required=False,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        )
        for name, label in _amounts(definition).items():
            self.fields[name] = forms.DecimalField(
                label=label, min_value=Decimal(0), max_digits=13, decimal_places=2
            )

    def _text(self, key: str, label: Any, language: str) -> forms.Field:
        name = settings.REGION.language_names.get(language, language)
        return forms.CharField(
            label=_("%(text)s in %(language)s") % {"text": label, "language": name},
            required=key == "name",
            max_length=300,
            widget=forms.TextInput(attrs={"lang": language}),
        )

    def changed_definition(self) -> dict[str, Any]:
        """The definition with what was typed."""
        given, fresh = self.cleaned_data, deepcopy(dict(self.definition))
        for key in TEXTS:
            typed = {one: given[f"{key}_{one}"] for one in self.definition["languages"]}
            text = {**fresh.get(key, {}), **typed}
            fresh[key] = {language: words for language, words in text.items() if words}
            if not fresh[key]:
                del fresh[key]
        for key in (*MOMENTS, "decision_by"):
            if given.get(key):
                fresh["calendar"][key] = _written(given[key])
            elif key in self.fields:
                fresh["calendar"].pop(key, None)
        _keep_amounts(fresh, given)
        return fresh


def initial_of(definition: Mapping[str, Any]) -> dict[str, Any]:
    """What the form shows of a draft."""
    initial: dict[str, Any] = {
        f"{key}_{language}": definition.get(key, {}).get(language, "")
        for key in TEXTS
        for language in definition["languages"]
    }
    initial |= {key: value[:16] for key, value in definition["calendar"].items() if key in MOMENTS}
    initial["decision_by"] = definition["calendar"].get("decision_by", "")
    if "catalogue" in definition:
        initial["ceiling"] = euros(definition["catalogue"]["ceiling"])
    if "amount" in definition["grant"]:
        initial["grant"] = euros(definition["grant"]["amount"])
    for one in definition["award"]["envelopes"]:
        initial[f"envelope_{one['code']}"] = euros(one["amount"])
    return initial


def _moment(label: Any, *, required: bool) -> forms.Field:
    return forms.DateTimeField(
        label=label,
        required=required,
        input_formats=[MOMENT],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
    )


def _amounts(definition: Mapping[str, Any]) -> dict[str, Any]:
    """The amounts that the form asks for, in euros."""
    asked: dict[str, Any] = {}
    if "catalogue" in definition:
        asked["ceiling"] = _("Ceiling for each application")
    if "amount" in definition["grant"]:
        asked["grant"] = _("Fixed sum for each application")
    for one in definition["award"]["envelopes"]:
        name = str(next(iter(one["name"].values()), one["code"]))
        asked[f"envelope_{one['code']}"] = _("Envelope “%(name)s”") % {"name": name}
    return asked


def _keep_amounts(fresh: dict[str, Any], given: Mapping[str, Any]) -> None:
    if "ceiling" in given:
        fresh["catalogue"]["ceiling"] = cents(given["ceiling"])
    if "grant" in given:
        fresh["grant"]["amount"] = cents(given["grant"])
    for one in fresh["award"]["envelopes"]:
        one["amount"] = cents(given[f"envelope_{one['code']}"])


def _written(value: datetime | date) -> str:
    """A moment or a day as documents write it, in the region's time."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(timespec="minutes")
    return value.isoformat()
