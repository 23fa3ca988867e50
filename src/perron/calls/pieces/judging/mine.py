"""A juror's own pages: the juries, what is to be read, how many are left."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from perron.accounts.models import User
from perron.calls.enums import Declaration
from perron.calls.models import Juror, Review
from perron.calls.rules.definition import definition_of
from perron.calls.services.judging.terms import SCORING

Shown = dict[str, Any]


def own_seats(person: User) -> list[Shown]:
    """The juries on which a person sits, with how much is left to read in each."""
    seats = list(Juror.objects.of(person).select_related("edition"))
    mine = list(Review.objects.of(person).filter(phase=SCORING))
    shown = []
    for seat in seats:
        reviews = [one for one in mine if one.juror_id == seat.pk]
        done = sum(1 for one in reviews if one.handed_at)
        shown.append(
            {
                "url": reverse("calls:jury_seat", args=[seat.key]),
                "name": seat.edition.name,
                "is_accepted": seat.accepted_at is not None,
                "given": len(reviews),
                "done": done,
                "left": len(reviews) - done,
                "by": definition_of(seat.edition).calendar.decision_by,
            }
        )
    return shown


def pile(seat: Juror, person: User) -> Shown:
    """What a juror reads: the applications that all score first, then the others.

    ``is_open`` says whether the others may be scored already.
    """
    rows = Review.objects.of(person).filter(juror=seat, phase=SCORING)
    reviews = [_shown(one) for one in rows.select_related("application").order_by("pk")]
    reviews.sort(key=lambda one: (one["done"], one["number"]))
    first = [one for one in reviews if one["calibration"]]
    return {
        "first": first,
        "others": [one for one in reviews if not one["calibration"]],
        "is_open": all(one["done"] for one in first),
        "given": len(reviews),
        "left": sum(not one["done"] for one in reviews),
        "percent": 100 * sum(one["done"] for one in reviews) // max(len(reviews), 1),
    }


def _shown(review: Review) -> Shown:
    """One line: before the declaration it says the number and the language, and nothing else."""
    if review.handed_at:
        tone, state = "done", "handed-in"
    elif not review.declaration:
        tone, state = "waiting", "declare"
    else:
        tone, state = "going", "begun" if review.marks or review.sentences else "read"
    return {
        "url": reverse("calls:review", args=[review.key]),
        "number": review.application.number,
        "language": review.application.language,
        "calibration": review.calibration,
        "third": review.third,
        "done": review.handed_at is not None,
        "handed_at": review.handed_at,
        "tone": tone,
        "state": state,
    }


def seats_section(request: HttpRequest) -> Shown | None:
    """The section of the account page; None for whoever sits on no jury."""
    person = request.user
    if not isinstance(person, User):
        return None
    seats = own_seats(person)
    return {"seats": seats} if seats else None


def is_declared(review: Review) -> bool:
    """Whether the juror said that nothing ties them to it."""
    return review.declaration == Declaration.NONE
