"""The personal data in the bank: who wrote which version of a question, given out and erased."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from perron.competences.models import FamilyVersion
from perron.core.personal import Holding, Rows, Subject


def _written(subject: Subject) -> QuerySet[FamilyVersion]:
    rows = FamilyVersion.objects.select_related("family")
    return rows.filter(author__key=subject.key) if subject.key else rows.none()


def export_versions(subject: Subject) -> Rows:
    """The versions of questions that the person wrote, and what a second person remarked."""
    return [
        {
            "what": one.family.code,
            "state": one.state,
            "reason": one.remark,
            "written_at": one.made_at,
            "text": one.definition,
        }
        for one in _written(subject)
    ]


def erase_versions(subject: Subject, at: datetime) -> int:
    """Forget who wrote them; the questions are the bank's."""
    del at
    return _written(subject).update(author=None)


VERSIONS = Holding(
    name="bank-versions",
    label=_("Questions of the test that you wrote"),
    why=_("So that a second person lets in what you wrote, and never you yourself."),
    kept=_("Until you have your data erased. The questions stay, without your name."),
    seen=_("Those who keep the bank of questions, and the auditors."),
    tables=("competences.FamilyVersion",),
    export=export_versions,
    erase=erase_versions,
    order=53,
)
