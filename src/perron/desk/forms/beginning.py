"""The first questions about a new record: what it is called, and under which code."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from perron.core.documents.formats import is_code
from perron.core.records.codecs import Translated
from perron.core.records.kinds import Kind, Record
from perron.core.searching.folding import fold
from perron.desk.forms.typed import text_of
from perron.desk.records.choices import only_links
from perron.desk.records.labels import CODE_HINT, label_of

LONGEST_CODE = 60
LONGEST_LIST = 39  # with the code of a word behind it, as much as a draft keeps
NAMES = ("name", "title", "text")


class BeginForm(forms.Form):
    """A name in each language, and a code that is made from it where none is given."""

    code = forms.CharField(label=_("Code"), required=False, max_length=80)

    def __init__(self, kind: Kind, fields: Any = None) -> None:
        super().__init__(fields)
        self.kind = kind
        self.naming = next(
            (one for one in kind.codecs if one.key in NAMES and isinstance(one, Translated)), None
        )
        code_hint = _("%(hint)s Left empty, it is made from the name. It can't be changed later.")
        self.fields["code"].help_text = code_hint % {"hint": CODE_HINT}
        if self.naming:
            self._ask_names(self.naming)
        if "list" in kind.identity:
            self.fields["list"] = forms.CharField(label=_("List"), max_length=LONGEST_LIST)
        self.order_fields(["list", *self.names(), "code"])

    def _ask_names(self, naming: Translated) -> None:
        spoken = settings.REGION.language_names
        for language in settings.REGION.languages:
            label = f"{label_of(naming, self.kind.model)} – {spoken[language]}"
            field = forms.CharField(label=label, required=False, max_length=naming.longest)
            field.widget.attrs["lang"] = language
            self.fields[f"name_{language}"] = field

    def names(self) -> list[str]:
        """The fields that ask for the name."""
        return [name for name in self.fields if name.startswith("name_")]

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or {}
        said = {
            language: text_of(answers.get(f"name_{language}") or "")
            for language in settings.REGION.languages
        }
        answers["said"] = {language: words for language, words in said.items() if words}
        code = answers.get("code") or code_from(next(iter(answers["said"].values()), ""))
        for name, value in (("code", code), ("list", answers.get("list", "x"))):
            if not is_code(value) or not value:
                self.add_error(name, _("Write a code: %(hint)s") % {"hint": CODE_HINT})
        answers["code"] = code
        return answers

    def said(self) -> dict[str, str]:
        """The name in every language that it was given in."""
        said: dict[str, str] = self.cleaned_data["said"]
        return said

    def record(self) -> Record:
        """The beginning of a record; where there is only one thing to link, it is linked."""
        answers = self.cleaned_data
        record: Record = {part: answers[part] for part in self.kind.identity}
        if self.naming and answers["said"]:
            record[self.naming.key] = answers["said"]
        return record | only_links(self.kind)


def code_from(name: str) -> str:
    """A code made from a name."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(name)))[:LONGEST_CODE].strip("-")
