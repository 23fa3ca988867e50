"""Everything that the page of an edition shows."""

from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from perron.calls.enums import Outcome
from perron.calls.models import Award, Edition
from perron.calls.pieces.deciding.burning import envelope_lines
from perron.calls.pieces.editions.rules import (
    calendar_of,
    criteria_of,
    history_of,
    money_of,
    notices_of,
    points,
    proof_of,
    sources_of,
    weighting_of,
)
from perron.calls.pieces.editions.sentences import (
    METHODS,
    amount,
    by_when,
    ex_aequo,
    for_whom,
    what_is_given,
)
from perron.calls.pieces.editions.states import OPEN, PAST, standing_of, state_line
from perron.calls.rules.definition import Definition
from perron.calls.services.applying.hours import published_hours
from perron.core.records.kinds import kinds
from perron.core.templatetags.perron import spoken
from perron.letters.models import Inquiry


def edition_page(edition: Edition, definition: Definition, at: datetime) -> dict[str, Any]:
    """The context of the page, in the order in which it is read."""
    standing = standing_of(edition, at)
    notices = list(edition.notices.all())
    return {
        "edition": edition,
        "state": state_line(edition, at),
        "is_open": standing.group == OPEN,
        "given": what_is_given(definition),
        "for_whom": for_whom(definition),
        "by_when": by_when(edition, is_past=standing.group == PAST),
        "reasons": [one.reason for one in definition.eligibility],
        "steps": calendar_of(edition, definition, at),
        "catalogue": _catalogue(definition),
        "money": money_of(definition),
        "criteria": criteria_of(definition),
        "admissibility": definition.admissibility,
        "scale": points(definition.grid.scale),
        "threshold": points(definition.grid.threshold) if definition.grid.threshold else "",
        "weighting": weighting_of(definition),
        "jury": definition.jury,
        "ex_aequo": ex_aequo(definition),
        "method": METHODS[definition.award.method],
        "remedy": definition.remedy,
        "gap": {"unknown": spoken(definition.gap)} if definition.gap else None,
        "history": history_of(definition),
        "invented": invented(edition),
        "sources": sources_of(definition.sources),
        "notices": notices_of(notices),
        "proof": proof_of(edition),
        "questions": questions_of(edition)[:5],
        "measure": _measure(definition.measure),
        "hours": published_hours(edition) if standing.group == PAST else None,
        **_decided(edition, timezone.localdate(at)),
        "minutes": [(step.title, step.minutes) for step in definition.form.steps if step.minutes],
    }


def _decided(edition: Edition, day: date) -> dict[str, Any]:
    """Results and what is committed: only where nothing that was decided is kept back."""
    has_results = edition.decisions.public(day).exists()
    whole = has_results and not edition.decisions.kept_back(day).exists()
    return {
        "has_results": has_results,
        "envelopes": envelope_lines(edition, day) if whole else [],
    }


def _catalogue(definition: Definition) -> list[dict[str, Any]]:
    if definition.catalogue is None:
        return []
    return [
        {"name": item.name, "price": amount(item.price), "most": item.most}
        for item in definition.catalogue.items
    ]


def invented(edition: Edition) -> dict[str, Any] | None:
    """What the generated applications come to: never beside real figures in one sum."""
    applications = edition.applications.filter(demonstration=True).count()
    if not applications:
        return None
    awards = Award.objects.filter(application__edition=edition, application__demonstration=True)
    sums = awards.aggregate(
        number=Count("pk", filter=Q(outcome=Outcome.AWARDED)),
        cents=Sum("amount", filter=Q(outcome=Outcome.AWARDED)),
    )
    return {
        "applications": applications,
        "awards": sums["number"],
        "amount": amount(sums["cents"] or 0),
    }


def questions_of(edition: Edition) -> list[dict[str, Any]]:
    """Questions about an edition whose answers everybody may read, the newest first."""
    rows = Inquiry.objects.shown().filter(about_kind="edition", about_code=edition.code)
    return [
        {
            "title": one.title,
            "answer": one.answer,
            "language": one.language,
            "answered": one.answered_at,
            "url": reverse("portal:answer", args=[one.pk]),
        }
        for one in rows.order_by("-answered_at", "-pk")
    ]


def _measure(code: str) -> dict[str, Any] | None:
    """The measure of the strategy that this edition carries out."""
    kind = kinds.get("measure")
    found = kind.model._default_manager.filter(code=code).first() if kind and code else None
    if kind is None or found is None:
        return None
    return {"name": getattr(found, "name", ""), "url": kind.address(code), "says": _("Measure")}
