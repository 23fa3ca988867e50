"""Dates inside a sentence: the words before a date depend on how exactly it is known."""

from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from perron.core.formats import date_in_words

Value = str | date | datetime | None
Forms = dict[int, str | Promise]
YEAR, MONTH, DAY = 0, 1, 2  # the hyphens in a partial date

SINCE: Forms = {
    DAY: pgettext_lazy("to the day", "since %(date)s"),
    MONTH: pgettext_lazy("to the month", "since %(date)s"),
    YEAR: pgettext_lazy("to the year", "since %(date)s"),
}
UNTIL: Forms = {
    DAY: pgettext_lazy("to the day", "until %(date)s"),
    MONTH: pgettext_lazy("to the month", "until %(date)s"),
    YEAR: pgettext_lazy("to the year", "until %(date)s"),
}
ON: Forms = {
    DAY: pgettext_lazy("to the day", "on %(date)s"),
    MONTH: pgettext_lazy("to the month", "in %(date)s"),
    YEAR: pgettext_lazy("to the year", "in %(date)s"),
}
BY: Forms = {
    DAY: pgettext_lazy("to the day", "by %(date)s"),
    MONTH: pgettext_lazy("to the month", "by %(date)s"),
    YEAR: pgettext_lazy("to the year", "by %(date)s"),
}


def since(value: Value) -> str:
    """“since 3 March 2019”, “depuis le 3 mars 2019”, “depuis 2019”; nothing for no date."""
    return _said(SINCE, value)


def until(value: Value) -> str:
    """“until 3 March 2019”, “jusqu'en mars 2019”."""
    return _said(UNTIL, value)


def on(value: Value) -> str:
    """“on 3 March 2019”, “in March 2019”."""
    return _said(ON, value)


def by(value: Value) -> str:
    """“by 3 March 2030”, “d'ici 2030”: for what is to be reached."""
    return _said(BY, value)


def _said(forms: Forms, value: Value) -> str:
    if not value:
        return ""
    exactness = value.count("-") if isinstance(value, str) else DAY
    return str(forms[exactness]) % {"date": date_in_words(value)}
