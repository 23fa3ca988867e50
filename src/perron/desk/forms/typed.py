"""What people type, as the values of records: numbers, dates and texts in their own habits."""

import re

from django.utils.formats import get_format

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")
SPACES = re.compile(r"[\s\u00a0\u202f'’_]")
DIGITS = re.compile(r"[+-]?\d+(?:\.\d+)?")
GROUPS = re.compile(r"[+-]?[1-9]\d{0,2}(?P<sign>[.,])\d{3}")
LONGEST_BARE = 4  # digits that are read at a glance
DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
MONTH_FIRST = re.compile(r"(\d{1,2})[./-](\d{4})")


def text_of(words: str) -> str:
    """A text without signs that nobody typed, its line ends made one kind."""
    return CONTROL.sub("", words.replace("\r\n", "\n").replace("\r", "\n")).strip()


def number_of(words: str) -> str | int:
    """A number as it is kept: an integer, or decimals after a point; else as it was typed.

    A comma or a point before three digits means thousands to some and decimals to others: only
    the reader's own decimal sign is taken for one, anything else is left for a question.
    """
    bare = SPACES.sub("", words)
    sign = str(get_format("DECIMAL_SEPARATOR"))
    group = GROUPS.fullmatch(bare)
    if group and group["sign"] != sign:
        return words
    if bare.count(",") + bare.count(".") > 1:
        bare = _without_groups(bare)
    plain = bare.replace(",", ".")
    if not DIGITS.fullmatch(plain):
        return words
    return plain if "." in plain else int(plain)


def _without_groups(bare: str) -> str:
    """Several signs: the last one stands before decimals if it is another than the rest."""
    last = max(bare.rfind(","), bare.rfind("."))
    other = "," if bare[last] == "." else "."
    if bare.count(bare[last]) > 1:
        return bare.replace(bare[last], "") if other not in bare else bare
    return bare.replace(other, "")


def number_shown(value: object) -> str:
    """A kept number as a form shows it, so that reading it again gives the same."""
    words = str(value)
    if not DIGITS.fullmatch(words):
        return words
    whole, point, decimals = words.partition(".")
    grouped = f"{int(whole):,}".replace(",", "\u00a0") if len(whole) > LONGEST_BARE else whole
    return grouped + (str(get_format("DECIMAL_SEPARATOR")) if point else "") + decimals


def whole_of(words: str) -> str | int:
    """A whole number, or what was typed."""
    bare = SPACES.sub("", words)
    return int(bare) if re.fullmatch(r"-?\d{1,18}", bare) else words


def date_of(words: str) -> str:
    """A partial date; days and months written the other way round are turned."""
    if found := DAY_FIRST.fullmatch(words):
        day, month, year = found.groups()
        return f"{year}-{month:0>2}-{day:0>2}"
    if found := MONTH_FIRST.fullmatch(words):
        month, year = found.groups()
        return f"{year}-{month:0>2}"
    return words


def address_of(words: str) -> str:
    """A web address; one that lacks its beginning gets it."""
    bare = "".join(words.split())
    return f"https://{bare}" if bare.startswith("www.") else words
