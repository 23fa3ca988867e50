"""Rules as data: their form, what they may refer to, and the reading of them.

A rule is {"all": [...]}, {"any": [...]}, {"not": {...}}, or one look at one fact: {"fact": name,
operator: value}, with an optional "code" by which a site words it:

    text      is, among, not_among
    number    is, at_least, at_most      (whole numbers, or decimals as text)
    boolean   true                       (true or false)
    texts     any_of, all_of, none_of    (a set: editions that were awarded, languages)
    date      is, at_least, at_most      (ISO 8601)
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from perron.engines.scoring.exact import exact
from perron.engines.scoring.refusals import Problem, ScoringRefused

JOINS = ("all", "any", "not")
DEEPEST = 20


class Kind(StrEnum):
    """What a fact can be."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    TEXTS = "texts"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that rules may refer to; ``values``: all that a text can be, where that is known."""

    kind: Kind
    values: frozenset[str] = frozenset()


Vocabulary = Mapping[str, Fact]
"""The facts that there are, by name."""

TESTS: Mapping[Kind, Mapping[str, Callable[[object, object], bool]]] = MappingProxyType(
    {
        Kind.TEXT: {
            "is": lambda fact, value: fact == value,
            "among": lambda fact, value: {fact} <= _set(value),
            "not_among": lambda fact, value: not {fact} <= _set(value),
        },
        Kind.NUMBER: {
            "is": lambda fact, value: fact == value,
            "at_least": lambda fact, value: exact(fact) >= exact(value),
            "at_most": lambda fact, value: exact(fact) <= exact(value),
        },
        Kind.BOOLEAN: {"true": lambda fact, value: fact == value},
        Kind.TEXTS: {
            "any_of": lambda fact, value: bool(_set(fact) & _set(value)),
            "all_of": lambda fact, value: _set(fact) >= _set(value),
            "none_of": lambda fact, value: not _set(fact) & _set(value),
        },
        Kind.DATE: {
            "is": lambda fact, value: fact == value,
            "at_least": lambda fact, value: str(fact) >= str(value),  # ISO dates sort as text
            "at_most": lambda fact, value: str(fact) <= str(value),
        },
    }
)
LISTS = ("among", "not_among", "any_of", "all_of", "none_of")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One look at one fact; ``value`` is as it was written."""

    fact: str
    kind: Kind
    operator: str
    value: object
    code: str = ""

    def settled_value(self) -> object:
        """The value in the form in which it is compared; refused if it is of another kind."""
        return listed(self.value) if self.operator in LISTS else settled(self.kind, self.value)

    def holds(self, fact: object) -> bool:
        """Whether it is true of a fact of its kind."""
        return TESTS[self.kind][self.operator](settled(self.kind, fact), self.settled_value())


@dataclass(frozen=True, slots=True)
class Joined:
    """Rules that must hold together ("all"), or of which one suffices ("any")."""

    join: str
    rules: tuple["Rule", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary of a rule."""

    rule: "Rule"


Rule = Leaf | Joined | Not


def settled(kind: Kind, value: object) -> object:
    """A value in the one form in which its kind is compared; refused if it is of another kind."""
    if kind is Kind.NUMBER:
        return exact(value)
    if kind is Kind.TEXTS:
        return listed(value)
    if kind is Kind.DATE:
        return _day(value)
    if isinstance(value, bool if kind is Kind.BOOLEAN else str):
        return value
    raise ScoringRefused(_wrong_kind(kind, value))


def listed(value: object) -> frozenset[str]:
    """Texts as a set; ScoringRefused if they are none."""
    if isinstance(value, list | tuple | set | frozenset):
        texts = [text for text in value if isinstance(text, str)]
        if len(texts) == len(value):
            return frozenset(texts)
    raise ScoringRefused(_wrong_kind(Kind.TEXTS, value))


def _set(value: object) -> frozenset[object]:
    return frozenset(value) if isinstance(value, frozenset) else frozenset({value})


def _day(value: object) -> str:
    if isinstance(value, date):
        return date(value.year, value.month, value.day).isoformat()
    try:
        return date.fromisoformat(value if isinstance(value, str) else "").isoformat()
    except ValueError:
        raise ScoringRefused(_wrong_kind(Kind.DATE, value)) from None


