"""Refusals: what an engine will not answer, each as a sentence with a code and its facts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import Formatter
from types import MappingProxyType
from typing import Self


class _Facts(Formatter):
    """Fill a template in: {x:points} from thousandths, {x:euros} from cents, {x:names} a list."""

    def format_field(self, value: object, format_spec: str) -> str:
        if format_spec == "points":
            return _decimal(value, 3)
        if format_spec == "euros":
            return f"{_decimal(value, 2, least=2)} EUR"
        if format_spec == "names" and isinstance(value, Iterable):
            return ", ".join(f"“{name}”" for name in value)
        return str(super().format_field(value, format_spec))


def _decimal(value: object, places: int, *, least: int = 1) -> str:
    """Write a whole number of small units as a decimal, without needless zeros."""
    units = int(str(value))
    whole, part = divmod(abs(units), 10**places)
    digits = str(part).zfill(places).rstrip("0").ljust(least, "0")
    return f"{'-' if units < 0 else ''}{whole:,}.{digits}"


def told(template: str, facts: Mapping[str, object]) -> str:
    """Fill a sentence in with its facts; a translated template takes the same facts."""
    return _Facts().vformat(template, (), facts)


@dataclass(frozen=True, slots=True)
class Problem:
    """One sentence: ``code`` says which, ``facts`` are raw (thousandths, cents, ids).

    ``str()`` is the English sentence. A site in another language keeps a template for each code
    and calls ``told`` with the same facts.
    """

    code: str
    template: str
    facts: Mapping[str, object]

    @classmethod
    def of(cls, code: str, template: str, /, **facts: object) -> Self:
        return cls(code, template, MappingProxyType(facts))

    def __str__(self) -> str:
        return told(self.template, self.facts)


class ScoringRefused(ValueError):
    """Nothing was computed: every problem that was found, one sentence each."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__(" ".join(map(str, problems)))


def refuse_any(problems: Iterable[Problem]) -> None:
    """Raise ScoringRefused with all the problems, if there are any."""
    found = tuple(problems)
    if found:
        raise ScoringRefused(*found)


def repeated(names: Iterable[str]) -> tuple[str, ...]:
    """Which names come more than once, sorted."""
    seen: set[str] = set()
    twice: set[str] = set()
    for name in names:
        (twice if name in seen else seen).add(name)
    return tuple(sorted(twice))
