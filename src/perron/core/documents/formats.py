"""The formats that a schema may ask: dates as precise as known, amounts, web addresses, codes."""

import re
from decimal import Decimal, InvalidOperation
from urllib.parse import urlsplit

from jsonschema import FormatChecker

from perron.core.documents.scalars import is_date

PARTIAL_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

# What the columns of amounts hold, and the years that a public record can mean.
MOST_DIGITS, MOST_DECIMALS = 16, 4
FIRST_YEAR, LAST_YEAR = 1800, 2200
FAR_DATE = "far-date"

FORMATS = FormatChecker(formats=())


@FORMATS.checks("date")
def is_whole_date(text: object) -> bool:
    """Whether this is a day of the calendar, written as 2018-12-06; what is no text passes."""
    return not isinstance(text, str) or is_date(text)


@FORMATS.checks("partial-date")
def is_partial_date(value: object) -> bool:
    """Whether this is a year, a month or a day of the calendar, from 1800 to 2200.

    A year may be a whole number; what is neither that nor a text passes.
    """
    if isinstance(value, bool) or not isinstance(value, str | int):
        return True
    year = _year_of(str(value))
    return year is not None and FIRST_YEAR <= year <= LAST_YEAR


def wording_of(asked: str, value: object) -> str:
    """Which words tell why a value lacks a format: a date may only lie too far away."""
    far = asked == "partial-date" and _year_of(str(value)) is not None
    return FAR_DATE if far else asked


def _year_of(text: str) -> int | None:
    """The year of a partial date, however far away; nothing when it is no date."""
    found = PARTIAL_DATE.fullmatch(text)
    if found is None or not is_date("-".join(found.groups(default="01"))):
        return None
    return int(found[1])


@FORMATS.checks("amount")
def is_amount(value: object) -> bool:
    """Whether a number fits its column: 16 digits before the point, 4 after; others pass."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return True
    number = Decimal(str(value))
    if not number.is_finite() or abs(number) >= 10**MOST_DIGITS:
        return False
    try:
        return number == number.quantize(Decimal(1).scaleb(-MOST_DECIMALS))
    except InvalidOperation:
        return False


@FORMATS.checks("uri")
def is_web_address(text: object) -> bool:
    """Whether this is a whole address of the web, http or https; what is no text passes."""
    if not isinstance(text, str):
        return True
    if any(character.isspace() for character in text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


@FORMATS.checks("code")
def is_code(text: object) -> bool:
    """Whether this is lower-case words joined by hyphens; what is no text passes."""
    return not isinstance(text, str) or CODE.fullmatch(text) is not None
