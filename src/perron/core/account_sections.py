"""Sections of the account page that other apps bring along, each from its ``offers.py``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class AccountSection:
    """One section of a person's own account page.

    ``name`` is the anchor, ``order`` its place (the page's own sections stand before all of
    them). ``template`` shows what ``context`` gives, inside a section that has its heading.
    ``None`` for a context means that there is nothing to show this person.
    """

    name: str
    order: int
    title: str | Promise
    template: str
    context: Callable[[HttpRequest], Mapping[str, Any] | None]


_sections: dict[str, AccountSection] = {}


def register_section(section: AccountSection) -> AccountSection:
    """Add a section; raises ``ValueError`` where the name is taken."""
    if section.name in _sections:
        raise ValueError(section.name)
    _sections[section.name] = section
    return section


def sections_for(request: HttpRequest) -> list[dict[str, Any]]:
    """The sections that have something for this person: name, title, template and context."""
    shown = []
    for section in sorted(_sections.values(), key=lambda section: (section.order, section.name)):
        context = section.context(request)
        if context is not None:
            entry = {"name": section.name, "title": section.title, "template": section.template}
            shown.append({**entry, "given": context})
    return shown
