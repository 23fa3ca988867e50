"""Appeals as personal data: the words of whoever lodged them, and the answer."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from perron.calls.models import Appeal
from perron.core.personal import Holding, Subject
from perron.core.personal.register import Rows


def export_appeals(subject: Subject) -> Rows:
    """What a person appealed, and what was answered."""
    if not subject.party:
        return []
    rows = Appeal.objects.filter(by=subject.party).select_related("award__application")
    return [
        {
            "application": one.award.application.number,
            "on": one.at.isoformat(),
            "words": one.words,
            "state": one.state,
            "answer": one.answer,
        }
        for one in rows
    ]


def erase_appeals(subject: Subject, at: datetime) -> int:
    """Empty the words of a person's appeals; that there was one, and its outcome, stays."""
    del at
    if not subject.party:
        return 0
    return Appeal.objects.filter(by=subject.party).exclude(words="").update(words="", answer="")


APPEALS = Holding(
    name="appeals",
    label=_("Appeals against decisions"),
    why=_("So that your appeal can be examined and answered, and a decision put right."),
    kept=_("Until you have your data erased. That there was an appeal, and its outcome, stays."),
    seen=_("You and your colleagues on the application, the agency's officers, the auditors."),
    tables=("calls.Appeal",),
    export=export_appeals,
    erase=erase_appeals,
    order=46,
)
