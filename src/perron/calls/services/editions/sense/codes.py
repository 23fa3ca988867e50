"""Codes: each once in its list, and none that an address needs for itself."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from perron.calls.services.editions.sense.findings import (
    Definition,
    Findings,
    fields_with_paths,
    finding,
    numbered,
)
from perron.core.documents.problems import Path

# Words that stand where the code of an edition stands in an address.
RESERVED = frozenset(
    ("applications", "decisions", "jury", "keep", "new", "overrides", "questions", "signing")
)


def code_findings(definition: Definition) -> Findings:
    """Codes that stand twice, or where an address has a word of its own."""
    if definition["code"] in RESERVED:
        yield finding(
            ("code",),
            _("“%(code)s” is the name of a page of this site, so no edition can have it."),
            _("Give the edition another code, such as the call and the year."),
            code=definition["code"],
        )
    for entries in _lists(definition):
        yield from _doubles(entries)


def _lists(definition: Definition) -> Iterator[Iterable[tuple[Path, Any]]]:
    """The lists in which each code may stand once."""
    yield numbered(definition["eligibility"], "eligibility")
    yield numbered(definition["admissibility"], "admissibility")
    yield numbered(definition.get("catalogue", {}).get("items", ()), "catalogue", "items")
    yield numbered(definition.get("weighting", ()), "weighting")
    for name in ("envelopes", "moneys", "floors", "ceilings"):
        yield numbered(definition["award"].get(name, ()), "award", name)
    yield from _lists_of_form(definition)
    yield from _lists_of_grid(definition)


def _lists_of_form(definition: Definition) -> Iterator[Iterable[tuple[Path, Any]]]:
    steps = list(numbered(definition["form"]["steps"], "form", "steps"))
    yield steps
    yield [entry for path, step in steps for entry in numbered(step["pages"], *path, "pages")]
    fields = list(fields_with_paths(definition))
    yield fields
    for path, field in fields:
        yield numbered(field.get("choices", ()), *path, "choices")


def _lists_of_grid(definition: Definition) -> Iterator[Iterable[tuple[Path, Any]]]:
    criteria = list(numbered(definition["grid"]["criteria"], "grid", "criteria"))
    yield criteria
    for path, criterion in criteria:
        yield numbered(criterion["levels"], *path, "levels")


def _doubles(entries: Iterable[tuple[Path, Any]]) -> Findings:
    seen: set[str] = set()
    for path, entry in entries:
        if entry["code"] in seen:
            yield finding(
                (*path, "code"),
                _("The code “%(code)s” stands twice in this list."),
                _("Give each its own code."),
                code=entry["code"],
            )
        seen.add(entry["code"])