def _wrong_kind(kind: Kind, value: object) -> Problem:
    return Problem.of(
        "wrong_kind", "{value!r} is not of the kind “{kind}”.", kind=kind.value, value=value
    )


@dataclass(slots=True)
class _Reader:
    """Reads a document into rules and notes every problem with its place."""

    vocabulary: Vocabulary
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, code: str, place: str, why: str, **facts: object) -> None:
        self.problems.append(Problem.of(code, "{place}: " + why, place=place, **facts))

    def read(self, document: object, place: str) -> Rule | None:
        if not isinstance(document, Mapping):
            self.wrong("no_rule", place, "a rule is an object with all, any, not or fact.")
            return None
        if place.count(".") > DEEPEST:
            self.wrong("too_deep", place, "rules go {deepest} deep at most.", deepest=DEEPEST)
            return None
        heads = [key for key in (*JOINS, "fact") if key in document]
        if len(heads) != 1:
            self.wrong("no_rule", place, "a rule has exactly one of all, any, not and fact.")
            return None
        head = heads[0]
        if head == "fact":
            return self.leaf(document, place)
        if extra := sorted(str(key) for key in document if key != head):
            self.wrong("unknown_keys", place, "{keys:names} mean nothing here.", keys=extra)
        if head == "not":
            rule = self.read(document["not"], f"{place}.not")
            return None if rule is None else Not(rule)
        return self.joined(head, document[head], f"{place}.{head}")

    def joined(self, join: str, rules: object, place: str) -> Rule | None:
        if not isinstance(rules, Sequence) or isinstance(rules, str) or not rules:
            self.wrong("no_rules", place, "an empty list decides nothing. Name at least one rule.")
            return None
        read = [self.read(rule, f"{place}[{at}]") for at, rule in enumerate(rules)]
        return Joined(join, tuple(rule for rule in read if rule is not None))

    def leaf(self, document: Mapping[str, object], place: str) -> Leaf | None:
        name = str(document["fact"])
        fact = self.vocabulary.get(name)
        if fact is None:
            self.wrong("unknown_fact", place, "there is no fact “{fact}”.", fact=name)
            return None
        operators = [str(key) for key in document if key not in ("fact", "code")]
        if len(operators) != 1 or operators[0] not in TESTS[fact.kind]:
            self.wrong(
                "unknown_operator",
                place,
                "“{fact}” is of the kind “{kind}”: ask with one of {operators:names}.",
                fact=name,
                kind=fact.kind.value,
                operators=tuple(TESTS[fact.kind]),
            )
            return None
        value = document[operators[0]]
        leaf = Leaf(name, fact.kind, operators[0], value, str(document.get("code", "")))
        self.value(leaf, fact.values, place)
        return leaf

    def value(self, leaf: Leaf, values: frozenset[str], place: str) -> None:
        """Note a value of the wrong kind, an empty list, and texts that the fact never is."""
        try:
            written = leaf.settled_value()
        except ScoringRefused as refusal:
            for one in refusal.problems:
                template = "{place}: " + one.template
                self.problems.append(Problem.of(one.code, template, place=place, **one.facts))
            return
        if leaf.operator in LISTS and not written:
            self.wrong("no_values", place, "an empty list decides nothing. Name at least one.")
        if strange := sorted(map(str, _set(written) - values)) if values else []:
            self.wrong("unknown_values", place, "it is never {values:names}.", values=strange)


def read_rule(document: object, vocabulary: Vocabulary) -> Rule:
    """A rule out of its document (plain JSON).

    Raises ScoringRefused with every problem and its place: form, facts and values that do not
    exist, operators that do not fit, lists that decide nothing.
    """
    reader = _Reader(vocabulary)
    rule = reader.read(document, "rule")
    if rule is None or reader.problems:
        raise ScoringRefused(*reader.problems)
    return rule


def check_rule(document: object, vocabulary: Vocabulary) -> tuple[Problem, ...]:
    """Every problem of a rule's document; none, and it can be read."""
    reader = _Reader(vocabulary)
    reader.read(document, "rule")
    return tuple(reader.problems)
