"""The personal data in sittings of an account: given out and erased."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from perron.competences.models import Sitting
from perron.competences.services.sitting.leaving import erase_all, forget_old
from perron.core.personal import Holding, Rows, Subject


def _sittings(subject: Subject) -> QuerySet[Sitting]:
    rows = Sitting.objects.prefetch_related("responses__item__family")
    return rows.filter(person__key=subject.key) if subject.key else rows.none()


def export_sittings(subject: Subject) -> Rows:
    """The tests that were added to the account, with every answer."""
    return [
        {
            "begun_at": one.started_at,
            "ended_at": one.ended_at,
            "language": one.language,
            "goal": one.goal,
            "age": one.age_band,
            "before_the_test": one.placement,
            "modalities": one.modalities,
            "result": one.profile,
            "answers": [
                {
                    "question": f"{answer.item.family.code}/{answer.item.variant}",
                    "answered": answer.answered_at,
                    "right": answer.score,
                    "given": answer.given,
                }
                for answer in one.responses.all()
            ],
        }
        for one in _sittings(subject)
    ]


def erase_sittings(subject: Subject, at: datetime) -> int:
    """Erase them with all answers."""
    del at
    return erase_all(list(_sittings(subject).values_list("pk", flat=True)))


def purge_sittings(before: datetime, at: datetime) -> int:
    """Erase those without an account, and forget what was typed, in their time."""
    del before
    return sum(forget_old(at))


HOLDINGS = (
    Holding(
        name="sittings",
        label=_("Tests of digital skills"),
        why=_("So that you can see where you stand, and how you progress."),
        kept=_(
            "%(days)s days after the last answer, or in your account until you erase it. What "
            "you typed is forgotten after 30 days; on a shared computer all after 15 minutes."
        ),
        seen=_("Only you. Figures count finished tests without anything that says whose they are."),
        tables=("competences.Sitting", "competences.Response"),
        export=export_sittings,
        erase=erase_sittings,
        purge=purge_sittings,
        days=90,
        order=52,
    ),
)
