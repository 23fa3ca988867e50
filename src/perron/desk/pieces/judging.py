"""What waits for evaluators: rounds, and recommendations that nobody has followed up."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from perron.desk.pieces.mine import open_recommendations
from perron.desk.pieces.work import last_day
from perron.strategy.models import EvaluationRound

MOST = 30


def judging(at: datetime) -> dict[str, Any]:
    """The rounds with their cards counted, and open recommendations, the longest due first."""
    today = timezone.localdate(at)
    waiting = [
        {
            "text": one.text,
            "code": one.code,
            "measure": measure,
            "due": one.due,
            "is_late": bool(one.due) and last_day(one.due) < today,
        }
        for one, measure in open_recommendations(Q())
    ]
    waiting.sort(key=lambda one: str(one["due"] or "9999"))
    rounds = EvaluationRound.objects.annotate(count=Count("cards")).order_by("-date", "code")
    return {"rounds": list(rounds), "waiting": waiting[:MOST], "count": len(waiting)}
