"""Notes: addresses in material that somebody could own, to be looked at by a person."""

import re
from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from perron.competences.rules.bank.findings import Findings, finding
from perron.competences.rules.bank.shape import Definition, strings_in, variants_of

DOMAIN = re.compile(r"\b(?:[a-z0-9-]+\.)+(?:[a-z]{2,12})\b")
RESERVED = (".invalid", ".example", ".test", ".localhost")
# Endings of files' names look like domains.
FILES = re.compile(
    r"\.(?:csv|txt|ics|vcf|eml|html?|svg|xlsx?|zip|docx?|odt|ods|pdf|jpe?g|png|gif|mp[34]|pptx?"
    r"|exe|apk|msi|py|js|php|bak|wav|heic|webp|json|yaml|md)$"
)
ENDINGS = re.compile(r"\.(?:be|com|eu|org|net|fr|de|info|brussels|nl|lu|io|app|biz|xyz|online)$")


def address_notes(definition: Definition, languages: Collection[str]) -> Findings:
    """Addresses under endings that can be registered: real ones of real bodies, or lures."""
    for variant in variants_of(definition):
        for _kind, body, path in variant.blocks():
            text = "\n".join(one for language in languages for one in strings_in(body, language))
            for name in sorted(set(DOMAIN.findall(text.lower()))):
                if ENDINGS.search(name) and not FILES.search(name):
                    yield finding(
                        path,
                        _("“%(name)s” is an address that somebody could own."),
                        _("Check that it is a real body's own, or that its look is the question."),
                        name=name,
                    )
