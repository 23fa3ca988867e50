"""Partial dates: a year, a month or a day, as precise as the source is and no more."""

import re
from datetime import date
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils import formats
from django.utils.translation import gettext_lazy as _

PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
FORMS = {3: "DATE_FORMAT", 2: "YEAR_MONTH_FORMAT"}


def first_day(partial: str) -> date:
    """The first day that a partial date can mean; raises ``ValueError`` when it is none."""
    found = PARTIAL.fullmatch(partial)
    if found is None:
        raise ValueError(partial)
    year, month, day = found.groups(default="1")
    return date(int(year), int(month), int(day))


def in_words(partial: str) -> str:
    """A partial date in the reader's language: “6 December 2018”, “January 2017”, “2015”."""
    if not partial:
        return ""
    form = FORMS.get(partial.count("-") + 1)
    return formats.date_format(first_day(partial), form) if form else partial


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
