"""Conditions of an edition: what they may refer to, and how the engine reads them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from perron.core.text import Text
from perron.engines.scoring.refusals import Problem
from perron.engines.scoring.rules import Fact, Kind, Rule, Vocabulary, check_rule, read_rule

FIELD = "field:"
TYPES = {
    "choice": Kind.TEXT,
    "text": Kind.TEXT,
    "number": Kind.NUMBER,
    "yes-no": Kind.BOOLEAN,
    "list": Kind.TEXTS,
}
FIELD_TYPES = {
    "text": Kind.TEXT,
    "long": Kind.TEXT,
    "number": Kind.NUMBER,
    "money": Kind.NUMBER,
    "choice": Kind.TEXT,
    "choices": Kind.TEXTS,
    "yes-no": Kind.BOOLEAN,
    "date": Kind.DATE,
}


@dataclass(frozen=True, slots=True)
class FactWord:
    """A fact by which editions decide: its kind, its name, and the names of its choices."""

    name: str
    kind: Kind
    title: Text | Promise
    choices: Mapping[str, Text] = field(default_factory=dict)

    def shown(self, value: object) -> str:
        """A value in the reader's language, where it is one of the choices."""
        if isinstance(value, bool):
            return str(_("yes") if value else _("no"))
        return str(self.choices.get(str(value), value))


# What the directory and earlier decisions say by themselves.
OWN = (
    FactWord("kind", Kind.TEXT, _("kind")),
    FactWord("municipality", Kind.TEXT, _("municipality")),
    FactWord("district", Kind.TEXT, _("district")),
    FactWord("organisation", Kind.TEXT, _("board or body")),
    FactWord("language", Kind.TEXT, _("language")),
    FactWord("awarded", Kind.TEXTS, _("editions in which it was awarded")),
)


def fact_words() -> dict[str, FactWord]:
    """Every fact that an edition may name: the directory's own, then the region's."""
    declared = {
        name: FactWord(
            name,
            TYPES[said["type"]],
            Text(said["name"]),
            {str(one["code"]): Text(one["name"]) for one in said.get("choices", ())},
        )
        for name, said in settings.REGION.facts.items()
    }
    return {word.name: word for word in OWN} | declared


def fact_vocabulary() -> dict[str, Fact]:
    """The facts for the engine."""
    return {name: Fact(word.kind, frozenset(word.choices)) for name, word in fact_words().items()}


def field_vocabulary(fields: Iterable[Mapping[str, Any]]) -> dict[str, Fact]:
    """Fields of a form that conditions may look at, under their names for the engine."""
    return {
        FIELD + one["code"]: Fact(
            FIELD_TYPES[one["kind"]],
            frozenset(choice["code"] for choice in one.get("choices", ())),
        )
        for one in fields
        if one["kind"] in FIELD_TYPES
    }


def for_engine(condition: object) -> object:
    """A condition as the engine writes it: fields have names of their own, ``is: true`` is true."""
    if not isinstance(condition, Mapping):
        return condition
    said: dict[str, Any] = {}
    for key, value in condition.items():
        if key in ("all", "any") and isinstance(value, Sequence) and not isinstance(value, str):
            said[key] = [for_engine(one) for one in value]
        elif key == "not":
            said[key] = for_engine(value)
        elif key == "field" and "fact" not in condition:
            said["fact"] = f"{FIELD}{value}"
        elif key == "is" and isinstance(value, bool):
            said["true"] = value
        else:
            said[key] = value
    return said


def check_condition(condition: object, vocabulary: Vocabulary) -> tuple[Problem, ...]:
    """Everything that is wrong with a condition; none, and it can be read."""
    return check_rule(for_engine(condition), vocabulary)


def read_condition(condition: object, vocabulary: Vocabulary) -> Rule:
    """The engine's rule; raises ScoringRefused with every problem."""
    return read_rule(for_engine(condition), vocabulary)
