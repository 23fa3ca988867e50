"""What the schema does not allow is told in sentences for somebody who fills in a form."""

from decimal import Decimal
from typing import Any

import pytest

from perron.core.records.kinds import kinds
from perron.core.records.shapes import shape_findings
from tests.make import a_fact, a_measure

DATE_ADVICE = "Write 2018, 2018-12 or 2018-12-06, as precise as the source is."
CODE_ADVICE = "Use small letters without accents, digits and hyphens: new-skills."


def told(record: dict[str, Any], kind: str = "measure") -> list[tuple[str, str]]:
    return [
        (".".join(map(str, finding.path)), f"{finding.sentence} {finding.remedy}".strip())
        for finding in shape_findings(kinds[kind], record)
    ]


def test_a_sound_record_has_nothing_to_tell() -> None:
    assert told(a_measure(facts=[a_fact()], start="2018-12", state="running")) == []


@pytest.mark.parametrize(
    ("parts", "path", "sentence"),
    [
        ({"name": None}, "name", "This is still needed."),
        ({"facts": [{"sources": ["gazette"]}]}, "facts.0.of", "This is still needed."),
        (
            {"facts": [a_fact(number="12,5 x")]},
            "facts.0.number",
            "“12,5 x” is not a number. Write it in digits, such as 1250 or 0.5.",
        ),
        (
            {"facts": [a_fact(number=Decimal("0.00001"))]},
            "facts.0.number",
            "At most 16 digits and 4 decimals can be kept.",
        ),
        (
            {"end": "2999-12"},
            "end",
            "“2999-12” lies too far away. Write a date between 1800 and 2200.",
        ),
        (
            {"start": "spring"},
            "start",
            f"“spring” is not a date. {DATE_ADVICE}",
        ),
        (
            {"programme": "The programme"},
            "programme",
            f"“The programme” is not a code. {CODE_ADVICE}",
        ),
        (
            {"name": {"en": "x" * 301}},
            "name.en",
            "This has 301 characters; at most 300 fit. Shorten it.",
        ),
        ({"state": "asleep"}, "state", "“asleep” can't stand here. Choose something else."),
        (
            {"audience": ["pupils", "pupils"]},
            "audience.1",
            "“pupils” stands here twice. Remove one of them.",
        ),
        ({"colour": "red"}, "colour", "“red” can't stand here. Choose something else."),
    ],
)
def test_each_fault_is_told_at_its_place(parts: dict[str, Any], path: str, sentence: str) -> None:
    assert told(a_measure(**parts)) == [(path, sentence)]


def test_whole_numbers_and_web_addresses_are_told_apart() -> None:
    faults = told({"code": "a", "strategy": "plan", "place": "1st"}, "version")
    assert ("place", "“1st” is not a whole number. Write it in digits, such as 12.") in faults

    for place in (-1, 2**31):
        faults = told({"code": "a", "strategy": "plan", "place": place}, "version")
        assert ("place", "This number must lie between 0 and 2147483647.") in faults

    faults = told({"code": "a", "title": {"en": "A"}, "url": "gazette"}, "reference")
    assert faults[0][1].startswith("“gazette” is not a web address. Write the whole address")
