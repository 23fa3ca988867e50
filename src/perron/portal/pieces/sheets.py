"""The facts of a thing, sorted by what a reader asks: how much, promised or reached, which rule."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from perron.core.dates import in_words
from perron.core.formats import money_in_words, short_money
from perron.core.models import Fact, FactSense, Qualifier
from perron.core.templatetags.perron import spoken
from perron.core.words import word
from perron.portal.pieces.citations import Citations
from perron.portal.pieces.facts import MONEY, Piece, amount_of, period_of

STEPS = (Decimal(1_000_000_000), Decimal(1_000_000))  # billions and millions are written short


def is_money(fact: Fact) -> bool:
    """Whether the fact is an amount of money."""
    return fact.number is not None and word("unit", fact.unit).nature == MONEY


def row_of(fact: Fact, citations: Citations) -> Piece:
    """One fact as a line or a figure; ``value`` is short for large amounts, ``exact`` is not."""
    value, unit, exact = _amount(fact)
    label, sense = spoken(word("fact", fact.of).name), FactSense(fact.sense).label
    return {
        "label": label,
        "sense": sense,
        "sense_shown": fact.sense != FactSense.STATED and not same(sense, label),
        "about": str(Qualifier(fact.qualifier).label) if fact.qualifier else "",
        "value": value,
        "unit": "" if same(unit, label) else unit,
        "exact": exact,
        "text": spoken(fact.text),
        "period": period_of(fact),
        "date": fact.as_of,
        "marks": citations.marks(fact),
        "dispute": fact.dispute,
    }


def same(one: Any, other: Any) -> bool:
    """Whether two words say the same, so that one of them is enough."""
    return str(one).casefold() == str(other).casefold()


def _amount(fact: Fact) -> tuple[str, str, str]:
    if fact.number is None:
        return "", "", ""
    if is_money(fact):
        exact = money_in_words(fact.number)
        return (short_money(fact.number), "", exact) if is_short(fact.number) else (exact, "", "")
    value, unit = amount_of(fact.number, fact.unit)
    return value, unit, ""


def is_short(number: Decimal) -> bool:
    """Whether an amount can be written short with two decimals and lose nothing."""
    step = next((step for step in STEPS if number >= step), None)
    return step is not None and number % (step / 100) == 0


def sheet_of(facts: Sequence[Fact], citations: Citations) -> dict[str, Any]:
    """All facts of a thing, each in exactly one place."""
    plain = [fact for fact in facts if not fact.dispute]
    numbers = [fact for fact in plain if fact.number is not None]
    aimed = {fact.of for fact in numbers if fact.sense == FactSense.EXPECTED}
    paired = [
        fact
        for fact in numbers
        if fact.of in aimed and fact.sense in {FactSense.EXPECTED, FactSense.REACHED}
    ]
    apart = {fact.pk for fact in paired}
    rules = [fact for fact in plain if fact.sense == FactSense.RULE]
    apart |= {fact.pk for fact in rules}
    money = [fact for fact in numbers if fact.pk not in apart and is_money(fact)]
    apart |= {fact.pk for fact in money}
    figures = [fact for fact in numbers if fact.pk not in apart]
    words = [fact for fact in plain if fact.number is None and fact.pk not in apart]
    return {
        "conflicts": disputes_of(facts, citations),
        "pairs": pairs_of(paired, facts, citations),
        "figures": [row_of(fact, citations) for fact in figures],
        "money": [row_of(fact, citations) for fact in money],
        "words": by_label(words, citations),
        "rules": by_label(rules, citations),
        "is_empty": not facts,
    }


def by_label(facts: Iterable[Fact], citations: Citations) -> list[Piece]:
    """Facts in words under what they are about, each heading once."""
    groups: dict[str, list[Piece]] = {}
    for fact in facts:
        groups.setdefault(fact.of, []).append(row_of(fact, citations))
    return [{"label": rows[0]["label"], "rows": rows} for rows in groups.values()]


def disputes_of(facts: Iterable[Fact], citations: Citations) -> list[Piece]:
    """Facts of one thing that disagree, side by side, none corrected."""
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.dispute:
            groups.setdefault(fact.dispute, []).append(fact)
    return [_dispute(name, group, citations) for name, group in groups.items()]


def _dispute(name: str, group: Sequence[Fact], citations: Citations) -> Piece:
    """One disagreement; each claim keeps its own label where they count different things."""
    labels = {fact.of for fact in group}
    claims = [row_of(fact, citations) for fact in group]
    question = " / ".join(dict.fromkeys(str(claim["label"]) for claim in claims))
    if len(labels) > 1:
        note = _("These figures do not count the same thing; they are never added up.")
    else:
        note = _("Both stand as they were published; this site corrects neither.")
    for claim, fact in zip(claims, group, strict=True):
        if fact.number is None and fact.as_of:
            claim |= {"value": in_words(fact.as_of), "date": ""}
        claim["source"] = citations.first_of(fact)
        claim["marks"] = claim["marks"] if len(citations.of(fact)) > 1 else ""
        claim["label"] = claim["label"] if len(labels) > 1 else ""
    return {"id": f"dispute-{name}", "question": question, "claims": claims, "note": note}


def pairs_of(paired: Iterable[Fact], facts: Iterable[Fact], citations: Citations) -> list[Piece]:
    """What was expected beside what was reached, with bars on one scale.

    Where sources disagree about what was reached, the pair leads to that disagreement.
    """
    groups: dict[tuple[str, str], list[Fact]] = {}
    for fact in paired:
        groups.setdefault((fact.of, fact.unit), []).append(fact)
    disputes = {
        (fact.of, fact.unit): fact.dispute
        for fact in facts
        if fact.dispute and fact.sense == FactSense.REACHED
    }
    return [
        {**_pair(group, citations), "dispute": disputes.get(of, "")} for of, group in groups.items()
    ]


def _pair(group: Sequence[Fact], citations: Citations) -> Piece:
    most = max((fact.number or Decimal(0) for fact in group), default=Decimal(0)) or Decimal(1)

    def side(sense: FactSense) -> list[Piece]:
        return [
            {
                **row_of(fact, citations),
                "percent": round(max(fact.number or Decimal(0), Decimal(0)) / most * 100, 1),
            }
            for fact in group
            if fact.sense == sense
        ]

    return {
        "label": spoken(word("fact", group[0].of).name),
        "expected": side(FactSense.EXPECTED),
        "reached": side(FactSense.REACHED),
    }
