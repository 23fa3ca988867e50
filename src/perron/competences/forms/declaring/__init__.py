"""The form of the Digital Skills Indicator, in plain words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from perron.competences.rules.declaring import AREAS

YES, NO = "yes", "no"


class ActivitiesForm(forms.Form):
    """Whether the internet was used, and for what; nothing ticked is an answer too."""

    used = forms.ChoiceField(
        label=_("Have you used the internet within the last three months?"),
        choices=[(YES, _("Yes")), (NO, _("No"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for area in AREAS:
            self.fields[f"area_{area.code}"] = forms.MultipleChoiceField(
                label=str(area.name),
                choices=area.activities,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def was_used(self) -> bool:
        """Whether the internet was used at all."""
        return bool(self.cleaned_data["used"] == YES)

    def done(self) -> list[str]:
        """The activities that were ticked."""
        return [code for area in AREAS for code in self.cleaned_data[f"area_{area.code}"]]


def filled(answers: dict[str, Any]) -> dict[str, Any]:
    """What the form begins with when something was said before."""
    done = set(answers.get("done", []))
    ticked = {
        f"area_{area.code}": [code for code, _words in area.activities if code in done]
        for area in AREAS
    }
    return {"used": YES if answers.get("used") else NO, **ticked}
