"""What is owed to whom until when, and the answers that everybody may read."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from perron.api.pieces.owing import answer_entry, owed_entries
from perron.api.schemas.journal import NUMBERED
from perron.api.schemas.parameters import asked_of, limit_of
from perron.api.views.answering import answers
from perron.api.views.journal import listed
from perron.core.clock.showing import shown_owed
from perron.letters.models import Inquiry


@answers()
def owed(request: HttpRequest) -> HttpResponse:
    """Everything that the policy shows, the newest first."""
    asked = asked_of(request.GET, NUMBERED)
    today = timezone.localdate()
    found, following = _page(shown_owed(today), asked)
    return listed("owed", owed_entries(found, today), following=following, asked=asked)


@answers()
def answered(request: HttpRequest) -> HttpResponse:
    """Published answers, the newest first."""
    asked = asked_of(request.GET, NUMBERED)
    found, following = _page(Inquiry.objects.shown(), asked)
    entries = [answer_entry(inquiry) for inquiry in found]
    return listed("answers", entries, following=following, asked=asked)


def _page(rows: QuerySet[Any], asked: dict[str, Any]) -> tuple[list[Any], str]:
    """One page of numbered rows, and the number after which the next one begins."""
    if "cursor" in asked:
        rows = rows.filter(pk__lt=asked["cursor"])
    limit = limit_of(asked)
    found = list(rows.order_by("-pk")[: limit + 1])
    following = str(found[limit - 1].pk) if len(found) > limit else ""
    return found[:limit], following
