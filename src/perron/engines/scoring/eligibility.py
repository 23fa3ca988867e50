"""Eligibility: whether a rule holds of the facts, does not, or cannot be told yet, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from perron.engines.scoring.refusals import Problem, ScoringRefused, refuse_any
from perron.engines.scoring.rules import Joined, Leaf, Not, Rule, Vocabulary, settled


class Verdict(StrEnum):
    """What the rules say; unknown when a fact that would decide is missing."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    UNKNOWN = "unknown"


VERDICTS = {True: Verdict.ELIGIBLE, False: Verdict.NOT_ELIGIBLE, None: Verdict.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Deciding:
    """A rule that decides, with the fact that it looked at (None: missing).

    ``holds``: whether the rule is true of the fact (None: missing); ``negated``: an odd number of
    "not" stands around it, so that it decides by being the contrary.
    """

    rule: Leaf
    fact: object
    holds: bool | None
    negated: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """A verdict and the rules that decide it, in the order in which they are written.

    Not eligible: every rule that fails. Eligible: those that carry it. Unknown: those whose fact is
    missing and would decide.
    """

    verdict: Verdict
    deciding: tuple[Deciding, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Facts to be supplied before there is an answer."""
        return tuple(dict.fromkeys(one.rule.fact for one in self.deciding if one.holds is None))


def decide(rule: Rule, facts: Mapping[str, object], vocabulary: Vocabulary) -> Answer:
    """Whether a rule holds of these facts (Kleene's strong three-valued logic).

    A fact that is None or absent is missing: unknown, never a silent yes or no. Facts outside the
    vocabulary are not looked at. Raises ScoringRefused for facts of another kind than declared.
    """
    refuse_any(_wrong_kinds(facts, vocabulary))
    truth, deciding = _judged(rule, facts, negated=False)
    return Answer(VERDICTS[truth], deciding)


def _wrong_kinds(facts: Mapping[str, object], vocabulary: Vocabulary) -> Iterator[Problem]:
    for name, value in facts.items():
        if name not in vocabulary or value is None:
            continue
        try:
            settled(vocabulary[name].kind, value)
        except ScoringRefused:
            yield Problem.of(
                "fact_of_wrong_kind",
                "The fact “{fact}” should be of the kind “{kind}”, and is {value!r}.",
                fact=name,
                kind=vocabulary[name].kind.value,
                value=value,
            )


Judged = tuple[bool | None, tuple[Deciding, ...]]


def _judged(rule: Rule, facts: Mapping[str, object], *, negated: bool) -> Judged:
    """The truth of a rule, and the looks at facts that make it so."""
    if isinstance(rule, Not):
        truth, deciding = _judged(rule.rule, facts, negated=not negated)
        return (None if truth is None else not truth), deciding
    if isinstance(rule, Joined):
        return _joined(rule, facts, negated=negated)
    value = facts.get(rule.fact)
    holds = None if value is None else rule.holds(value)
    return holds, (Deciding(rule, value, holds, negated),)


def _joined(rule: Joined, facts: Mapping[str, object], *, negated: bool) -> Judged:
    """One part that settles it is enough; else one unknown leaves it open; else all agree."""
    parts = [_judged(one, facts, negated=negated) for one in rule.rules]
    settling = rule.join == "any"
    truths = {truth for truth, _ in parts}
    truth = settling if settling in truths else None if None in truths else not settling
    return truth, tuple(one for part, looks in parts if part is truth for one in looks)
