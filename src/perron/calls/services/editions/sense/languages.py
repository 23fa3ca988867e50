"""Languages: those in which one may apply exist here, and texts are there in all of them."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from perron.calls.services.editions.sense.findings import Definition, Findings, finding
from perron.core.documents.problems import Path

LETTERS = 2


def language_findings(definition: Definition) -> Findings:
    """Languages of application in which this site does not speak, or the name is not given."""
    spoken = {code for code, _name in settings.LANGUAGES}
    for at, language in enumerate(definition["languages"]):
        if language not in spoken:
            yield finding(
                ("languages", at),
                _("This site does not speak “%(language)s”."),
                _("Choose among: %(spoken)s."),
                language=language,
                spoken=", ".join(sorted(spoken)),
            )
        elif language not in definition["name"]:
            yield finding(
                ("name",),
                _("One may apply in “%(language)s”, and the edition has no name in it."),
                _("Add the name in that language."),
                language=language,
            )


def missing_texts(definition: Definition) -> Findings:
    """Texts that are not there in a language of application: readers would see another one."""
    for path, text in _texts(definition, ()):
        missing = [code for code in definition["languages"] if not text.get(code)]
        if missing:
            yield finding(
                path,
                _("This text is not there in: %(languages)s."),
                _("Add it: until then applicants read it in another language."),
                languages=", ".join(missing),
            )


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    if isinstance(value, list):
        for at, one in enumerate(value):
            yield from _texts(one, (*path, at))
    elif isinstance(value, dict):
        if value and all(_is_language(key) and isinstance(value[key], str) for key in value):
            yield path, value
            return
        for key, one in value.items():
            yield from _texts(one, (*path, key))


def _is_language(key: object) -> bool:
    return isinstance(key, str) and len(key) == LETTERS and key.isalpha()
