"""Departing from the computed result: refused without reasons, remembered with its effects."""

from typing import Any

import pytest

from perron.calls.enums import Outcome
from perron.calls.errors.deciding import (
    BeyondEnvelope,
    NoDeparture,
    OffTheRule,
    OutcomeNotPossible,
    ReasonsTooShort,
)
from perron.calls.models import Decision, Edition, Override
from perron.calls.services.deciding.overriding import Departure, override_award
from perron.core.errors import Refusal
from tests.calls.deciding import (
    LATER,
    REASONS,
    a_ranked_edition,
    prepared,
)
from tests.make import chantal

pytestmark = pytest.mark.django_db


def departing(**fields: Any) -> Departure:
    given: dict[str, Any] = {
        "outcome": Outcome.AWARDED,
        "money": "region",
        "decider": "The Minister",
    }
    given |= {"ground": "Article 7 of the decree", "words": REASONS}
    return Departure(**{**given, **fields})


def test_awarding_place_865_while_501_waits_is_refused_without_a_reasoned_decision() -> None:
    edition = a_ranked_edition({f"T-{at:04}": 100_000 - at for at in range(1, 1301)}, amount=10**9)
    Edition.objects.update(definition={**edition.definition, "award": _for_five_hundred(edition)})
    edition.refresh_from_db()
    officer = chantal()
    decision = prepared(edition, officer)
    award = decision.awards.get(application__number="T-0865")
    with pytest.raises(OffTheRule) as refused:
        override_award(award, Departure(Outcome.AWARDED, money="region"), by=officer, at=LATER)
    assert "place 865" in str(refused.value)
    assert "the first at place 501" in str(refused.value)
    last = decision.awards.get(application__number="T-0500")
    override_award(last, departing(outcome=Outcome.RESERVE, money=""), by=officer, at=LATER)
    override = override_award(award, departing(), by=officer, at=LATER)
    assert override.effects["passed_over"] == 365
    assert override.effects["first_passed"] == 500
    moved = Decision.objects.get(pk=decision.pk).effects["cutoffs"]
    assert (moved[0]["before"], moved[0]["after"]) == (99_500, 99_135)


def _for_five_hundred(edition: Edition) -> dict[str, object]:
    rules = dict(edition.definition["award"])
    envelope = {**rules["envelopes"][0], "amount": 500 * 1_000_000}
    return {**rules, "envelopes": [envelope]}


def test_a_few_words_are_no_reasons() -> None:
    edition = a_ranked_edition()
    officer = chantal()
    award = prepared(edition, officer).awards.get(application__number="T-1")
    with pytest.raises(ReasonsTooShort):
        override_award(
            award, departing(outcome=Outcome.REFUSED, words="Because."), by=officer, at=LATER
        )


@pytest.mark.parametrize(
    ("number", "departure", "refusal"),
    [
        ("T-1", {"outcome": Outcome.AWARDED}, NoDeparture),
        ("T-3", {"outcome": Outcome.RESERVE}, NoDeparture),
        ("T-3", {"outcome": Outcome.INADMISSIBLE}, OutcomeNotPossible),
        ("T-3", {"money": "elsewhere"}, OutcomeNotPossible),
        ("T-3", {"level": 50}, OutcomeNotPossible),
        ("T-3", {}, BeyondEnvelope),
    ],
)
def test_what_no_reasons_can_make_possible(
    number: str, departure: dict[str, Any], refusal: type[Refusal]
) -> None:
    edition = a_ranked_edition()
    officer = chantal()
    award = prepared(edition, officer).awards.get(application__number=number)
    with pytest.raises(refusal):
        override_award(award, departing(**departure), by=officer, at=LATER)
    assert not Override.objects.exists()
    award.refresh_from_db()
    assert award.reasons["code"] != "override"


def test_a_departure_is_remembered_with_what_the_result_said() -> None:
    edition = a_ranked_edition()
    officer = chantal()
    decision = prepared(edition, officer)
    second = decision.awards.get(application__number="T-2")
    override_award(second, departing(outcome=Outcome.RESERVE, money=""), by=officer, at=LATER)
    third = decision.awards.get(application__number="T-3")
    override = override_award(third, departing(), by=officer, at=LATER)
    assert (override.place, override.effects["passed_over"]) == (3, 1)
    assert override.effects["computed"]["outcome"] == "reserve"
    second.refresh_from_db()
    assert (second.place, second.outcome) == (1, "reserve")
    again = override_award(
        decision.awards.get(application__number="T-2"),
        departing(outcome=Outcome.REFUSED, money=""),
        by=officer,
        at=LATER,
    )
    assert again.effects["computed"]["outcome"] == "awarded"
    assert decision.overrides.count() == 2
