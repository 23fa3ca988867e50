"""Whether conditions of an edition hold of an application's facts: each is read once."""

import json
from collections.abc import Mapping
from typing import Any

from perron.calls.models import Application, Edition
from perron.calls.rules.conditions import (
    FIELD,
    fact_vocabulary,
    field_vocabulary,
    for_engine,
    read_condition,
)
from perron.engines.scoring.eligibility import Verdict, decide
from perron.engines.scoring.rules import Rule


class Conditions:
    """The conditions of one edition, over facts and over answers of its form."""

    def __init__(self, edition: Edition) -> None:
        """Know the facts and fields that conditions may name."""
        form = edition.definition.get("form", {"steps": []})
        pages = [page for step in form["steps"] for page in step["pages"]]
        fields = [one for page in pages for one in page["fields"]]
        self.vocabulary = fact_vocabulary() | field_vocabulary(fields)
        self.read: dict[str, Rule] = {}

    def hold(self, condition: Mapping[str, Any] | None, facts: Mapping[str, Any]) -> bool:
        """Whether it holds; what can't be told does not. No condition at all holds."""
        if not condition:
            return True
        name = json.dumps(for_engine(condition), sort_keys=True)
        if name not in self.read:
            self.read[name] = read_condition(condition, self.vocabulary)
        return decide(self.read[name], facts, self.vocabulary).verdict is Verdict.ELIGIBLE


def facts_of(application: Application) -> dict[str, Any]:
    """What conditions and cells look at: facts frozen when it was handed in, and its answers."""
    answers = {f"{FIELD}{code}": value for code, value in application.answers.items()}
    return {"language": application.language, **application.facts, **answers}
