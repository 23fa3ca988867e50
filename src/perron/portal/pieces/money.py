"""Envelopes as lines of a table: what each holds, and what is promised where that is public."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from perron.calls.enums import EditionState
from perron.calls.models import Decision, Edition
from perron.core.formats import money_in_words
from perron.core.money import euros
from perron.funding.models import Envelope


def sums_of(envelopes: Iterable[Envelope]) -> dict[str, Any]:
    """The totals of envelopes whose commitments are public, and of all that they hold."""
    listed = list(envelopes)
    return {"granted": euros(sum(one.granted for one in listed)), "count": len(listed)}


def hidden_purposes(today: date) -> set[str]:
    """Editions of which not every decision is public: whether one was signed is not told either."""
    early = Decision.objects.kept_back(today)
    undecided = Edition.objects.exclude(state=EditionState.HISTORY).exclude(
        pk__in=Decision.objects.public(today).values("edition")
    )
    hidden = Edition.objects.filter(Q(pk__in=early.values("edition")) | Q(pk__in=undecided))
    return set(hidden.values_list("code", flat=True))


def table_of(envelopes: Iterable[Envelope], today: date, caption: str) -> dict[str, Any]:
    """One line for each envelope; what is not public yet is said to be so, never shown as 0."""
    listed, hidden = list(envelopes), hidden_purposes(today)
    wanted = {one.purpose for one in listed}
    editions = {one.code: one for one in Edition.objects.shown().filter(code__in=wanted)}
    words, amounts = (_("Envelope"), _("For"), _("From")), (_("Holds"), _("Promised"), _("Left"))
    columns = [
        *({"title": title, "numeric": False} for title in words),
        *({"title": title, "numeric": True} for title in amounts),
    ]
    rows = []
    for one in listed:
        edition = editions.get(one.purpose)
        known = one.purpose not in hidden
        later = _("not public yet")
        texts = [
            str(one.name),
            str(edition.name) if edition else one.purpose,
            str(one.source.name),
            money_in_words(euros(one.granted)),
            money_in_words(euros(one.committed)) if known else later,
            money_in_words(euros(one.left)) if known else later,
        ]
        rows.append([{"text": text, **column} for text, column in zip(texts, columns, strict=True)])
    return {"caption": caption, "columns": columns, "rows": rows}


def columns() -> list[str]:
    """The columns of the file, names once per language."""
    names = [f"name_{language}" for language in settings.REGION.languages]
    return [
        "envelope",
        *names,
        "source",
        "for",
        "demonstration",
        "granted_cents",
        "committed_cents",
    ]


def as_rows(envelopes: Iterable[Envelope], today: date) -> list[dict[str, Any]]:
    """The same for machines: amounts in cents, empty where they are not public yet."""
    hidden = hidden_purposes(today)
    return [
        {
            "envelope": one.code,
            **{f"name_{code}": one.name.get(code, "") for code in settings.REGION.languages},
            "source": one.source.code,
            "for": one.purpose,
            "demonstration": one.demonstration,
            "granted_cents": one.granted,
            "committed_cents": one.committed if one.purpose not in hidden else None,
        }
        for one in envelopes
    ]
