"""What people say of their own skills."""

from datetime import datetime
from typing import Any

from django.db import transaction

from perron.competences.models import Declaration, Sitting
from perron.competences.rules.declaring import answered, declared
from perron.competences.services.sitting.answering import locked_sitting


@transaction.atomic
def declare(sitting: Sitting, *, used: bool, done: list[str], at: datetime) -> Declaration:
    """Keep what somebody says; saying it again replaces what was said before.

    Raises ``SittingErased`` where the sitting was erased meanwhile.
    """
    sitting = locked_sitting(sitting)
    answers: dict[str, Any] = answered(used, done)
    found = declared(answers["done"], used=answers["used"])
    kept, _is_new = Declaration.objects.update_or_create(
        sitting=sitting,
        defaults={
            "answers": answers,
            "areas": found.areas,
            "overall": found.overall,
            "declared_at": at,
        },
    )
    return kept
