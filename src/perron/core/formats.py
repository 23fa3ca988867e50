"""Numbers, money and dates as the reader's locale writes them."""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.numbers import format_compact_currency, format_currency, format_decimal
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

from perron.core.dates import DAY_FORM, in_words, written

Number = int | Decimal | float


def locale() -> str:
    """The CLDR locale in which the region writes the reader's language: ``fr_BE``, ``de_CH``."""
    language = get_language() or settings.LANGUAGE_CODE
    return str(settings.REGION.locales.get(language, language))


def number_in_words(value: Number) -> str:
    """“550 000 000”, “11,2”: as many decimals as the number has."""
    return _number(locale(), Decimal(str(value)))


@lru_cache(maxsize=4096)
def _number(language: str, value: Decimal) -> str:
    return str(format_decimal(value.normalize(), format="#,##0.####", locale=language))


def percent_in_words(value: Number) -> str:
    """“17,9 %”, “17.9%”: with or without the space, as the reader's language has it."""
    return f"{number_in_words(value)}{_percent_sign(locale())}"


@lru_cache(maxsize=64)
def _percent_sign(language: str) -> str:
    pattern: str = Locale.parse(language).percent_formats[None].pattern
    return pattern.partition("0")[2]


def money_in_words(value: Number) -> str:
    """An amount in the region's currency; cents only where there are some."""
    return _money(locale(), Decimal(str(value)))


@lru_cache(maxsize=4096)
def _money(language: str, value: Decimal) -> str:
    pattern = Locale.parse(language).currency_formats["standard"].pattern
    if value == value.to_integral_value():
        pattern = pattern.replace(".00", "")
    return str(
        format_currency(
            value, settings.REGION.currency, format=pattern, locale=language, currency_digits=False
        )
    )


def short_money(value: Number) -> str:
    """“550 Mio. €”, “1,49 Mrd. €”: for headlines, where the exact figure is one step away."""
    return str(
        format_compact_currency(value, settings.REGION.currency, locale=locale(), fraction_digits=2)
    )


def date_in_words(value: str | date | datetime | None) -> str:
    """A partial date, a date or a moment as the reader writes it."""
    if not value:
        return ""
    if isinstance(value, str):
        return in_words(value)
    if isinstance(value, datetime):
        return written(timezone.localtime(value), "DATETIME_FORMAT")
    return written(value, DAY_FORM)


def date_for_machines(value: str | date | datetime | None) -> str:
    """The ISO form for ``datetime`` attributes."""
    return value if isinstance(value, str) else value.isoformat() if value else ""
