"""How an application is named on a page: its applicant, its place, its number."""

from typing import Any

from perron.calls.models import Application
from perron.calls.rules.conditions import FactWord


def applicant_of(application: Application) -> str:
    """The name of whoever applies, as the reader's language has it."""
    if application.site:
        return str(application.site.name)
    if application.organisation:
        return str(application.organisation.name)
    return application.applicant or application.number


def place_of(application: Application) -> str:
    """Its municipality, if it has one."""
    return str(application.municipality.name) if application.municipality else ""


def value_name(words: dict[str, FactWord], fact: str, value: Any) -> str:
    """A fact's value as the region names it."""
    word = words.get(fact)
    return str(word.shown(value)) if word else str(value)


def fact_name(words: dict[str, FactWord], fact: str) -> str:
    """A fact's own name."""
    word = words.get(fact)
    return str(word.title) if word else fact
