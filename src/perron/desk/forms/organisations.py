"""Forms of an organisation's own people: the claim, the page, a contact."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from perron.core.records.kinds import Record, kinds
from perron.core.searching.folding import fold
from perron.desk.forms.typed import address_of, text_of
from perron.desk.records.choices import names_of
from perron.directory.models import Contact


class ReasonForm(forms.Form):
    """Why somebody may speak for an organisation."""

    reason = forms.CharField(
        label=_("What do you do there?"),
        help_text=_("Your role, and how an officer can check it. Only officers read this."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class SpokenForm(forms.Form):
    """A form with texts that are asked in every language of the region."""

    def ask(self, name: str, label: Any, *, area: bool, most: int) -> None:
        """Add a field for each language."""
        spoken = settings.REGION.language_names
        for language in settings.REGION.languages:
            widget = forms.Textarea(attrs={"rows": 4}) if area else forms.TextInput()
            widget.attrs["lang"] = language
            self.fields[f"{name}_{language}"] = forms.CharField(
                label=f"{label} – {spoken[language]}",
                max_length=most,
                required=False,
                widget=widget,
            )

    def said(self, name: str) -> dict[str, str]:
        """The text in all languages that have one."""
        answers = self.cleaned_data
        texts = {
            language: text_of(answers[f"{name}_{language}"])
            for language in settings.REGION.languages
        }
        return {language: words for language, words in texts.items() if words}


class OwnPageForm(SpokenForm):
    """What an organisation may write of itself."""

    website = forms.CharField(
        label=_("Website"), required=False, max_length=500, help_text=_("https://…")
    )
    street = forms.CharField(label=_("Street and number"), required=False, max_length=200)
    postal_code = forms.CharField(label=_("Postal code"), required=False, max_length=10)

    def __init__(self, fields: Any = None, *, record: Record) -> None:
        super().__init__(fields, initial=_initial(record, "summary"))
        self.known = record
        named = names_of(kinds["municipality"])
        options = sorted(named.items(), key=lambda pair: fold(pair[1]))
        self.fields["municipality"] = forms.ChoiceField(
            label=_("Municipality"), required=False, choices=[("", "–"), *options]
        )
        self.ask("summary", _("In short"), area=True, most=2000)
        self.order_fields([f"summary_{language}" for language in settings.REGION.languages])

    def parts(self) -> Record:
        """The answers as parts of the record; languages that were not asked stay."""
        answers = self.cleaned_data
        asked = settings.REGION.languages
        others = {
            language: words
            for language, words in self.known.get("summary", {}).items()
            if language not in asked
        }
        return {
            "summary": others | self.said("summary"),
            "website": address_of(text_of(answers["website"])),
            "street": text_of(answers["street"]),
            "postal_code": text_of(answers["postal_code"]),
            "municipality": answers["municipality"],
        }


class ContactForm(SpokenForm):
    """A person to reach."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=40)
    display_refused = forms.BooleanField(
        label=_("This person does not want to be shown"),
        required=False,
        help_text=_("Then no page, file or search holds them; only officers and you see them."),
    )

    def __init__(self, fields: Any = None, *, contact: Contact | None = None) -> None:
        given = (
            {part: getattr(contact, part) for part in ("name", "email", "phone", "display_refused")}
            if contact
            else {}
        )
        role = {"role": contact.role} if contact else {}
        super().__init__(fields, initial=given | _initial(role, "role"))
        self.ask("role", _("Role"), area=False, most=120)
        self.order_fields(["name", *(f"role_{one}" for one in settings.REGION.languages)])

    def parts(self) -> dict[str, Any]:
        """The answers as a contact's fields."""
        answers = self.cleaned_data
        plain = {part: text_of(answers[part]) for part in ("name", "email", "phone")}
        return {**plain, "role": self.said("role"), "display_refused": answers["display_refused"]}


def _initial(record: Record, text: str) -> Record:
    """A record as the first values of a form, one for each language."""
    spoken = {f"{text}_{language}": words for language, words in record.get(text, {}).items()}
    return {**record, **spoken}
