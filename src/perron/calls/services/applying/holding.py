"""The personal data in applications, invitations and rights to sign: given out, erased."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from perron.calls.enums import ApplicationState
from perron.calls.models import Application, Attachment, Invitation, Member, Signing
from perron.calls.services.applying.attachments import erase_files
from perron.core.personal import Holding, Rows, Subject

UNSENT = (ApplicationState.DRAFT, ApplicationState.WITHDRAWN)


def _memberships(subject: Subject) -> QuerySet[Member]:
    rows = Member.objects.select_related("application__edition")
    return rows.filter(person__key=subject.key) if subject.key else rows.none()


def export_applications(subject: Subject) -> Rows:
    """The applications that the person shares, with what was written in them."""
    return [
        {
            "number": one.application.number,
            "edition": one.application.edition.code,
            "role": one.get_role_display(),
            "since": one.since,
            "state": one.application.get_state_display(),
            "answers": one.application.answers,
            "files": list(one.application.attachments.values_list("name", flat=True)),
        }
        for one in _memberships(subject)
    ]


def erase_applications(subject: Subject, at: datetime) -> int:
    """Leave all applications; drafts that nobody else shares go with their files.

    What was handed in is the body's: it stays without the person.
    """
    touched = 0
    for member in _memberships(subject):
        application = member.application
        alone = not application.members.exclude(pk=member.pk).exists()
        if alone and application.state in UNSENT and not application.submissions.exists():
            erase_files(list(application.attachments.filter(erased_at=None)), at)
            Application.objects.filter(pk=application.pk).delete()
        else:
            member.delete()
        touched += 1
    return touched


def _files(subject: Subject) -> QuerySet[Attachment]:
    rows = Attachment.objects.filter(added_by__endswith=subject.party)
    return rows if subject.party else rows.none()


def export_files(subject: Subject) -> Rows:
    """The files that the person attached."""
    return [
        {"name": one.name, "size": one.size, "added_at": one.added_at, "digest": one.digest}
        for one in _files(subject)
    ]


def erase_own_files(subject: Subject, at: datetime) -> int:
    """Files of drafts are erased; what was handed in with them is the body's, until its day."""
    unsent = _files(subject).filter(application__state__in=UNSENT, erased_at=None)
    return erase_files(list(unsent), at)


def _invitations(subject: Subject) -> QuerySet[Invitation]:
    return Invitation.objects.filter(address__in=subject.addresses)


def export_invitations(subject: Subject) -> Rows:
    """To what the person was invited."""
    return [
        {"application": one.application.number, "role": one.role, "sent_at": one.sent_at}
        for one in _invitations(subject).select_related("application")
    ]


def erase_invitations(subject: Subject, at: datetime) -> int:
    """Forget them."""
    del at
    gone: tuple[int, Any] = _invitations(subject).delete()
    return gone[0]


def purge_invitations(before: datetime, at: datetime) -> int:
    """Forget addresses that were written to long ago."""
    del at
    gone: tuple[int, Any] = Invitation.objects.filter(sent_at__lt=before).delete()
    return gone[0]


def _signings(subject: Subject) -> QuerySet[Signing]:
    rows = Signing.objects.select_related("organisation")
    return rows.filter(person__key=subject.key) if subject.key else rows.none()


def export_signings(subject: Subject) -> Rows:
    """The bodies for which the person may sign, or asked to."""
    return [
        {
            "organisation": one.organisation.code,
            "state": one.get_state_display(),
            "grounds": one.grounds,
            "asked_at": one.asked_at,
            "until": one.until,
            "reason": one.reason,
        }
        for one in _signings(subject)
    ]


def erase_signings(subject: Subject, at: datetime) -> int:
    """Somebody else has to sign."""
    del at
    gone: tuple[int, Any] = _signings(subject).delete()
    return gone[0]


HOLDINGS = (
    Holding(
        name="applications",
        label=_("Applications that you share"),
        why=_("So that colleagues can write an application together, and are told of it."),
        kept=_("Until you leave it. What was handed in is the applicant's and stays, without you."),
        seen=_("Your colleagues and the officers; jurors see what they read, without names."),
        tables=(
            "calls.Application",
            "calls.Member",
            "calls.Submission",
            "calls.Completion",
            "calls.Feedback",
            "calls.Admission",
        ),
        export=export_applications,
        erase=erase_applications,
        order=46,
    ),
    Holding(
        name="application-files",
        label=_("Files that you attached"),
        why=_("So that what an application says can be checked."),
        kept=_("As long as the call says: longer for what was awarded than for what was not."),
        seen=_("Your colleagues, the officers, and jurors as far as the call says."),
        tables=("calls.Attachment",),
        export=export_files,
        erase=erase_own_files,
        order=47,
    ),
    Holding(
        name="application-invitations",
        label=_("Invitations to share an application"),
        why=_("So that a colleague can invite you by letter."),
        kept=_("%(days)s days after it was sent."),
        seen=_("Whoever leads the application."),
        tables=("calls.Invitation",),
        export=export_invitations,
        erase=erase_invitations,
        purge=purge_invitations,
        days=180,
        order=48,
    ),
    Holding(
        name="signings",
        label=_("Rights to sign for a body"),
        why=_("So that only those who may bind a body hand in for it."),
        kept=_("Until you have your data erased."),
        seen=_("You and the officers."),
        tables=("calls.Signing",),
        export=export_signings,
        erase=erase_signings,
        order=49,
    ),
)
