"""The datasets of this site: what each kind of record is, in words, and how many there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from perron.api.rules import open_kinds
from perron.core.records.kinds import Kind

# Lists that pages also give as spreadsheets, under the section of their kind.
SPREADSHEETS = {"measures", "programmes", "organisations", "places", "municipalities", "references"}

WORDS: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "strategy": (_("Strategies"), _("What a government adopts, under one name.")),
    "version": (_("Versions"), _("The strategy as adopted at one time, with its dates.")),
    "node": (_("Trees of the versions"), _("Themes, objectives and lines of each version.")),
    "programme": (_("Programmes"), _("Lasting lines of work that survive versions.")),
    "measure": (
        _("Measures"),
        _("The actions of the strategy: who does what, when, for whom, and what came of it."),
    ),
    "organisation": (_("Organisations"), _("Who holds, carries out, pays and judges.")),
    "indicator": (
        _("Indicators"),
        _("What is measured: definitions, dated values, targets, and breaks in the series."),
    ),
    "round": (_("Evaluation rounds"), _("Independent judgements of a version's measures.")),
    "card": (_("Evaluation cards"), _("One measure's judgement in one round.")),
    "recommendation": (
        _("Recommendations"),
        _("What evaluators ask for, of whom, and what became of it."),
    ),
    "edition": (_("Calls"), _("Editions of calls: names, days, state, digest of the rules.")),
    "site": (_("Sites"), _("Where organisations work and teach.")),
    "place": (_("Places"), _("Where the public is helped with digital things.")),
    "district": (_("Districts"), _("The parts of the region, with their outlines.")),
    "municipality": (
        _("Municipalities"),
        _("Municipalities under their official codes, with their outlines on the map."),
    ),
    "reference": (_("Sources"), _("Where facts come from and when they were seen.")),
    "term": (_("Word lists"), _("The region's own words: levels, units, kinds, roles.")),
}


@dataclass(frozen=True, slots=True)
class Dataset:
    """All records of one kind."""

    path: str
    kind: Kind
    title: Any
    description: Any
    count: int = 0

    @property
    def has_spreadsheet(self) -> bool:
        return self.path in SPREADSHEETS


def datasets() -> list[Dataset]:
    """Every public kind, without its number of records; nothing is asked of the database."""
    return [
        Dataset(path, kind, *WORDS.get(kind.name, (kind.label, kind.says or kind.label)))
        for path, kind in open_kinds().items()
    ]


def counted() -> list[Dataset]:
    """The same with the number of records: one query for each kind."""
    return [
        Dataset(
            one.path, one.kind, one.title, one.description, one.kind.model._default_manager.count()
        )
        for one in datasets()
    ]


def in_each(words: object) -> dict[str, str]:
    """Words of the program in every language of the site."""
    found: dict[str, str] = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found[code] = str(words)
    return found
