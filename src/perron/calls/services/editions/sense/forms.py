"""The form: fields have what their kind needs, and refer to facts that there are."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from perron.calls.rules.conditions import fact_vocabulary
from perron.calls.services.editions.sense.findings import (
    Definition,
    Findings,
    fields_with_paths,
    finding,
)
from perron.core.documents.problems import Path

WITH_CHOICES = ("choice", "choices")


def form_findings(definition: Definition) -> Findings:
    """Fields that lack something, or that ask for what the edition has not got."""
    facts = fact_vocabulary()
    for path, field in fields_with_paths(definition):
        yield from _field(path, field, set(facts))
    catalogues = [p for p, field in fields_with_paths(definition) if field["kind"] == "catalogue"]
    if catalogues and "catalogue" not in definition:
        yield finding(
            catalogues[0],
            _("One is to choose from a catalogue, and the edition has none."),
            _("Add “catalogue” with its ceiling and items, or take the field away."),
        )
    for path in catalogues[1:]:
        yield finding(
            path,
            _("There is a second choice from the catalogue; its ceiling is one for both."),
            _("Keep one field of the kind “catalogue”."),
        )


def _field(path: Path, field: Mapping[str, Any], facts: set[str]) -> Findings:
    kind = field["kind"]
    if kind in WITH_CHOICES and "choices" not in field:
        yield finding(
            path,
            _("“%(code)s” lets one choose, and names no choices."),
            _("Add “choices”, each with a code and a label."),
            code=field["code"],
        )
    if kind not in WITH_CHOICES and "choices" in field:
        yield finding(
            (*path, "choices"),
            _("“%(code)s” is of the kind “%(kind)s”: it has no choices."),
            _("Take “choices” away, or make it a field of the kind “choice”."),
            code=field["code"],
            kind=kind,
        )
    if kind == "file" and "accept" not in field:
        yield finding(
            path,
            _("It is not said which files “%(code)s” takes."),
            _("Add “accept”, such as [pdf]."),
            code=field["code"],
        )
    if field.get("most") and field.get("least", 0) > field["most"]:
        yield finding(
            (*path, "least"),
            _("The least is more than the most: nothing could be answered."),
            _("Check both numbers."),
        )
    if field.get("fact") and field["fact"] not in facts:
        yield finding(
            (*path, "fact"),
            _("There is no fact “%(fact)s” to fill this in from."),
            _("Name a fact that the region declares, or take “fact” away."),
            fact=field["fact"],
        )
