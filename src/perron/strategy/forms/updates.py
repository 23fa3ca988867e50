"""The questions to a measure's holder: on the page of the link, and for what came on paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from perron.letters.enums import Channel
from perron.strategy.enums import MeasureState, UpdateOutcome
from perron.strategy.services.answering import (
    LONGEST_ADDRESS,
    LONGEST_REASON,
    LONGEST_WORDS,
    Proposal,
)

ELSEWHERE = [(one.value, one.label) for one in (Channel.PAPER, Channel.TELEPHONE, Channel.LETTER)]


class UpdateForm(forms.Form):
    """Three questions: where it stands, what was reached, where that can be checked."""

    state = forms.ChoiceField(
        label=_("Where does the measure stand?"),
        choices=MeasureState.choices,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What was reached, or what has changed?"),
        help_text=_("One or two sentences, as everybody shall read them; no names of persons."),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    url = forms.CharField(
        label=_("Where can that be checked?"),
        help_text=_("The address of a page or a document, beginning with https://"),
        required=False,
        max_length=LONGEST_ADDRESS,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )

    def proposal(self, language: str) -> Proposal:
        """The answers, with the language in which they were written."""
        said = self.cleaned_data
        return Proposal(said["state"], said["words"], said["url"], language)


class EntryForm(UpdateForm):
    """An answer that came on paper or by telephone."""

    channel = forms.ChoiceField(
        label=_("How did it come?"), choices=ELSEWHERE, widget=forms.RadioSelect
    )
    received = forms.DateField(
        label=_("On which day?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    outcome = forms.ChoiceField(
        label=_("What does the holder say?"),
        choices=UpdateOutcome.choices,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why is it not for this organisation to say?"),
        required=False,
        max_length=LONGEST_REASON,
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.order_fields(["channel", "received", "outcome", "state", "words", "url", "reason"])
