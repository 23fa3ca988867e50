"""Forms about people: a new account, another role."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from perron.accounts.enums import Role
from perron.accounts.services import NewPerson


class NewPersonForm(forms.Form):
    """Whoever shall have an account."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The person is sent a letter, and signs in with codes sent there."),
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.CONTACT)
    language = forms.ChoiceField(
        label=_("Language of letters"), choices=lambda: [*settings.LANGUAGES]
    )

    def wished(self) -> NewPerson:
        """What was filled in, once it is valid."""
        given = self.cleaned_data
        return NewPerson(
            given["email"], given["name"], Role(given["role"]), language=given["language"]
        )


class RoleForm(forms.Form):
    """Another role."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
