"""What a juror tells of themselves, and what an officer tells of a juror."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from perron.accounts.models import User
from perron.calls.enums import InterestKind
from perron.calls.errors.judging import JurorUnknown
from perron.calls.services.judging.naming import MOST_READ, NewJuror, Tie
from perron.core.text import Text
from perron.directory.models import Municipality, Organisation

ROWS = 3
MOST = 500
CLOSE = 5


class InterestForm(forms.Form):
    """One tie; an empty row says nothing."""

    kind = forms.ChoiceField(
        label=_("What ties you"),
        choices=[("", "–"), *InterestKind.choices],
        required=False,
    )
    body = forms.CharField(
        label=_("Organisation or municipality"),
        help_text=_("Its name or code as in the directory of this site."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"list": "bodies", "autocomplete": "off"}),
    )
    until = forms.DateField(
        label=_("Until, if it is over"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean(self) -> dict[str, Any]:
        """Find the body that was named; say which ones are near where it is unknown."""
        said = super().clean() or {}
        kind, name = said.get("kind"), (said.get("body") or "").strip()
        if bool(kind) != bool(name):
            self.add_error(
                "body" if kind else "kind", _("Say both what ties you and to whom, or neither.")
            )
        elif name:
            found, near = find_body(name)
            if found is None:
                self.add_error("body", _unknown(name, near))
            said["found"] = found
        return said

    def tie(self) -> Tie | None:
        """The tie, or None for an empty row."""
        found = self.cleaned_data.get("found")
        if found is None:
            return None
        return Tie(
            InterestKind(self.cleaned_data["kind"]),
            organisation=found if isinstance(found, Organisation) else None,
            municipality=found if isinstance(found, Municipality) else None,
            until=self.cleaned_data["until"],
        )


InterestFormSet = forms.formset_factory(InterestForm, extra=ROWS, max_num=ROWS)


class NewJurorForm(forms.Form):
    """Whom to name to a jury."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    expertise = forms.CharField(
        label=_("Expertise"),
        help_text=_("Words with commas between them, such as: robots, networks."),
        max_length=300,
        required=False,
    )
    most = forms.IntegerField(
        label=_("Reads at most"), min_value=1, max_value=MOST, initial=MOST_READ
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        names = settings.REGION.language_names
        self.fields["languages"] = forms.MultipleChoiceField(
            label=_("Reads in"),
            help_text=_("None means all."),
            choices=[(one, names.get(one, one)) for one in settings.REGION.languages],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        self.order_fields(["email", "expertise", "languages", "most"])

    def clean_email(self) -> str:
        """Only who has an account can be named."""
        address: str = self.cleaned_data["email"].strip().lower()
        if not User.objects.filter(email=address, is_active=True, erased_at=None).exists():
            raise forms.ValidationError(str(JurorUnknown(address=address)))
        return address

    def new_juror(self) -> NewJuror:
        """What the service wants."""
        said = self.cleaned_data
        words = (one.strip().lower() for one in said["expertise"].split(","))
        return NewJuror(
            User.objects.get(email=said["email"]),
            expertise=[one for one in words if one],
            languages=said["languages"],
            most=said["most"],
        )


def find_body(name: str) -> tuple[Organisation | Municipality | None, list[str]]:
    """The organisation or municipality of this name or code, else the names that come near."""
    wanted, near = name.casefold(), []
    for rows in (Organisation.objects.all(), Municipality.objects.all()):
        for one in rows.only("pk", "code", "name"):
            names = [str(said) for said in one.name.values()]
            if wanted in {one.code.casefold(), *(said.casefold() for said in names)}:
                return _whole(one), []
            if any(wanted in said.casefold() for said in names):
                near.append(str(one.name))
    return None, near[:CLOSE]


def body_names() -> list[str]:
    """Every name that can be given, for the list beside the field."""
    texts: list[Text] = [
        *Organisation.objects.values_list("name", flat=True),
        *Municipality.objects.values_list("name", flat=True),
    ]
    return [str(Text(one)) for one in texts]


def _whole(found: Model) -> Any:
    found.refresh_from_db()
    return found


def _unknown(name: str, near: list[str]) -> str:
    if near:
        return str(
            _("“%(name)s” is not in the directory. Did you mean: %(near)s?")
            % {"name": name, "near": ", ".join(near)}
        )
    return str(
        _("“%(name)s” is not in the directory. Leave it out here and tell the officers.")
        % {"name": name}
    )
