"""What a single value means: which words are numbers, which characters and sizes are allowed.

Numbers are written as in JSON (RFC 8259), ``true``, ``false``, ``null`` and ``~`` are what they are
in YAML 1.2; everything else is text. Reading and writing share these rules, so that what is written
reads back the same.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from yaml import ScalarNode
from yaml.resolver import Resolver

MOST_BYTES = 5_000_000
MOST_DEPTH = 40
MOST_DIGITS = 1_000
MOST_KEY_CHARACTERS = 150
EXPONENT_CHARACTERS = len("-1000")

Scalar = str | int | Decimal | bool | None

WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "true": True,
    "false": False,
}
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?(?:[eE]([-+]?[0-9]+))?")
NO_NUMBER = re.compile(r"[-+]?(?:\.(?:inf|Inf|INF)|Infinity)|\.(?:nan|NaN|NAN)|NaN")

# Numbers and booleans of YAML 1.2, and of some readers, that are text here: others would misread
# them.
NUMBER_ELSEWHERE = re.compile(
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+|[yYnN]"
)
ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

# What no text may hold, and what moreover may stand in a file only as an escape: line separators
# and byte-order marks, which editors and YAML readers count differently.
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
FORBIDDEN_IN_FILE = re.compile(FORBIDDEN.pattern[:-1] + "\u2028\u2029\ufeff]")

_resolve: Callable[[type, str, tuple[bool, bool]], str] = Resolver().resolve
_TEXT_TAG = "tag:yaml.org,2002:str"


class NotANumber(ValueError):
    """``.nan`` or ``.inf``: no amount, no count and no rate."""


class NumberTooLong(ValueError):
    """A number that has more than ``MOST_DIGITS`` digits when it is written in full."""


def meaning(word: str) -> Scalar:
    """Answer what an unquoted word means; raises ``NotANumber`` or ``NumberTooLong``."""
    if word in WORDS:
        return WORDS[word]
    found = NUMBER.fullmatch(word)
    if found is None:
        if NO_NUMBER.fullmatch(word):
            raise NotANumber(word)
        return word
    fraction, exponent = found.groups(default="")
    if not fraction and not exponent:
        if len(word.lstrip("-")) > MOST_DIGITS:
            raise NumberTooLong(word)
        return int(word)
    if len(exponent) > EXPONENT_CHARACTERS or is_too_long(Decimal(word)):
        raise NumberTooLong(word)
    return Decimal(word)


def is_too_long(number: Decimal) -> bool:
    """Whether a finite number would need more than ``MOST_DIGITS`` digits in full."""
    _sign, digits, exponent = number.as_tuple()
    return len(digits) + abs(int(exponent)) > MOST_DIGITS


def is_text_everywhere(word: str) -> bool:
    """Whether this unquoted word is text here, in YAML 1.1 and in YAML 1.2.

    Days of the calendar count as text, although YAML 1.1 has a type for them: people write them
    bare.
    """
    if ISO_DATE.fullmatch(word):
        return is_date(word)
    if word in WORDS or NUMBER_ELSEWHERE.fullmatch(word) or NO_NUMBER.fullmatch(word):
        return False
    return _resolve(ScalarNode, word, (True, False)) == _TEXT_TAG


def is_date(text: str) -> bool:
    """Whether this is a day of the calendar, written as 2018-12-06."""
    if ISO_DATE.fullmatch(text) is None:
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
