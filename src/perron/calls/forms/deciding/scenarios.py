"""Asking for a scenario: another method, other amounts, a floor less; a decision of a result."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from perron.calls.models import Edition
from perron.calls.services.deciding.keeping import named_in
from perron.core.money import cents, euros

METHODS = [
    ("", _("as the rules say")),
    ("rank", pgettext_lazy("method", "plain rank")),
    ("optimise", pgettext_lazy("method", "optimiser")),
]
PARTS = ("envelopes", "floors", "ceilings")


class ScenarioForm(forms.Form):
    """What shall be otherwise than the edition's rules; what is left as it stands changes nothing.

    An empty floor or ceiling means: without it.
    """

    title = forms.CharField(
        label=_("Name of the scenario"),
        max_length=200,
        help_text=_("So that you find it again beside the others."),
    )
    method = forms.ChoiceField(label=_("Method"), choices=METHODS, required=False)

    def __init__(self, edition: Edition, fields: Any = None) -> None:
        super().__init__(fields)
        self.edition = edition
        self.rules: Mapping[str, Any] = edition.definition["award"]
        labels = {
            "envelopes": _("Envelope “%(name)s”, in euros"),
            "floors": _("Floor “%(name)s”, in euros"),
            "ceilings": _("Ceiling “%(name)s”, in euros"),
        }
        for part in PARTS:
            for one in self.rules.get(part, ()):
                name = named_in(self.rules[part], one["code"])
                self.fields[f"{part}-{one['code']}"] = forms.DecimalField(
                    label=str(labels[part]) % {"name": name},
                    initial=euros(one["amount"]),
                    min_value=Decimal(0),
                    max_digits=12,
                    decimal_places=2,
                    required=False,
                )

    def changes(self) -> dict[str, Any]:
        """What differs from the edition's rules, once the form is valid."""
        given = self.cleaned_data
        found: dict[str, Any] = {}
        if given["method"] and given["method"] != self.rules["method"]:
            found["method"] = given["method"]
        for part in PARTS:
            moved = {
                one["code"]: _in_cents(given[f"{part}-{one['code']}"])
                for one in self.rules.get(part, ())
                if _in_cents(given[f"{part}-{one['code']}"]) != one["amount"]
            }
            if part == "envelopes":
                moved = {code: amount or 0 for code, amount in moved.items()}
            if moved:
                found[part] = moved
        return found


class PrepareForm(forms.Form):
    """Who decides."""

    decider = forms.CharField(
        label=_("Who decides"),
        max_length=200,
        help_text=_("The body or the office that signs, as the act names it. Everybody reads it."),
    )
    conditions = forms.CharField(
        label=_("Conditions of the awards"),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("They stand in every award order, in the language in which you write them."),
    )


def _in_cents(amount: Decimal | None) -> int | None:
    return None if amount is None else cents(amount)
