"""Languages: every text is there in all of the region's, and in no other."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from perron.competences.rules.bank.findings import Findings, finding
from perron.competences.rules.bank.shape import Definition, texts_in


def language_findings(definition: Definition, languages: Collection[str]) -> Findings:
    """Texts that lack a language, or are written in one that the region does not speak."""
    for path, text in texts_in(definition):
        if path[:1] == ("reviews",):
            continue
        missing = [code for code in languages if not text.get(code, "").strip()]
        if missing:
            yield finding(
                path,
                _("This text is not there in: %(missing)s."),
                _("Write it in all languages of the region: %(languages)s."),
                missing=", ".join(missing),
                languages=", ".join(languages),
            )
        for code in text:
            if code not in languages:
                yield finding(
                    (*path, code),
                    _("“%(code)s” is no language of the region."),
                    _("Its languages are: %(languages)s."),
                    code=code,
                    languages=", ".join(languages),
                )
