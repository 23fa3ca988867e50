"""Partial dates: a year, a month or a day, as precise as the source is and no more."""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
DAY_FORM = "DATE_FORMAT"
FORMS = {3: DAY_FORM, 2: "YEAR_MONTH_FORMAT"}


def first_day(partial: str) -> date:
    """The first day that a partial date can mean; raises ``ValueError`` when it is none."""
    found = PARTIAL.fullmatch(partial)
    if found is None:
        raise ValueError(partial)
    year, month, day = found.groups(default="1")
    return date(int(year), int(month), int(day))


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the last day of a month stays the last."""
    place = day.year * 12 + day.month - 1 - months
    year, month = place // 12, place % 12 + 1
    longest, last = monthrange(year, month)[1], monthrange(day.year, day.month)[1]
    return date(year, month, longest if day.day == last else min(day.day, longest))


def in_words(partial: str) -> str:
    """A partial date in the reader's language: “6 December 2018”, “January 2017”, “2015”."""
    return _in_words(partial, get_language()) if partial else ""


@lru_cache(maxsize=4096)
def _in_words(partial: str, _language: str | None) -> str:
    form = FORMS.get(partial.count("-") + 1)
    if form is None:
        return partial
    if form == DAY_FORM:
        return written(first_day(partial), form)
    return formats.date_format(first_day(partial), form)


def written(moment: date, form: str) -> str:
    """A day or a moment; the first of a month has a form of its own in some languages (1er)."""
    first = f"FIRST_{form}"
    if moment.day == 1 and formats.get_format(first) != first:
        form = first
    return formats.date_format(moment, form)


def in_order(earlier: str, later: str) -> bool:
    """Whether two partial dates do not contradict each other (equal prefixes do not)."""
    shortest = min(len(earlier), len(later))
    return not earlier or not later or earlier[:shortest] <= later[:shortest]


class PartialDateField(models.CharField[str, str]):
    """``2018``, ``2018-12`` or ``2018-12-06``; sorts as text; empty when not known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)
        self.validators = [
            *self.validators,
            RegexValidator(
                PARTIAL.pattern + r"\Z", _("Write a date as 2018, 2018-12 or 2018-12-06.")
            ),
        ]
