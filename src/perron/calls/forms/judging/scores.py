"""The score sheet: for each criterion its anchored levels and a sentence."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from perron.calls.models import Edition, Review
from perron.calls.rules.definition import AnchoredLevel, Judged, definition_of
from perron.calls.services.judging.scoring import LONGEST_SENTENCE, Written
from perron.calls.services.judging.terms import level_code
from perron.core.formats import number_in_words

MARK, SENTENCE = "mark-", "sentence-"
THOUSAND = 1000


class LevelField(forms.ChoiceField):
    """A level, wanted in the end; a draft may do without."""

    def validate(self, value: Any) -> None:
        if value not in self.empty_values:
            super().validate(value)


class SentenceField(forms.CharField):
    """A sentence, wanted in the end; a draft may do without."""

    def validate(self, value: Any) -> None:
        if value not in self.empty_values:
            super().validate(value)


class ScoreForm(forms.Form):
    """One question of two parts for each criterion; a draft need not be whole."""

    use_required_attribute = False
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, edition: Edition, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.criteria = definition_of(edition).criteria
        for one in self.criteria:
            self.fields[f"{MARK}{one.code}"] = LevelField(
                label=_("Score"),
                choices=level_choices(one),
                widget=forms.RadioSelect,
            )
            self.fields[f"{SENTENCE}{one.code}"] = SentenceField(
                label=_("Why? The applicant reads this sentence"),
                max_length=LONGEST_SENTENCE,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    @property
    def sheets(self) -> Iterator[tuple[Judged, BoundField, BoundField]]:
        """Each criterion with its two fields."""
        for one in self.criteria:
            yield one, self[f"{MARK}{one.code}"], self[f"{SENTENCE}{one.code}"]

    def written(self, language: str) -> Written:
        """What was written, for the service."""
        said = self.cleaned_data
        return Written(
            {one.code: said[f"{MARK}{one.code}"] for one in self.criteria},
            {one.code: said[f"{SENTENCE}{one.code}"] for one in self.criteria},
            language,
        )


def initial_scores(edition: Edition, review: Review) -> dict[str, Any]:
    """What was saved, as the form shows it."""
    initial: dict[str, Any] = {"revision": review.revision}
    for one in definition_of(edition).criteria:
        initial[f"{MARK}{one.code}"] = level_code(one, review.marks)
        initial[f"{SENTENCE}{one.code}"] = review.sentences.get(one.code, "")
    return initial


def level_choices(criterion: Judged) -> list[tuple[str, str]]:
    """The levels with their points and words."""
    return [(level.code, _said(level)) for level in criterion.levels]


def _said(level: AnchoredLevel) -> str:
    points = number_in_words(level.points / THOUSAND)
    return _("%(points)s points: %(text)s") % {"points": points, "text": level.text}
