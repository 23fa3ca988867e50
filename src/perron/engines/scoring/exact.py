"""Exact numbers: fractions until the end, then one rounding, half away from zero."""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from perron.engines.scoring.refusals import Problem, ScoringRefused

WRITTEN = re.compile(r"[-+]?[0-9]{1,30}(\.[0-9]{1,30})?")


def rounded(value: Fraction | int) -> int:
    """The nearest whole number; a half goes away from zero (2.5 to 3, -2.5 to -3)."""
    exact = Fraction(value)
    size = (2 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    return -size if exact < 0 else size


def exact(value: object) -> Fraction:
    """A number as it was written: whole numbers, fractions, decimals, and text such as "0.35".

    Floats are refused, for 0.1 is not a tenth; so are truth values, powers of ten and numbers of
    more than thirty digits. Raises ScoringRefused.
    """
    if isinstance(value, int | Fraction) and not isinstance(value, bool):
        return Fraction(value)
    if isinstance(value, Decimal | str) and WRITTEN.fullmatch(str(value)):
        return Fraction(value)
    raise ScoringRefused(
        Problem.of(
            "not_exact",
            "{value!r} is no exact number: give a whole number, or a decimal as text.",
            value=value,
        )
    )


def shared_out(total: int, shares: Sequence[Fraction]) -> tuple[int, ...]:
    """Whole numbers that sum to ``total`` and follow ``shares``, which sum to it but for rounding.

    Each is its share rounded down; what is left goes one by one to the largest remainders, the
    first ones in the list among equals (the method of largest remainders).
    """
    parts = [share.numerator // share.denominator for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda at: (parts[at] - shares[at], at))
    for at in by_remainder[: total - sum(parts)]:
        parts[at] += 1
    return tuple(parts)
