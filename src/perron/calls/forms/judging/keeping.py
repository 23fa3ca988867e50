"""What an officer enters about a jury: a consensus, a reason."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from perron.calls.forms.judging.scores import MARK, level_choices
from perron.calls.models import Edition
from perron.calls.rules.definition import definition_of
from perron.calls.services.judging.agreeing import LONGEST_NOTE, Agreement

SAID = "said-"
LONGEST_SENTENCE = 2000


class ConsensusForm(forms.Form):
    """A level for each criterion, words where the jury has some, and why the score moved."""

    use_required_attribute = False

    note = forms.CharField(
        label=_("Why does the score move?"),
        help_text=_("Needed where it moves; kept with the score."),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, edition: Edition, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.codes = []
        for one in definition_of(edition).criteria:
            self.codes.append(one.code)
            self.fields[f"{MARK}{one.code}"] = forms.ChoiceField(
                label=str(one.name), choices=level_choices(one), widget=forms.RadioSelect
            )
            self.fields[f"{SAID}{one.code}"] = forms.CharField(
                label=_("The jury’s sentence on “%(name)s”, if it has one") % {"name": one.name},
                max_length=LONGEST_SENTENCE,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def sheet(self) -> Iterator[BoundField]:
        """The fields in the order of the criteria, the note last."""
        for code in self.codes:
            yield self[f"{MARK}{code}"]
            yield self[f"{SAID}{code}"]
        yield self["note"]

    def agreement(self, language: str) -> Agreement:
        """What the service wants."""
        said = self.cleaned_data
        return Agreement(
            {code: said[f"{MARK}{code}"] for code in self.codes},
            said["note"],
            {code: said[f"{SAID}{code}"].strip() for code in self.codes},
            language,
        )
