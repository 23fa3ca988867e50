"""The form with which a flag is settled."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from perron.competences.rules.calibrating import Outcome
from perron.competences.services.calibrating.settling import Settlement


class SettleForm(forms.Form):
    """What becomes of a question, why, and whether its answers still count."""

    outcome = forms.ChoiceField(
        label=_("What becomes of the question?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Why?"),
        help_text=_("What you saw and what follows from it. It is kept in the journal."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    is_faulty = forms.BooleanField(
        label=_("It was faulty: leave its answers out of every test that holds them"),
        help_text=_(
            "For a question with a wrong key, or one that nobody could answer fairly. Finished "
            "tests are counted anew without it, and say so."
        ),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A question that is asked again keeps its answers."""
        told = super().clean() or {}
        if told.get("outcome") == Outcome.BACK and told.get("is_faulty"):
            self.add_error(
                "is_faulty", _("A question that goes back into use can’t be faulty: choose one.")
            )
        return told

    @property
    def settlement(self) -> Settlement:
        """What was decided; the form is valid."""
        told = self.cleaned_data
        return Settlement(Outcome(told["outcome"]), told["words"], told["is_faulty"])
