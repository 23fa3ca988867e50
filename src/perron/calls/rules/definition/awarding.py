"""What is given: the grant's rule, envelopes and moneys, floors and ceilings, what is published."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from perron.core.text import Text
from perron.engines.scoring.rules import Rule


class GrantRule(StrEnum):
    """How what is asked for is reckoned."""

    CATALOGUE = "catalogue"
    RATE = "rate"
    FIXED = "fixed"


class Method(StrEnum):
    """Which computed result decides."""

    RANK = "rank"
    OPTIMISE = "optimise"


@dataclass(frozen=True, slots=True)
class Grant:
    """What one may ask for: cents; ``rate`` in ten-thousandths; None where nothing is said."""

    rule: GrantRule
    rate: int
    least: int | None
    most: int | None
    project_least: int | None
    amount: int

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Self:
        return cls(
            rule=GrantRule(said["rule"]),
            rate=said.get("rate", 0),
            least=said.get("least"),
            most=said.get("most"),
            project_least=said.get("project_least"),
            amount=said.get("amount", 0),
        )


@dataclass(frozen=True, slots=True)
class EnvelopeRule:
    """Money set aside: cents, and by year where the source is bound by years."""

    code: str
    name: Text
    source: str
    amount: int
    years: Mapping[str, int]

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Self:
        name = Text(said["name"])
        return cls(said["code"], name, said["source"], said["amount"], dict(said.get("years", {})))


@dataclass(frozen=True, slots=True)
class Money:
    """A way to pay: ``parts`` maps envelopes to ten-thousandths; ``when``: who may have it."""

    code: str
    name: Text
    parts: Mapping[str, int]
    when: Rule | None


@dataclass(frozen=True, slots=True)
class Bound:
    """A floor or a ceiling: so many cents for whoever the condition holds of."""

    code: str
    name: Text
    when: Rule
    amount: int


@dataclass(frozen=True, slots=True)
class Boards:
    """What one board may have at most; None where nothing is said."""

    fact: str
    most_awards: int | None
    most_money: int | None

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Self:
        return cls(said["fact"], said.get("most_awards"), said.get("most_money"))


@dataclass(frozen=True, slots=True)
class AwardRules:
    """Which result decides, and under which limits."""

    method: Method
    skip: bool
    envelopes: tuple[EnvelopeRule, ...]
    moneys: tuple[Money, ...]
    cells: tuple[str, ...]
    floors: tuple[Bound, ...]
    ceilings: tuple[Bound, ...]
    boards: Boards | None
    levels: tuple[int, ...]
    gap_ppm: int
    node_limit: int
    reserve_until: str

    @property
    def budget(self) -> int:
        """All envelopes together, in cents."""
        return sum(envelope.amount for envelope in self.envelopes)


@dataclass(frozen=True, slots=True)
class Publication:
    """What becomes public, and how many days after the signature."""

    internal_days: int
    scores: bool
    refused: str

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Self:
        show = said.get("show", {})
        return cls(
            said["internal_days"], show.get("scores", False), show.get("refused", "numbered")
        )


@dataclass(frozen=True, slots=True)
class Remedy:
    """How one may appeal, and within how many days."""

    days: int
    words: Text

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Self:
        return cls(said["days"], Text(said["words"]))


@dataclass(frozen=True, slots=True)
class Total:
    """A published total of a past edition, with the codes of its sources."""

    value: int
    sources: tuple[str, ...]
    note: Text

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Self:
        return cls(said["value"], tuple(said["sources"]), Text(said.get("note", {})))


@dataclass(frozen=True, slots=True)
class Invented:
    """What is invented for one money: how many, and between which amounts (cents)."""

    applications: int
    awards: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Demonstration:
    """How many invented applications and awards, for how many cents, from which seed.

    ``moneys`` says it for each money, where there are several.
    """

    applications: int
    awards: int
    amount: int
    seed: int
    moneys: Mapping[str, Invented]

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Self:
        moneys = {code: Invented(**one) for code, one in said.get("moneys", {}).items()}
        whole = {key: value for key, value in said.items() if key != "moneys"}
        return cls(**whole, moneys=moneys)
