"""What is owed, and what was answered, as machines read it: no person, and only what is shown."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from perron.api.pieces.addresses import absolute
from perron.core.clock.parties import AGENCY, SOMEONE
from perron.core.clock.showing import first_due
from perron.core.clock.standing import days_late, title_of
from perron.core.models import Owed
from perron.letters.models import Inquiry

INQUIRY = "inquiry:"
NAMED = (AGENCY, "organisation:")  # everybody else is a person, and stays one


def owed_entries(things: Iterable[Owed], today: date) -> list[dict[str, Any]]:
    """Each thing owed; an answer that is public is named by its number."""
    listed = list(things)
    keys = [one.reference.removeprefix(INQUIRY) for one in listed if INQUIRY in one.reference]
    numbers = dict(Inquiry.objects.shown().filter(key__in=keys).values_list("key", "pk"))
    answered = {f"{INQUIRY}{key}": number for key, number in numbers.items()}
    return [
        {
            "number": owed.pk,
            "kind": owed.kind,
            "title": dict(owed.title) or {"en": str(title_of(owed))},
            "about": _about(owed.about_kind, owed.about_code),
            "owed_by": _party(owed.owed_by),
            "owed_to": _party(owed.owed_to),
            "since": owed.opened_at,
            "due": owed.due,
            "first_due": first_due(owed),
            "days_late": days_late(owed, today),
            "state": owed.state,
            "settled": owed.settled_at,
            "reason": owed.reason,
            "answer": answered.get(owed.reference),
        }
        for owed in listed
    ]


def answer_entry(inquiry: Inquiry) -> dict[str, Any]:
    """A published answer, in the language in which it was asked."""
    page = reverse("portal:answer", args=[inquiry.pk])
    return {
        "number": inquiry.pk,
        "kind": inquiry.kind,
        "about": _about(inquiry.about_kind, inquiry.about_code),
        "language": inquiry.language,
        "title": inquiry.title,
        "answer": inquiry.answer,
        "asked": inquiry.asked_at.date(),
        "answered": inquiry.answered_at.date() if inquiry.answered_at else None,
        "page": absolute(page),
    }


def _about(kind: str, code: str) -> dict[str, str] | None:
    return {"kind": kind, "code": code} if code else None


def _party(name: str) -> str:
    return name if name.startswith(NAMED) else SOMEONE
