"""Cents, in which money is kept, and euros, in which it is shown."""

from decimal import Decimal

CENTS = 100


def euros(cents: int) -> Decimal:
    """Whole cents as an amount with two decimals, exact."""
    return Decimal(cents).scaleb(-2)


def cents(amount: Decimal) -> int:
    """An amount as whole cents; raises ``ValueError`` for a fraction of a cent."""
    whole = amount * CENTS
    if whole != whole.to_integral_value():
        raise ValueError(amount)
    return int(whole)
