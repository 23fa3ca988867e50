"""Requests for updates as the desk shows them: lists, and one proposal beside what is published."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from perron.core.records.planning import clean
from perron.letters.models import Letter
from perron.strategy.enums import MeasureState
from perron.strategy.models import UpdateRequest
from perron.strategy.services.answering import digest_seen
from perron.strategy.services.deciding import records_of, state_in_words
from perron.strategy.services.keeping import holders_today, reference_of


def update_lines(requests: Iterable[UpdateRequest], at: datetime) -> list[dict[str, Any]]:
    """Requests in a list, with their letters' states, in three queries whatever their number."""
    listed, today = list(requests), timezone.localdate(at)
    holders = holders_today(listed)
    references = {f"{reference_of(one)}:asked": one.pk for one in listed}
    letters = Letter.objects.filter(reference__in=references).defer("text", "html")
    states = {references[letter.reference]: letter.get_state_display() for letter in letters}
    return [
        {
            "request": one,
            "measure": one.measure or one.measure_code,
            "holder": holders.get(one.pk) or one.holder_code,
            "word": state_in_words(one),
            "letter": states.get(one.pk, ""),
            "is_late": not (one.outcome or one.decision) and one.due < today,
        }
        for one in listed
    ]


def comparison(request: UpdateRequest) -> dict[str, Any]:
    """What would be published, beside what is; ``moved`` when that was published anew since."""
    measure, proposal = request.measure, request.proposal
    if not proposal or measure is None:
        return {}
    seen = digest_seen(measure)
    reference = next(iter(clean(records_of(request))["reference"].values()))
    return {
        "now": MeasureState(measure.state).label,
        "then": MeasureState(proposal["state"]).label,
        "differs": measure.state != proposal["state"],
        "words": proposal["words"],
        "language": proposal["language"],
        "url": proposal["url"],
        "source": reference["title"],
        "seen": seen,
        "moved": seen != proposal["base"] and not request.decision,
    }
