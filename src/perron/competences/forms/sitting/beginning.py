"""What is asked before the first question: all of it may be left as it is."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from perron.competences.enums import Ability, AgeBand, Goal
from perron.competences.rules.sitting import PLACEMENT
from perron.competences.services.sitting.opening import Beginning

QUESTIONS = {
    "message": _("Send somebody a message with a photo"),
    "search": _("Look something up, such as opening hours or a train"),
    "official": _("Do something official online: a form, a payment, an appointment"),
    "document": _("Write a letter or make a table on a computer"),
}
MODALITIES = (
    ("screen-reader", _("I use a screen reader")),
    ("keyboard", _("I use only a keyboard")),
    ("no-colour", _("I don’t see colours well")),
)
NO_ANSWER = ("", _("I would rather not say"))


class GoalForm(forms.Form):
    """What somebody came for; it goes to the next page in the address."""

    goal = forms.ChoiceField(
        label=_("What would you like to do?"),
        choices=Goal.choices,
        widget=forms.RadioSelect,
        initial=Goal.LOOK,
        required=False,
    )


class BeginningForm(forms.Form):
    """The self-placement, how somebody uses devices, and whether others use this one."""

    goal = forms.CharField(required=False, widget=forms.HiddenInput)
    modalities = forms.MultipleChoiceField(
        label=_("How do you use this device?"),
        choices=MODALITIES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("You then get only questions that are as easy that way."),
    )
    age_band = forms.ChoiceField(
        label=_("How old are you?"),
        choices=[NO_ANSWER, *AgeBand.choices],
        required=False,
        help_text=_("Only to check that no question is unfair to one age. It changes no result."),
    )
    shared_computer = forms.BooleanField(
        label=_("Other people use this computer"),
        required=False,
        help_text=_("It then forgets everything 15 minutes after your last answer."),
    )
    counts = forms.BooleanField(
        label=_("My result may be counted in the figures"),
        required=False,
        initial=True,
        help_text=_("Without name or address; groups of fewer than 10 people are never shown."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in QUESTIONS.items():
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=Ability.choices,
                widget=forms.RadioSelect,
                required=False,
            )
        self.order_fields(PLACEMENT)

    def placement(self) -> list[forms.BoundField]:
        """The questions of the self-placement."""
        return [self[name] for name in PLACEMENT]

    def beginning(self, *, invited: str) -> Beginning:
        """What a sitting begins with, once the form is valid."""
        told = self.cleaned_data
        goal = told["goal"]
        return Beginning(
            language=get_language() or settings.LANGUAGE_CODE,
            goal=Goal(goal) if goal in Goal.values else Goal.LOOK,
            placement={name: told[name] for name in PLACEMENT if told[name]},
            modalities=tuple(told["modalities"]),
            age_band=told["age_band"],
            shared_computer=told["shared_computer"],
            counts=told["counts"],
            invited=invited,
        )
