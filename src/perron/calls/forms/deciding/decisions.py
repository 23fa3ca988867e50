"""Signing, withdrawing, moving the day of publication, departing from the result."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from perron.calls.enums import Outcome
from perron.calls.services.deciding.overriding import LEAST_WORDS, Departure
from perron.calls.services.deciding.signing import Act, Visa

VISA = re.compile(r"(?P<by>.+?)[\s,;]+(?P<on>\d{4}-\d{2}-\d{2})[\s,;:]*(?P<words>.*)")


class DayInput(forms.DateInput):
    """A day in the form that browsers send."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class SignForm(forms.Form):
    """The signed act."""

    act = forms.FileField(
        label=_("The signed act"), help_text=_("A PDF of at most 20 MB, without a password.")
    )
    signed_on = forms.DateField(label=_("Signed on"), widget=DayInput())
    visas = forms.CharField(
        label=_("Visas"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "One on each line: who gave it, the day, and what it says. For example: Finance "
            "inspector, 2026-05-31, favourable"
        ),
    )

    def clean_visas(self) -> list[Visa]:
        """Each line as a visa."""
        visas = []
        for line in self.cleaned_data["visas"].splitlines():
            if not line.strip():
                continue
            found = VISA.fullmatch(line.strip())
            if found is None:
                raise forms.ValidationError(
                    _("“%(line)s” names no day. Write it as 2026-05-31."), params={"line": line}
                )
            try:
                day = date.fromisoformat(found["on"])
            except ValueError as wrong:
                raise forms.ValidationError(
                    _("%(day)s is no day."), params={"day": found["on"]}
                ) from wrong
            visas.append(Visa(found["by"].strip(), day, found["words"].strip()[:300]))
        return visas

    def signed(self) -> Act:
        """The act, once the form is valid."""
        given = self.cleaned_data
        file = given["act"]
        return Act(file.read(), file.name, given["signed_on"], given["visas"])


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("Your reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays in the public journal. Name nobody in it."),
    )


class ShowForm(ReasonForm):
    """When it becomes public instead, and why."""

    day = forms.DateField(label=_("Public from"), widget=DayInput())
    field_order = ("day", "reason")


class DepartureForm(forms.Form):
    """An outcome off the computed result."""

    outcome = forms.ChoiceField(
        label=pgettext_lazy("of an application", "Decide instead"),
        choices=[
            (Outcome.AWARDED.value, _("award it")),
            (Outcome.RESERVE.value, _("put it on the reserve list")),
            (Outcome.REFUSED.value, _("do not award it")),
        ],
        widget=forms.RadioSelect,
    )
    money = forms.ChoiceField(label=_("From which money"), required=False)
    decider = forms.CharField(
        label=_("Who decides it"),
        max_length=200,
        required=False,
        help_text=_("A name that answers for it. Everybody reads it."),
    )
    ground = forms.CharField(
        label=_("On what ground"),
        max_length=300,
        required=False,
        help_text=_("The article or the rule that allows it."),
    )
    words = forms.CharField(
        label=_("Reasons"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, moneys: list[tuple[str, str]], fields: Any = None, **wishes: Any) -> None:
        super().__init__(fields, **wishes)
        money = self.fields["money"]
        if isinstance(money, forms.ChoiceField):
            money.choices = moneys
        self.fields["words"].help_text = _(
            "At least %(words)s words. They stand in the public register of departures."
        ) % {"words": LEAST_WORDS}

    def departure(self) -> Departure:
        """What was filled in, once it is valid; the service says whether it suffices."""
        given = self.cleaned_data
        return Departure(
            outcome=Outcome(given["outcome"]),
            decider=given["decider"],
            ground=given["ground"],
            words=given["words"],
            money=given["money"],
        )


class AppealForm(forms.Form):
    """On what grounds one appeals."""

    words = forms.CharField(
        label=_("Why you do not agree"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Say what is wrong, and what you ask for. Officers and auditors read it."),
    )


class AnswerForm(forms.Form):
    """The answer to an appeal."""

    upheld = forms.ChoiceField(
        label=_("The appeal is"),
        choices=[("yes", _("upheld")), ("no", _("dismissed"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("The reasons"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("They are sent as they stand, in the applicant's language."),
    )
