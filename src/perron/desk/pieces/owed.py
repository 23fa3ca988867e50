"""What is owed, as the desk shows it: lists with the next step, and one with all that is known."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from perron.core.clock.parties import AGENCY, parties
from perron.core.clock.standing import days_late, earlier_of, label_of, state_of, title_of
from perron.core.enums import OwedState
from perron.core.models import Owed
from perron.core.records.kinds import kinds
from perron.desk.records.choices import names_of
from perron.desk.services.owing import is_entered
from perron.letters.models import Inquiry

INQUIRY = "inquiry:"


def counted_owed(at: datetime) -> dict[str, int]:
    """How much is late, and how much is open on each side."""
    today = timezone.localdate(at)
    mine = Q(owed_by=AGENCY)
    return Owed.objects.open().aggregate(
        late=Count("pk", filter=mine & Q(due__lt=today)),
        mine=Count("pk", filter=mine),
        others=Count("pk", filter=~mine),
    )


def owed_lines(things: Iterable[Owed], at: datetime) -> list[dict[str, Any]]:
    """Each thing as a line: what, by whom, to whom, about what, how it stands."""
    listed, today = list(things), timezone.localdate(at)
    named = parties({name for owed in listed for name in (owed.owed_by, owed.owed_to)})
    wanted: dict[str, set[str]] = {}
    for owed in listed:
        if owed.about_kind in kinds and kinds[owed.about_kind].page:
            wanted.setdefault(owed.about_kind, set()).add(owed.about_code)
    about = {kind: names_of(kinds[kind], codes) for kind, codes in wanted.items()}
    return [
        {
            "pk": owed.pk,
            "title": title_of(owed),
            "kind": label_of(owed.kind),
            "by": named[owed.owed_by],
            "to": named[owed.owed_to],
            "about": about.get(owed.about_kind, {}).get(owed.about_code, ""),
            "about_url": address_of(owed) if owed.about_kind in wanted else "",
            "state": state_of(owed, today),
            "due": owed.due,
            "is_late": owed.state == OwedState.OPEN and owed.due < today,
            "days_late": days_late(owed, today),
            "earlier": earlier_of(owed),
            "reason": owed.reason,
            "alerts": sorted(owed.alert_days, reverse=True),
        }
        for owed in listed
    ]


def address_of(owed: Owed) -> str:
    """The public page of what it is about."""
    return kinds[owed.about_kind].address(owed.about_code)


def inquiry_of(owed: Owed) -> Inquiry | None:
    """The inquiry whose answer is owed, if it is one."""
    if not owed.reference.startswith(INQUIRY):
        return None
    return Inquiry.objects.filter(key=owed.reference.removeprefix(INQUIRY)).first()


def may_be_settled(owed: Owed) -> bool:
    """Whether it is still open and the desk is the place where it ends."""
    return owed.state == OwedState.OPEN and (is_entered(owed) or owed.reference.startswith(INQUIRY))
