"""Which column of a spreadsheet holds which part of a record, by its heading in any language."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from perron.core.records.codecs import Codec, Many, Raw, Translated
from perron.core.records.kinds import Kind
from perron.core.searching.folding import fold
from perron.directory.errors import SpreadsheetRefused

NOT_ASKED = {"gap", "facts", "sources"}
GENERATED = {"code"}

# Headings that people give to the parts of a record, folded; the key itself always works.
HEADINGS: dict[str, dict[str, str]] = {
    "code": {"fr": "identifiant", "de": "kennung|kode", "en": "id|identifier"},
    "name": {
        "fr": "nom|denomination|raison sociale|intitule",
        "de": "bezeichnung|firma",
        "en": "title",
    },
    "kind": {
        "fr": "genre|type|nature|forme",
        "de": "art|typ|rechtsform",
        "en": "category|sort",
    },
    "summary": {"fr": "resume|description", "de": "beschreibung|kurz", "en": "in short"},
    "enterprise_number": {
        "fr": "numero d entreprise|numero entreprise|n entreprise|no entreprise|bce|n bce|ide",
        "de": "unternehmensnummer|betriebsnummer|zdu|uid",
        "en": "company number|vat|vat number|cbe",
    },
    "website": {"fr": "site web|site internet|url|web", "de": "webseite|internet", "en": "site"},
    "street": {
        "fr": "rue|adresse|rue et numero",
        "de": "strasse|strasse und hausnummer|anschrift",
        "en": "address|street and number",
    },
    "postal_code": {
        "fr": "code postal|cp",
        "de": "postleitzahl|plz",
        "en": "postcode|zip|zip code",
    },
    "municipality": {"fr": "commune|localite|ville", "de": "gemeinde|ort|stadt", "en": "city|town"},
    "founded": {"fr": "fondation|cree en|creation", "de": "gegrundet|grundung", "en": "created"},
    "ended": {"fr": "fin|dissolution", "de": "ende|aufgelost", "en": "closed"},
    "organisation": {
        "fr": "organisme|pouvoir organisateur",
        "de": "einrichtung|trager",
        "en": "organization|owner",
    },
    "services": {"fr": "aides|prestations", "de": "dienste|angebote", "en": "help"},
    "access": {"fr": "acces|accessibilite", "de": "zugang", "en": "getting in"},
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is read: where it stands, its heading, its codec and its language if any."""

    place: int
    heading: str
    codec: Codec
    language: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that are read, and the headings of those that are not."""

    read: tuple[Column, ...]
    left: tuple[str, ...]

    def heading_of(self, key: str) -> str:
        """The heading under which a part of the record stands, or its key."""
        return next((one.heading for one in self.read if one.codec.key == key), key)


def columns_for(kind: Kind) -> dict[str, Codec]:
    """The parts of a record that a spreadsheet can hold, by key."""
    return {
        codec.key: codec
        for codec in kind.codecs
        if codec.key not in NOT_ASKED and not isinstance(codec, Many | Raw)
    }


def meaning_of(heading: str, kind: Kind) -> tuple[str, str] | None:
    """The key and the language (or nothing) that a heading means, or nothing at all."""
    words = _plain(heading)
    asked = columns_for(kind)
    languages = settings.REGION.languages
    for rest, language in _with_language(words, languages):
        for key, codec in asked.items():
            spoken = _spoken(key, rest)
            if spoken is None or (language and not isinstance(codec, Translated)):
                continue
            default = spoken if spoken in languages else languages[0]
            return key, (language or default) if isinstance(codec, Translated) else ""
    return None


def match_columns(headings: Sequence[str], kind: Kind, *, name: str) -> Columns:
    """Give every known heading its part; raises :class:`SpreadsheetRefused` when that fails."""
    read: dict[tuple[str, str], Column] = {}
    left: list[str] = []
    asked = columns_for(kind)
    for place, heading in enumerate(headings):
        meaning = meaning_of(heading, kind)
        if meaning is None:
            left.append(heading or _("(column %(number)s)") % {"number": place + 1})
        elif meaning in read:
            why = _("two columns mean the same: “%(one)s” and “%(other)s”. Keep one of them.")
            facts = {"one": read[meaning].heading, "other": heading}
            raise SpreadsheetRefused(name=name, why=why % facts)
        else:
            read[meaning] = Column(place, heading, asked[meaning[0]], meaning[1])
    needed = {key for key, codec in asked.items() if codec.required} - GENERATED
    if missing := sorted(needed - {key for key, _language in read}):
        why = _("no column is called %(missing)s (found: %(found)s).")
        facts = {"missing": ", ".join(missing), "found": ", ".join(headings)[:300]}
        raise SpreadsheetRefused(name=name, why=why % facts)
    return Columns(tuple(read.values()), tuple(left))


def _plain(heading: str) -> str:
    """A heading as words: “Nom (FR)” is “nom fr”, “name_fr” is “name fr”."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(heading)))


def _with_language(words: str, languages: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The words without a language at their end, and as they are."""
    rest, _space, last = words.rpartition(" ")
    if rest and last in languages:
        yield rest, last
    yield words, ""


def _spoken(key: str, words: str) -> str | None:
    """The language in which these words mean the key; empty for the key itself."""
    if words == key.replace("_", " "):
        return ""
    for language, headings in HEADINGS.get(key, {}).items():
        if words in headings.split("|"):
            return language
    return None
