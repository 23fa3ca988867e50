"""What every page of a juror passes through: one's own seat, one's own reviews, never kept."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from perron.accounts.http import SignedIn
from perron.calls.models import Juror, Review

private = cache_control(private=True, no_store=True)
Crumbs = list[tuple[str, str]]


def own_seat(request: SignedIn, key: UUID) -> Juror:
    """A seat of this person; else there is no such page."""
    rows = Juror.objects.of(request.user).select_related("edition", "person")
    return get_object_or_404(rows, key=key)


def own_review(request: SignedIn, key: UUID) -> Review:
    """A review that this person may open; else there is no such page."""
    rows = Review.objects.of(request.user)
    rows = rows.select_related(
        "juror__edition", "juror__person", "application__edition", "application__organisation"
    )
    return get_object_or_404(rows, key=key)


def crumbs(*further: tuple[str, str]) -> Crumbs:
    """The way from the home page through one's juries."""
    way = [(_("Home"), reverse("portal:home")), (_("My juries"), reverse("calls:jury"))]
    return [*way, *further]


def way_to(seat: Juror) -> Crumbs:
    """The way to what is read for one jury."""
    return crumbs((str(seat.edition.name), reverse("calls:jury_seat", args=[seat.key])))
