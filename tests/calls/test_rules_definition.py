"""The typed reading of an edition's document."""

import pytest

from perron.calls.rules.definition import FieldKind, GrantRule, definition_of, read_definition
from perron.calls.rules.eligibility import eligibility_of
from perron.engines.scoring.eligibility import Verdict
from tests.calls.make import a_definition, an_edition

pytestmark = pytest.mark.django_db


def test_a_definition_is_read_into_typed_parts() -> None:
    definition = definition_of(an_edition())
    assert definition.grant.rule == GrantRule.CATALOGUE
    assert definition.catalogue is not None
    assert definition.catalogue.prices == {"laptop": 60_000, "board": 250_000}
    assert [step.code for step, page in definition.form.pages] == ["project", "project"]
    assert [field.code for field in definition.form.of_kind(FieldKind.FILE)] == ["plan"]
    assert definition.grid.threshold == 50_000
    assert definition.calendar.closes is not None
    assert definition.calendar.closes.isoformat() == "2026-03-04T22:00:00+01:00"
    assert definition.award.budget == 10_000_000


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({"kind": "school", "awarded": []}, Verdict.ELIGIBLE),
        ({"kind": "school", "awarded": ["tablets-2025"]}, Verdict.NOT_ELIGIBLE),
        ({"kind": "school"}, Verdict.UNKNOWN),
        ({"kind": "town", "awarded": []}, Verdict.NOT_ELIGIBLE),
        ({"awarded": []}, Verdict.UNKNOWN),
    ],
)
def test_eligibility_is_yes_no_or_not_known(facts: dict[str, object], verdict: Verdict) -> None:
    assert eligibility_of(read_definition(a_definition()), facts).verdict == verdict


def test_the_reason_names_the_rule_and_what_is_missing() -> None:
    definition = read_definition(a_definition())
    found = eligibility_of(definition, {"kind": "school", "awarded": ["tablets-2024"]})
    assert [str(one.text) for one in found.reasons] == ["The site was awarded in 2024 or 2025."]
    assert eligibility_of(definition, {"kind": "school"}).missing == ("awarded",)
