"""The form of a mandate: prints as the paper to sign, and is entered from it."""

from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from perron.accounts.models import User
from perron.accounts.models.mandates import MOST_DAYS
from perron.accounts.services import NewMandate
from perron.core.rights import rights

USUAL_DAYS = 90


class MandateForm(forms.Form):
    """Who may do what for whom, until when.

    ``giver`` gives it for themselves; without one, an officer enters a paper that was signed.
    """

    principal = forms.EmailField(label=_("E-mail address of the person who gives it"))
    proxy = forms.EmailField(
        label=_("E-mail address of the person who shall act"),
        help_text=_("They need an account here, and are asked whether they accept."),
    )
    scope = forms.MultipleChoiceField(
        label=_("What they may do"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing else can be done under the mandate. Passwords are never shared."),
    )
    begins = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    ends = forms.DateField(
        label=_("Until"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("At most a year. It can be revoked on any day before."),
    )
    grounds = forms.CharField(
        label=_("Where the signed paper is kept"), max_length=300, required=False
    )

    def __init__(self, *args: Any, giver: User | None, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.giver, self.today = giver, today
        self.initial.setdefault("begins", today.isoformat())
        self.initial.setdefault("ends", (today + timedelta(days=USUAL_DAYS)).isoformat())
        lendable = rights.lendable(giver.role) if giver else [one for one in rights if one.lendable]
        asked = cast("forms.MultipleChoiceField", self.fields["scope"])
        asked.choices = [(right.name, right.label) for right in lendable]
        if giver:
            del self.fields["principal"], self.fields["grounds"]
        else:
            self.fields["grounds"].required = True
        latest = today + timedelta(days=MOST_DAYS)
        self.fields["ends"].widget.attrs |= {"min": today.isoformat(), "max": latest.isoformat()}

    def _person(self, name: str) -> User:
        address = str(self.cleaned_data[name]).strip().lower()
        person = User.objects.filter(email=address, is_active=True).first()
        if person is None:
            raise forms.ValidationError(
                _("Nobody has an account under this address. Ask the agency to open one.")
            )
        return person

    def clean_proxy(self) -> User:
        return self._person("proxy")

    def clean_principal(self) -> User:
        return self._person("principal")

    def wished(self) -> NewMandate:
        """What was filled in, once it is valid."""
        given = self.cleaned_data
        return NewMandate(
            principal=self.giver or given["principal"],
            proxy=given["proxy"],
            scope=tuple(given["scope"]),
            begins=given["begins"],
            ends=given["ends"],
            grounds=given.get("grounds", ""),
        )
