"""Invented applications: names that are visibly none, scores, facts, and the ranking they make."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from numpy.random import Generator, default_rng

from perron.calls.enums import ApplicationState
from perron.calls.models import Application, Edition
from perron.calls.rules.conditions import FactWord, fact_words
from perron.calls.rules.definition import Definition, GrantRule, Invented
from perron.calls.services.past.amounts import (
    amounts_of,
    invented_moneys,
    sums_by_money,
)
from perron.engines.scoring.criteria import Scored, score
from perron.engines.scoring.exact import rounded
from perron.engines.scoring.ranking import Entry, Line, RankingRule, rank
from perron.engines.scoring.rules import Kind
from perron.engines.scoring.weighting import Weighted, Weighting, weigh

LEAST_QUALITY, SPREAD = 0.35, 0.22
NUMBERS = {"pupils": (20, 900), "population": (1_200, 200_000), "connected": (0, 100)}
FEW = (0, 5)
WHOLE = 10_000
TITLES = {"fr": "Projet de démonstration", "de": "Demonstrationsprojekt", "en": "Demonstration"}
Row = dict[str, Any]


@dataclass(slots=True)
class Made:
    """One invented application while it is being made."""

    application: Application
    money: str
    scored: Scored
    weighted: Weighted
    keys: dict[str, object] = field(default_factory=dict)


def invent(edition: Edition, definition: Definition, at: datetime) -> tuple[list[Made], list[Row]]:
    """The applications of a past edition, and the rows of the ranking that they make.

    The same document gives the same applications. Amounts are given to those that stand first, so
    that the awards come to the published number and sum.
    """
    demonstration = definition.demonstration
    chance = default_rng(demonstration.seed if demonstration else 0)
    moneys = invented_moneys(definition)
    made: list[Made] = []
    places = [money for money, said in moneys.items() for _one in range(said.applications)]
    shuffled = [places[int(place)] for place in chance.permutation(len(places))]
    for number, money in enumerate(shuffled, 1):
        made.append(_made(edition, definition, number, money=money, chance=chance, at=at))
    lines = _ranked(definition, edition.seed, made)
    _ask(definition, made, lines, moneys=moneys, chance=chance)
    by_number = {one.application.number: one for one in made}
    return made, [_row(line, by_number[line.id]) for line in lines]


def _made(
    edition: Edition,
    definition: Definition,
    number: int,
    *,
    money: str,
    chance: Generator,
    at: datetime,
) -> Made:
    language = "de" if chance.random() < 1 / 30 and "de" in definition.languages else "fr"
    facts = _facts(definition, language, chance)
    application = Application(
        edition=edition,
        number=f"{edition.code}-{number:04d}"[-40:],
        applicant=f"Demonstration {definition.applicant.unit} {number:04d}",
        title=f"{TITLES[language]} {number:04d}",
        language=language,
        state=ApplicationState.ADMISSIBLE,
        facts=facts,
        begun_at=edition.opens_at or at,
        saved_at=edition.closes_at or at,
        arrived_at=edition.opens_at or at,
        demonstration=True,
    )
    quality = LEAST_QUALITY + (1 - LEAST_QUALITY) * chance.random()
    scored = score(definition.grid, _marks(definition, quality, chance))
    weighting = definition.weighting or Weighting(())
    made = Made(application, money, scored, weigh(weighting, scored.total, facts))
    made.keys = {f"fact:{name}": value for name, value in facts.items() if isinstance(value, int)}
    made.keys |= {f"criterion:{code}": value for code, value in scored.points.items()}
    return made


def _marks(definition: Definition, quality: float, chance: Generator) -> dict[str, str]:
    """A level for each criterion, near the quality of the application."""
    marks = {}
    for criterion in definition.grid.criteria:
        last = len(criterion.levels) - 1
        near = min(max(quality + chance.uniform(-SPREAD, SPREAD), 0), 1)
        marks[criterion.code] = criterion.levels[round(near * last)].code
    return marks


def _facts(definition: Definition, language: str, chance: Generator) -> dict[str, Any]:
    """Facts that the edition needs, invented; no district, municipality or body of the region."""
    kinds = definition.applicant.kinds
    facts: dict[str, Any] = {"kind": kinds[0] if kinds else "", "language": language, "awarded": []}
    for name, word in fact_words().items():
        if name not in facts and (word.choices or word.kind in (Kind.NUMBER, Kind.BOOLEAN)):
            facts[name] = _invented(name, word, chance)
    return facts


def _invented(name: str, word: FactWord, chance: Generator) -> Any:
    if word.kind == Kind.NUMBER:
        return int(chance.integers(*NUMBERS.get(name, FEW), endpoint=True))
    if word.kind == Kind.BOOLEAN:
        return bool(chance.random() < 1 / 2)
    choice = str(chance.choice(sorted(word.choices)))
    return [choice] if word.kind == Kind.TEXTS else choice


def _ranked(definition: Definition, seed: str, made: list[Made]) -> tuple[Line, ...]:
    ties = tuple(one.tie for one in definition.ex_aequo)
    rule = RankingRule(seed=seed, ties=ties, threshold=definition.grid.threshold)
    entries = [Entry(one.application.number, one.weighted.after, one.keys) for one in made]
    return rank(entries, rule).lines


def _ask(
    definition: Definition,
    made: list[Made],
    lines: tuple[Line, ...],
    *,
    moneys: Mapping[str, Invented],
    chance: Generator,
) -> None:
    """Give each what it asks for: the first of each money come to its sum, to the cent."""
    by_number = {one.application.number: one for one in made}
    sums = sums_by_money(definition, list(moneys))
    for money, said in moneys.items():
        queue = [by_number[line.id] for line in lines if by_number[line.id].money == money]
        amounts = amounts_of(sums[money], said, chance)
        for place, one in enumerate(queue):
            beyond = int(chance.integers(said.least // 100, said.most // 100, endpoint=True)) * 100
            one.application.asked = amounts[place] if place < said.awards else beyond
            one.application.answers = _answers(definition, one.application)


def _answers(definition: Definition, application: Application) -> dict[str, Any]:
    """What an invented application says: its title, and the cost where a share of it is asked."""
    answers: dict[str, Any] = {"title": application.title}
    if definition.grant.rule == GrantRule.RATE:
        answers["cost"] = application.asked * WHOLE // definition.grant.rate
    return answers


def _row(line: Line, one: Made) -> Row:
    """A row as sealed rankings have it."""
    return {
        "application": line.id,
        "before": one.weighted.before,
        "steps": [
            {
                "code": step.code,
                "fact": step.fact,
                "value": step.value,
                "effect": step.effect.value,
                "by": step.by,
                "before": rounded(step.before),
                "after": rounded(step.after),
            }
            for step in one.weighted.steps
        ],
        "score": line.score,
        "position": line.position,
        "place": line.place,
        "tie": line.tie,
        "keys": [str(key) for key in line.keys],
        "lot": line.lot,
        "decided_by": line.decided_by,
        "points": {code: rounded(value) for code, value in one.scored.points.items()},
        "below": list(one.scored.below),
        "reaches_threshold": line.reaches_threshold and not one.scored.below,
    }
