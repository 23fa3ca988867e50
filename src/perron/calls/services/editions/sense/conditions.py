"""Conditions: each refers to a fact or a field that there is, and asks what it can be asked."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from perron.calls.rules.conditions import FIELD, check_condition, fact_vocabulary, field_vocabulary
from perron.calls.services.editions.sense.findings import (
    Definition,
    Finding,
    Findings,
    fields_with_paths,
    finding,
    numbered,
)
from perron.core.documents.problems import Path
from perron.engines.scoring.refusals import Problem

Said = Iterator[tuple[Path, Any]]
Sentence = str | Promise
WORDINGS: Mapping[str, tuple[Sentence, Sentence]] = {
    "unknown_fact": (
        _("This refers to “%(fact)s”, and there is nothing of that name: it could never be told."),
        _("Name a fact that the region declares (region.yaml, “facts”) or a field of this form."),
    ),
    "unknown_operator": (
        _("“%(fact)s” is of the kind “%(kind)s” and cannot be asked like that."),
        _("Ask with one of: %(operators)s."),
    ),
    "unknown_values": (
        _("“%(fact)s” is never one of: %(values)s. The rule would always say the same."),
        _("Use the choices that the fact or field has."),
    ),
    "wrong_kind": (
        _("The value is of another kind than what it is compared with."),
        _("Write a number for a number, true or false for yes or no, a word for a choice."),
    ),
    "not_exact": (
        _("The value is no number, and it is compared with one."),
        _("Write a whole number, or a decimal in quotation marks."),
    ),
    "no_values": (
        _("An empty list decides nothing."),
        _("Name at least one."),
    ),
    "unknown_keys": (
        _("%(keys)s mean nothing here."),
        _("Take them away."),
    ),
}
OTHERWISE = (
    _("This is no condition."),
    _("Write {fact: …, is: …} or {field: …, is: …}, or all, any or not of others."),
)


def condition_findings(definition: Definition) -> Findings:
    """What is wrong in any condition of the edition, with the place of the condition."""
    facts = fact_vocabulary()
    fields = field_vocabulary(field for _path, field in fields_with_paths(definition))
    for path, condition in _of_facts(definition):
        for problem in check_condition(condition, facts):
            yield told(path, problem)
    for path, condition in _of_both(definition):
        for problem in check_condition(condition, facts | fields):
            yield told(path, problem)


def _of_facts(definition: Definition) -> Said:
    for path, one in numbered(definition["eligibility"], "eligibility"):
        yield (*path, "when"), one["when"]


def _of_both(definition: Definition) -> Said:
    """Where answers count as well as facts."""
    for path, field in fields_with_paths(definition):
        if "when" in field:
            yield (*path, "when"), field["when"]
    for name in ("moneys", "floors", "ceilings"):
        for path, one in numbered(definition["award"].get(name, ()), "award", name):
            if "when" in one:
                yield (*path, "when"), one["when"]


def told(path: Path, problem: Problem) -> Finding:
    """A problem that the engine found, in the reader's language."""
    sentence, remedy = WORDINGS.get(problem.code, OTHERWISE)
    facts = {
        name: ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
        for name, value in problem.facts.items()
    }
    named = {"fact": "", "kind": "", "operators": "", "values": "", "keys": ""} | facts
    named["fact"] = named["fact"].removeprefix(FIELD)
    return finding((*path, *_inside(problem)), sentence, remedy, **named)


def _inside(problem: Problem) -> Path:
    """The engine's place (``rule.all[0].not``) as a path below the condition."""
    place = str(problem.facts.get("place", ""))
    steps: list[str | int] = []
    for part in place.split(".")[1:]:
        name, _bracket, index = part.partition("[")
        steps.append(name)
        if index:
            steps.append(int(index.rstrip("]")))
    return tuple(steps)
