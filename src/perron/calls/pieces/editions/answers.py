"""“Am I eligible?”: yes, no with its reason, or not known with who can tell."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from perron.calls.models import Edition
from perron.calls.pieces.editions.sentences import by_when, what_is_given
from perron.calls.pieces.editions.states import OPEN, PAST, standing_of
from perron.calls.pieces.editions.subjects import WORDS, Chosen
from perron.calls.rules.conditions import fact_words
from perron.calls.rules.definition import Definition
from perron.calls.rules.eligibility import Reason, eligibility_of
from perron.calls.services.editions.facts import Facts, facts_of
from perron.engines.scoring.eligibility import Verdict

SITE = "site"
TONES = {
    Verdict.ELIGIBLE: "done",
    Verdict.NOT_ELIGIBLE: "stopped",
    Verdict.UNKNOWN: "unknown",
}


def answer_of(
    edition: Edition, definition: Definition, subject: Chosen, *, at: datetime
) -> dict[str, Any]:
    """What the page says to somebody who chose a site or a body."""
    facts = facts_of(subject.thing, at)
    if definition.applicant.unit == SITE and subject.kind != SITE:
        return _other_unit(edition, subject)
    found = eligibility_of(definition, facts)
    standing = standing_of(edition, at)
    may = found.verdict != Verdict.NOT_ELIGIBLE
    return {
        "verdict": found.verdict.value,
        "tone": TONES[found.verdict],
        "name": subject.thing.name,
        "kind": WORDS[subject.kind],
        "given": what_is_given(definition),
        "when": by_when(edition, is_past=standing.group == PAST),
        "reasons": [_reason(one) for one in found.reasons],
        "rules": [_rule(one) for one in found.by_rule],
        "known": _known(facts, definition),
        "apply_url": reverse("calls:apply", args=[edition.code])
        if may and standing.group == OPEN
        else "",
        "ask_url": f"{reverse('portal:ask')}?about=edition/{edition.code}",
    }


def _other_unit(edition: Edition, subject: Chosen) -> dict[str, Any]:
    """A body or a municipality where it is sites that apply."""
    name = str(subject.thing.name)
    search = f"{reverse('calls:eligible', args=[edition.code])}?{urlencode({'q': name})}"
    return {
        "verdict": "other",
        "name": subject.thing.name,
        "kind": WORDS[subject.kind],
        "search_url": search,
    }


def _reason(reason: Reason) -> dict[str, Any]:
    words = fact_words()
    return {
        "text": reason.text,
        "missing": [words[name].title for name in reason.missing if name in words],
    }


def _rule(reason: Reason) -> dict[str, Any]:
    word = {
        Verdict.ELIGIBLE: _("does not stand in the way"),
        Verdict.NOT_ELIGIBLE: _("applies"),
        Verdict.UNKNOWN: _("not known"),
    }[reason.verdict]
    return {"text": reason.text, "tone": TONES[reason.verdict], "word": word, "code": reason.code}


def _known(facts: Facts, definition: Definition) -> list[dict[str, Any]]:
    """The facts that were looked at, with where they come from."""
    words = fact_words()
    looked = {
        name for one in definition.document.get("eligibility", ()) for name in _named(one["when"])
    }
    return [
        {
            "name": words[name].title,
            "value": _shown(name, facts[name]),
            "source": facts.origins[name].source if name in facts.origins else "",
            "as_of": facts.origins[name].as_of if name in facts.origins else None,
        }
        for name in words
        if name in looked and name in facts
    ]


def _shown(name: str, value: Any) -> str:
    word = fact_words()[name]
    if isinstance(value, list):
        return ", ".join(word.shown(one) for one in value) or _("none")
    return word.shown(value)


def _named(condition: Any) -> set[str]:
    """Every fact that a condition names."""
    if isinstance(condition, list):
        return set().union(*(_named(one) for one in condition))
    if not isinstance(condition, dict):
        return set()
    own = {condition["fact"]} if "fact" in condition else set()
    return own.union(*(_named(condition[key]) for key in ("all", "any", "not") if key in condition))
