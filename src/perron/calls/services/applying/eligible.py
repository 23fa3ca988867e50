"""Eligibility at the beginning of an application: a rule that fails refuses, with its reason."""

from datetime import datetime
from typing import Any

from perron.calls.errors.applying import NotEligible
from perron.calls.models import Edition
from perron.calls.rules.definition import Requirement, definition_of
from perron.calls.services.editions.facts import facts_of
from perron.directory.models import Organisation, Site
from perron.engines.scoring.eligibility import Answer, Verdict, decide


def refuse_ineligible(
    edition: Edition, applicant: Site | Organisation, at: datetime
) -> dict[str, Any]:
    """The facts by which it is eligible, or may be; raises ``NotEligible`` with every reason."""
    facts = dict(facts_of(applicant, at))
    reasons = [
        str(rule.reason)
        for rule, answer in answers_of(edition, facts)
        if answer.verdict is Verdict.NOT_ELIGIBLE
    ]
    if reasons:
        raise NotEligible(applicant=applicant, edition=edition, reason=" ".join(reasons))
    return facts


def answers_of(edition: Edition, facts: dict[str, Any]) -> list[tuple[Requirement, Answer]]:
    """What each rule of the edition says of these facts."""
    definition = definition_of(edition)
    return [
        (rule, decide(rule.when, facts, definition.vocabulary)) for rule in definition.eligibility
    ]


def open_questions(edition: Edition, facts: dict[str, Any]) -> list[Requirement]:
    """The rules that cannot be told yet: a fact is missing."""
    return [
        rule for rule, answer in answers_of(edition, facts) if answer.verdict is Verdict.UNKNOWN
    ]
