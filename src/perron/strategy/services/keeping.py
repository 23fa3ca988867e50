"""What all deeds about updates share: the journal's line, the clock, the holder as it is today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from perron.core.clock.owing import settle
from perron.core.enums import OwedState
from perron.core.journal.lines import Actor, Entry, record
from perron.core.models import Owed
from perron.directory.models import Merger, Organisation
from perron.strategy.models import UpdateRequest

CHAIN = "keeping"


@dataclass(frozen=True, slots=True)
class Holder:
    """Whoever answers by a link: the journal names the organisation, never the person."""

    code: str

    @property
    def actor_name(self) -> str:
        return f"organisation:{self.code}"

    def vouch(self, at: datetime) -> None:
        """There is no role to lose: the link was asked before."""


def remember(
    verb: str,
    request: UpdateRequest,
    change: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
    private: Mapping[str, Any] | None = None,
) -> None:
    """A line about the measure; addresses and words that may name a person stand beside it."""
    said = {"request": request.number, "holder": request.holder_code, **change}
    entry = Entry(f"update.{verb}", "measure", request.measure_code, said, private=private or {})
    record(CHAIN, entry, by=by, at=at)


def reference_of(request: UpdateRequest) -> str:
    """Under which name the clock and the letters know a request."""
    return f"update:{request.key}"


def stop_clock(
    request: UpdateRequest, state: OwedState, *, by: Actor, at: datetime, reason: str = ""
) -> None:
    """The answer is no longer awaited; a clock that somebody stopped before stays stopped."""
    owed = Owed.objects.open().filter(reference=reference_of(request)).first()
    if owed:
        settle(owed, by=by, at=at, state=state, reason=reason)


def locked(request: UpdateRequest) -> UpdateRequest:
    """The row as it is now, held until the transaction ends."""
    rows = UpdateRequest.objects.select_for_update(of=("self",))
    return rows.select_related("measure", "organisation").get(pk=request.pk)


def holder_of(request: UpdateRequest) -> Organisation | None:
    """Who holds the measure today: a holder that was merged became another."""
    return holders_today([request]).get(request.pk)


def holders_today(requests: Iterable[UpdateRequest]) -> dict[int, Organisation]:
    """The holder of each request, in one query for all that were merged since."""
    asked = list(requests)
    lost = {one.holder_code for one in asked if one.organisation is None}
    rows = Merger.objects.filter(old_code__in=lost).select_related("organisation") if lost else ()
    became = {merger.old_code: merger.organisation for merger in rows}
    named = {one.pk: one.organisation or became.get(one.holder_code) for one in asked}
    return {pk: holder for pk, holder in named.items() if holder}
