"""If the platform itself was out of reach on the last day, the closing moves, for everyone.

By how much: the time that was lost within the last 24 hours before the closing, rounded up to
whole hours; and where the outage reached into the last hour, or across the closing, at least until
24 hours after the site was back, so that everybody hears of it in time.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from perron.calls.enums import EditionState, NoticeKind
from perron.calls.models import Edition, Heartbeat, Notice, Outage
from perron.calls.services.editions.notices import extend_edition
from perron.core.formats import date_in_words
from perron.core.publications import take_turn

WEB = "web"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def note_web(at: datetime) -> None:
    """The site can be reached; where it could not for long before, closings move at once."""
    if note_heartbeat(WEB, at) is not None:
        move_closings(at)


@transaction.atomic
def note_heartbeat(part: str, at: datetime) -> Outage | None:
    """Keep the moment; answer the outage that it ends, if it ends one."""
    _row, is_new = Heartbeat.objects.get_or_create(part=part, defaults={"at": at})
    held = Heartbeat.objects.select_for_update().get(part=part)
    if is_new or at <= held.at:
        return None
    before = held.at
    held.at = at
    held.save(update_fields=["at"])
    if at - before < timedelta(minutes=settings.OUTAGE_MINUTES):
        return None
    return Outage.objects.create(part=part, begins=before, ends=at)


@transaction.atomic
def move_closings(at: datetime) -> list[Notice]:
    """Move every closing that an outage touched, once for each outage."""
    take_turn(at)
    notices = []
    for outage in Outage.objects.select_for_update().filter(handled_at=None).order_by("begins"):
        touched = Edition.objects.filter(
            state=EditionState.PUBLISHED,
            demonstration=False,
            closes_at__gt=outage.begins,
            closes_at__lt=outage.ends + DAY,
        )
        notices += [_move(edition, outage, at) for edition in touched.order_by("pk")]
        outage.handled_at = at
        outage.save(update_fields=["handled_at"])
    return notices


def _move(edition: Edition, outage: Outage, at: datetime) -> Notice:
    closes = edition.closes_at or at
    moved = new_closing(closes, outage.begins, outage.ends)
    return extend_edition(edition, moved, _reason(outage), kind=NoticeKind.OUTAGE, by=None, at=at)


def new_closing(closes: datetime, begins: datetime, ends: datetime) -> datetime:
    """The closing after an outage that touched the last day before it."""
    lost = min(ends, closes) - max(begins, closes - DAY)
    moved = closes + _whole_hours(lost)
    if ends > closes - HOUR:
        moved = max(moved, closes + _whole_hours(ends + DAY - closes))
    return moved


def _whole_hours(lasts: timedelta) -> timedelta:
    return -(-lasts // HOUR) * HOUR


def _reason(outage: Outage) -> dict[str, str]:
    """Why, in each language in which the region writes."""
    said = {}
    for language in settings.REGION.languages:
        with translation.override(language):
            said[language] = _(
                "This site could not be reached from %(begins)s to %(ends)s. Everybody gets the "
                "time back; nothing that was written is lost."
            ) % {"begins": _moment(outage.begins), "ends": _moment(outage.ends)}
    return said


def _moment(moment: datetime) -> str:
    return date_in_words(timezone.localtime(moment))
