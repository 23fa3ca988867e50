"""Parameters of addresses: one description that checks a request and stands in the document."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils import timezone
from jsonschema import Draft202012Validator, FormatChecker

from perron.api.errors import GivenTwice, UnknownParameter, WrongValue

Schema = dict[str, Any]
MOST_RECORDS, USUAL_RECORDS = 500, 100
MOST_VALUES = 20
WHOLE_NUMBER = re.compile(r"-?[0-9]{1,30}", re.ASCII)
LOST_PLUS = re.compile(r" (\d\d:\d\d)$", re.ASCII)
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
FIRST, LAST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
CODE: Schema = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 80}
WORDS: Schema = {"type": "string", "minLength": 1, "maxLength": 200}
WHEN: Schema = {"type": "string", "anyOf": [{"format": "date"}, {"format": "date-time"}]}
FORMATS = FormatChecker(formats=())


@FORMATS.checks("date", raises=ValueError)
def is_day(text: object) -> bool:
    """Whether this is a day of the calendar; what is no text passes."""
    return not isinstance(text, str) or bool(DAY.fullmatch(text) and date.fromisoformat(text))


@FORMATS.checks("date-time", raises=ValueError)
def is_moment(text: object) -> bool:
    """Whether this is a moment as RFC 3339 writes it; what is no text passes."""
    if not isinstance(text, str):
        return True
    return bool(MOMENT.fullmatch(text) and datetime.fromisoformat(text.upper()))


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One thing that an address may be asked; ``many`` takes several values, any of which fits.

    ``lookup`` is the column that it narrows, for those that narrow a list.
    """

    name: str
    says: str
    schema: Schema = field(default_factory=lambda: dict(CODE))
    many: bool = False
    lookup: str = ""

    def described(self) -> Schema:
        """The parameter as OpenAPI writes it."""
        schema: Schema = self.schema
        if self.many:
            schema = {"type": "array", "items": schema, "minItems": 1, "maxItems": MOST_VALUES}
        described: Schema = {"name": self.name, "in": "query", "description": self.says}
        return described | {"required": False, "schema": schema}

    def read(self, raw: list[str]) -> Any:
        """The value or values; raises a refusal that says what is wrong with them."""
        if len(raw) > (MOST_VALUES if self.many else 1):
            raise GivenTwice(parameter=self.name, times=len(raw))
        values = [self._checked(value) for value in raw]
        return values if self.many else values[0]

    def _checked(self, raw: str) -> Any:
        value: Any = raw
        if self.schema["type"] == "integer" and WHOLE_NUMBER.fullmatch(raw):
            value = int(raw)
        if self.schema is WHEN:
            value = LOST_PLUS.sub(r"+\1", raw)  # a plus sign that was not escaped is a space
        for error in Draft202012Validator(self.schema, format_checker=FORMATS).iter_errors(value):
            why = error.message if len(raw) <= WORDS["maxLength"] else "it is too long"
            raise WrongValue(parameter=self.name, value=raw[:80], why=why, says=self.says)
        if "\x00" in raw:
            raise WrongValue(parameter=self.name, value="", why="NUL is no text", says=self.says)
        return value


def asked_of(query: QueryDict, parameters: Iterable[Parameter]) -> dict[str, Any]:
    """What an address asks; raises a refusal for what nobody knows or what is malformed."""
    known = {parameter.name: parameter for parameter in parameters}
    for name in query:
        if name not in known:
            raise UnknownParameter(parameter=name[:80], known=", ".join(known) or "–")
    return {name: known[name].read(query.getlist(name)) for name in query}


def moment_of(text: str) -> datetime:
    """A day, from its first minute in the region, or a moment; what is far away comes nearer."""
    moment = datetime.fromisoformat(text.upper())
    if not FIRST.year < moment.year < LAST.year:
        return FIRST if moment.year <= FIRST.year else LAST
    return timezone.make_aware(moment) if moment.tzinfo is None else moment


def limit_of(asked: Mapping[str, Any]) -> int:
    """How many entries a page of a list has."""
    return int(asked.get("limit", USUAL_RECORDS))


LIMIT = Parameter(
    name="limit",
    says=f"How many entries a page has: 1 to {MOST_RECORDS}, usually {USUAL_RECORDS}.",
    schema={"type": "integer", "minimum": 1, "maximum": MOST_RECORDS, "default": USUAL_RECORDS},
)
CHANGED_SINCE = Parameter(
    name="changed_since",
    says="Only what was added or changed since this day or moment: 2026-11-02T09:00:00Z.",
    schema=WHEN,
)


def language(codes: Iterable[str]) -> Parameter:
    """The language in which texts are written, where a document has only one."""
    return Parameter(
        name="language",
        says="The language of the texts; what is not translated stands in another one.",
        schema={"type": "string", "enum": list(codes), "default": settings.LANGUAGE_CODE},
    )


def site_language() -> Parameter:
    """One of the languages of the pages."""
    return language(code for code, _name in settings.LANGUAGES)
