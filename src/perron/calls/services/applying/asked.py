"""What an application asks for: the sum of its choice, or a share of its costs, within limits."""

from dataclasses import dataclass

from perron.calls.rules.definition import Catalogue, Definition, FieldKind, Form, Grant, GrantRule
from perron.calls.services.applying.form import Answers
from perron.engines.scoring.ceiling import Chosen, Pack, choose
from perron.engines.scoring.granting import Grant as Granted
from perron.engines.scoring.granting import RateRule, UnderFloor, grant_for
from perron.engines.scoring.refusals import Problem

MOST = 10**11  # cents: what the award engine reads
MOST_PIECES = 100_000
NO_COST = Problem.of("cost_too_low", "It costs nothing.")


@dataclass(frozen=True, slots=True)
class Asked:
    """Cents: what all of it costs, what is asked, and between which limits it must lie.

    ``ceiling`` is None where there is no limit; ``least`` is the least grant, ``project_least`` the
    least that the whole must cost. ``rate`` is in ten-thousandths, 0 where none is applied.
    ``fault`` is what the engine says against the sum: ``cost_too_low``, ``under_floor`` or "".
    """

    total: int
    amount: int
    ceiling: int | None = None
    least: int = 0
    project_least: int = 0
    rate: int = 0
    fault: str = ""

    @property
    def left(self) -> int | None:
        """What may still be chosen; negative when the choice passes the ceiling."""
        return None if self.ceiling is None else self.ceiling - self.total

    @property
    def too_much(self) -> bool:
        """Whether more was chosen than there may be."""
        return self.rate == 0 and self.left is not None and self.left < 0


def asked_of(definition: Definition, answers: Answers) -> Asked:
    """What these answers ask for by the rule of the edition; what cannot be read counts as 0."""
    grant = definition.grant
    if grant.rule is GrantRule.CATALOGUE and definition.catalogue:
        return _chosen(definition.form, definition.catalogue, answers)
    if grant.rule is GrantRule.RATE:
        return _share(grant, costs_of(definition.form, answers))
    return Asked(grant.amount, grant.amount)


def _chosen(form: Form, catalogue: Catalogue, answers: Answers) -> Asked:
    """The sum of the choice by the engine; over the ceiling it is shown, and asks the ceiling."""
    packs = [Pack(one.code, one.price, most=one.most or None) for one in catalogue.items]
    pieces = pieces_of(form, answers)
    lines = [Chosen(one.code, pieces[one.code]) for one in packs if pieces.get(one.code)]
    choice = choose(packs, lines, catalogue.ceiling)
    return Asked(choice.total, min(choice.total, catalogue.ceiling, MOST), catalogue.ceiling)


def pieces_of(form: Form, answers: Answers) -> dict[str, int]:
    """How many of each thing are chosen, as far as it can be read."""
    given = [answers.get(one.code) for one in form.of_kind(FieldKind.CATALOGUE)]
    return {
        code: pieces
        for chosen in given
        if isinstance(chosen, dict)
        for code, pieces in chosen.items()
        if isinstance(pieces, int) and 0 < pieces <= MOST_PIECES
    }


def _share(grant: Grant, costs: int) -> Asked:
    """A rate of the costs between its floor and its ceiling, by the engine."""
    least, project_least = grant.least or 0, grant.project_least or 0
    rule = RateRule(
        rate=grant.rate,
        floor=least,
        ceiling=grant.most,
        least_cost=project_least,
        under_floor=UnderFloor.REFUSE,
    )
    granted = grant_for(rule, min(costs, MOST)) if costs > 0 else NO_COST
    refused = granted if isinstance(granted, Problem) else None
    return Asked(
        total=costs,
        amount=granted.amount if isinstance(granted, Granted) else 0,
        ceiling=grant.most,
        least=least,
        project_least=project_least,
        rate=grant.rate,
        fault=refused.code if refused else "",
    )


def costs_of(form: Form, answers: Answers) -> int:
    """The sum of the lines of the budget, in cents."""
    budgets = [answers.get(one.code) for one in form.of_kind(FieldKind.BUDGET)]
    return sum(
        line["amount"]
        for given in budgets
        if isinstance(given, list)
        for line in given
        if isinstance(line.get("amount"), int)
    )
