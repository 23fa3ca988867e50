"""What was typed, as it is kept: in one form where it can be read, as it was typed where not.

Numbers are kept as plain decimals, money as cents, a choice as its code, a date in ISO form, a
catalogue as pieces by code, a budget as lines. Whatever cannot be read stays as it was typed: it
is shown again beside what is wrong with it, and never lost.
"""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from perron.calls.rules.definition import Field, FieldKind

LONGEST_TEXT, LONGEST_LONG, MOST_LINES = 500, 20_000, 60
LONGEST_NUMBER = 15
SPACES = re.compile(r"[\s\u00a0\u202f'’]")
THOUSANDS = re.compile(r"-?\d{1,3}([.,]\d{3})+")
DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")


def read_decimal(typed: str, language: str) -> Decimal | None:
    """A number as people write it in this language; None if it is none.

    Groups of three count as thousands where the language writes them so: “1.234” is one thousand
    two hundred and thirty-four in German and French, and a little more than one in English.
    """
    plain = SPACES.sub("", typed).replace("€", "").removesuffix("EUR")
    if not plain or len(plain) > LONGEST_NUMBER:
        return None
    mark = "." if language == "en" else ","
    other = "," if mark == "." else "."
    if mark in plain or THOUSANDS.fullmatch(plain):
        plain = plain.replace(other, "")
    try:
        number = Decimal(plain.replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def read_cents(typed: str, language: str) -> int | None:
    """An amount in cents; None for what is no amount or has a fraction of a cent."""
    number = read_decimal(typed, language)
    if number is None:
        return None
    cents = number * 100
    return int(cents) if cents == cents.to_integral_value() else None


def read_day(typed: str) -> str | None:
    """A day in ISO form, from that or from day, month, year; None if there is no such day."""
    found = DAY.fullmatch(typed.strip())
    text = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else typed.strip()
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def kept_value(field: Field, given: Any, language: str) -> Any:
    """What is kept of what was given for a field; nothing given is ``""``, ``[]`` or ``{}``."""
    if field.kind == FieldKind.CATALOGUE:
        return _pieces(given)
    if field.kind == FieldKind.BUDGET:
        return _budget_lines(given, language)
    if field.kind == FieldKind.CHOICES:
        known = [one.code for one in field.choices]
        return [code for code in known if code in _listed(given)]
    typed = str(given if given is not None else "").replace("\x00", "").strip()
    if field.kind == FieldKind.LONG:
        return "\n".join(typed.splitlines())[:LONGEST_LONG]
    typed = " ".join(typed.split())[:LONGEST_TEXT]
    return _single(field.kind, typed, language)


def _single(kind: str, typed: str, language: str) -> Any:
    if kind == "money":
        cents = read_cents(typed, language)
        return typed if cents is None else cents
    if kind == "number":
        number = read_decimal(typed, language)
        return typed if number is None else _plain(number)
    if kind == "date":
        return read_day(typed) or typed
    return typed


def _plain(number: Decimal) -> int | str:
    """A whole number as such, another as its digits: JSON keeps both exactly."""
    whole = number == number.to_integral_value()
    return int(number) if whole else format(number.normalize(), "f")


def _listed(given: Any) -> list[str]:
    return [str(one) for one in given] if isinstance(given, list | tuple) else [str(given or "")]


def _pieces(given: Any) -> dict[str, Any]:
    """Pieces by code; nothing and 0 are left out, what is no whole number stays as typed."""
    rows = given.items() if isinstance(given, dict) else ()
    typed = {str(code)[:80]: str(number).strip()[:LONGEST_NUMBER] for code, number in rows}
    kept = {code: int(one) if one.isdecimal() else one for code, one in typed.items()}
    return {code: one for code, one in kept.items() if one not in {0, ""}}


def _budget_lines(given: Any, language: str) -> list[dict[str, Any]]:
    """Lines with a word or an amount; empty ones are left out."""
    lines = []
    for one in given[:MOST_LINES] if isinstance(given, list) else ():
        what = " ".join(str(one.get("what", "")).replace("\x00", "").split())[:LONGEST_TEXT]
        amount = one.get("amount", "")
        if not isinstance(amount, int):
            typed = str(amount).strip()[:40]
            cents = read_cents(typed, language)
            amount = typed if cents is None else cents
        if what or amount != "":
            lines.append({"what": what, "amount": amount})
    return lines


def is_empty(value: Any) -> bool:
    """Whether nothing was answered; 0 is an answer."""
    return value is None or value in ("", [], {})
