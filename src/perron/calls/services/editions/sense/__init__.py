"""Whether what an edition says makes sense: each part is looked at by a check of its own."""

from collections.abc import Iterator, Mapping
from typing import Any

from perron.calls.services.editions.sense.calendar import calendar_findings
from perron.calls.services.editions.sense.codes import code_findings
from perron.calls.services.editions.sense.conditions import condition_findings
from perron.calls.services.editions.sense.findings import Finding
from perron.calls.services.editions.sense.forms import form_findings
from perron.calls.services.editions.sense.judging import judging_findings
from perron.calls.services.editions.sense.languages import language_findings, missing_texts
from perron.calls.services.editions.sense.money import money_findings

__all__ = ["Finding", "findings_of", "notes_of"]

CHECKS = (
    code_findings,
    calendar_findings,
    condition_findings,
    form_findings,
    judging_findings,
    money_findings,
    language_findings,
)


def findings_of(definition: Mapping[str, Any]) -> Iterator[Finding]:
    """All that must be put right before an edition can be kept."""
    for check in CHECKS:
        yield from check(definition)


def notes_of(definition: Mapping[str, Any]) -> Iterator[Finding]:
    """What may stay, and should not: texts that are not there in a language of the region."""
    yield from missing_texts(definition)
