"""Criteria, weighting and ties: what the engine refuses is told with its place."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from perron.calls.rules.conditions import fact_vocabulary
from perron.calls.rules.definition.judging import read_grid, read_weighting
from perron.calls.services.editions.sense.findings import Definition, Findings, finding, numbered
from perron.core.documents.problems import Path
from perron.engines.scoring.refusals import ScoringRefused
from perron.engines.scoring.rules import Fact, Kind


def judging_findings(definition: Definition) -> Findings:
    """What is wrong in the grid, the weighting, the jury and the ex-aequo rule."""
    yield from _grid(definition)
    facts = fact_vocabulary()
    for path, step in numbered(definition.get("weighting", ()), "weighting"):
        yield from _weighting(path, step, facts.get(step["fact"]))
    for path, tie in numbered(definition["ranking"]["ex_aequo"], "ranking", "ex_aequo"):
        yield from _tie(path, tie, definition=definition, facts=facts)


def _grid(definition: Definition) -> Findings:
    try:
        read_grid(definition["grid"])
    except ScoringRefused as refused:
        for problem in refused.problems:
            yield finding(
                ("grid",),
                _("Nothing could be scored with these criteria: %(problem)s"),
                _("Check weights, levels, scale and threshold (thousandths of a point)."),
                problem=problem,
            )


def _weighting(path: Path, step: Mapping[str, Any], fact: Fact | None) -> Findings:
    if fact is None:
        yield finding(
            (*path, "fact"),
            _("It weighs by “%(fact)s”, and there is no such fact."),
            _("Name a fact that the region declares."),
            fact=step["fact"],
        )
        return
    if ("bands" in step) == ("table" in step):
        yield finding(
            path,
            _("A weighting has either bands or a table."),
            _("Use bands for numbers and a table for choices."),
        )
        return
    if ("bands" in step) != (fact.kind == Kind.NUMBER):
        yield finding(
            path,
            _("“%(fact)s” does not fit: bands are for numbers, a table is for choices."),
            _("Use the other one."),
            fact=step["fact"],
        )
        return
    yield from _values(path, step, fact)


def _values(path: Path, step: Mapping[str, Any], fact: Fact) -> Findings:
    bands = step.get("bands", [])
    if any("up_to" not in band for band in bands[:-1]) or (bands and "up_to" in bands[-1]):
        yield finding(
            (*path, "bands"),
            _("Every band but the last says up to where it goes; the last goes on for ever."),
            _("Check “up_to”."),
        )
        return
    if missing := sorted(fact.values - set(step.get("table", fact.values))):
        yield finding(
            (*path, "table"),
            _("It is not said what happens for: %(values)s."),
            _("Give every choice of the fact its value; 10000 leaves a score as it is."),
            values=", ".join(missing),
        )
    try:
        read_weighting([dict(step)])
    except ScoringRefused as refused:
        for problem in refused.problems:
            yield finding(
                path,
                _("It could not be weighed like this: %(problem)s"),
                _("Check the bands and values."),
                problem=problem,
            )


def _tie(
    path: Path, tie: Mapping[str, Any], *, definition: Definition, facts: Mapping[str, Fact]
) -> Findings:
    if ("criterion" in tie) == ("fact" in tie):
        yield finding(
            path,
            _("What separates equal scores is either a criterion or a fact."),
            _("Name one of the two."),
        )
        return
    codes = {one["code"] for one in definition["grid"]["criteria"]}
    if "criterion" in tie and tie["criterion"] not in codes:
        yield finding(
            (*path, "criterion"),
            _("There is no criterion “%(code)s”."),
            _("Name one of the criteria of the grid."),
            code=tie["criterion"],
        )
    if "fact" in tie and (tie["fact"] not in facts or facts[tie["fact"]].kind != Kind.NUMBER):
        yield finding(
            (*path, "fact"),
            _("“%(fact)s” is no number that could separate equal scores."),
            _("Name a fact that is a number."),
            fact=tie["fact"],
        )
