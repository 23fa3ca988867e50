"""The formats that a schema may ask of a text: dates as precise as known, web addresses, codes."""

import re
from urllib.parse import urlsplit

from jsonschema import FormatChecker

from perron.core.documents.scalars import is_date

PARTIAL_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

FORMATS = FormatChecker(formats=())


@FORMATS.checks("date")
def is_whole_date(text: object) -> bool:
    """Whether this is a day of the calendar, written as 2018-12-06; what is no text passes."""
    return not isinstance(text, str) or is_date(text)


@FORMATS.checks("partial-date")
def is_partial_date(text: object) -> bool:
    """Whether this is a year, a month or a day of the calendar; what is no text passes."""
    if not isinstance(text, str):
        return True
    found = PARTIAL_DATE.fullmatch(text)
    return found is not None and is_date("-".join(found.groups(default="01")))


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
