"""Whether a site or body may apply, why not, or which fact is missing to tell."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from perron.calls.rules.definition import Definition, Requirement
from perron.core.text import Text
from perron.engines.scoring.eligibility import Answer, Verdict, decide

KIND = "kind"


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule and what it says: ``text`` in the reader's language, ``missing`` names of facts."""

    code: str
    verdict: Verdict
    text: Text
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Eligibility:
    """The answer as a whole, the reasons that decide it, and every rule with its own verdict."""

    verdict: Verdict
    reasons: tuple[Reason, ...]
    by_rule: tuple[Reason, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Facts to be supplied before there is an answer."""
        return tuple(dict.fromkeys(fact for one in self.reasons for fact in one.missing))


def eligibility_of(definition: Definition, facts: Mapping[str, object]) -> Eligibility:
    """What the rules of an edition say of these facts.

    One rule that fails is enough for no; one that cannot be told leaves it open. Raises
    ScoringRefused for facts of another kind than declared.
    """
    known = {name: value for name, value in facts.items() if name in definition.vocabulary}
    by_rule = (
        *_by_kind(definition.applicant.kinds, facts.get(KIND)),
        *(
            _reason(one, decide(one.when, known, definition.vocabulary))
            for one in definition.eligibility
        ),
    )
    for verdict in (Verdict.NOT_ELIGIBLE, Verdict.UNKNOWN):
        if deciding := tuple(one for one in by_rule if one.verdict == verdict):
            return Eligibility(verdict, deciding, by_rule)
    return Eligibility(Verdict.ELIGIBLE, (), by_rule)


def _by_kind(kinds: tuple[str, ...], kind: object) -> tuple[Reason, ...]:
    """What the kinds of applicants say, where the edition names them."""
    if not kinds:
        return ()
    if not kind:
        return (Reason(KIND, Verdict.UNKNOWN, Text(), (KIND,)),)
    verdict = Verdict.ELIGIBLE if kind in kinds else Verdict.NOT_ELIGIBLE
    return (Reason(KIND, verdict, _for_others()),)


def _for_others() -> Text:
    said = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said[language] = _("This call is for applicants of another kind.")
    return Text(said)


def _reason(requirement: Requirement, answer: Answer) -> Reason:
    if answer.verdict == Verdict.UNKNOWN:
        return Reason(requirement.code, answer.verdict, requirement.unknown, answer.missing)
    return Reason(requirement.code, answer.verdict, requirement.reason)
