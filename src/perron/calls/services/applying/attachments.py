"""Files of an application: attached after a look at what they are, removed, erased in time."""

from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from perron.accounts.models import User
from perron.calls.enums import ApplicationState, RequestState
from perron.calls.errors.applying import HandedInAlready, TooManyFiles
from perron.calls.models import Application, Attachment
from perron.calls.rules.definition import Field, FieldKind, definition_of
from perron.calls.services.applying.remembering import CHAIN, remember, written_by
from perron.calls.services.files import Checked, drop_unused, keep_file, path_of
from perron.core.errors import UnknownCode
from perron.core.journal.lines import Entry, record

MOST_BY_FIELD, MOST_IN_ALL = 10, 40
REFUSED = (
    ApplicationState.WITHDRAWN,
    ApplicationState.RENOUNCED,
    ApplicationState.REFUSED,
    ApplicationState.INADMISSIBLE,
)


@transaction.atomic
def attach_file(
    application: Application, code: str, file: Checked, *, by: User, at: datetime
) -> Attachment:
    """Attach a file that was looked at; the same content to the same field is attached once."""
    kept = written_by(application, by)
    field = _field(kept, code)
    _refuse_settled(kept, code)
    here = kept.attachments.filter(erased_at=None)
    digest = keep_file(file.content)
    if same := here.filter(field=code, digest=digest).first():
        return same
    most = min(field.most or MOST_BY_FIELD, MOST_BY_FIELD)
    if here.filter(field=code).count() >= most or here.count() >= MOST_IN_ALL:
        transaction.on_commit(lambda: drop_unused([digest]))
        raise TooManyFiles(most=most, name=file.name)
    attachment = Attachment.objects.create(
        application=kept,
        field=code,
        name=file.name,
        kind=file.type,
        size=len(file.content),
        digest=digest,
        added_at=at,
        added_by=by.actor_name,
    )
    change = {"field": code, "digest": digest, "size": attachment.size}
    remember("file-added", kept, change, by=by, at=at, private={"name": file.name})
    return attachment


def kept_file(digest: str) -> Path:
    """Where the content of a file is, for whoever was found to be allowed to see it."""
    return path_of(digest)


def file_fields(application: Application) -> list[Field]:
    """The questions that are answered with a file."""
    form = definition_of(application.edition).form
    return list(form.of_kind(FieldKind.FILE))


def _field(application: Application, code: str) -> Field:
    found = next((one for one in file_fields(application) if one.code == code), None)
    if found is None:
        raise UnknownCode(kind="file", code=code)
    return found


def _refuse_settled(application: Application, code: str) -> None:
    """Files change while it is a draft, and where the agency asked for just this one."""
    if application.state == ApplicationState.DRAFT:
        return
    asked = application.completions.filter(state=RequestState.OPEN).first()
    if asked is None or code not in asked.missing:
        raise HandedInAlready(state=application.get_state_display())


@transaction.atomic
def remove_file(attachment: Attachment, *, by: User, at: datetime) -> None:
    """Take a file off; its content goes too, unless something that was handed in names it."""
    kept = written_by(attachment.application, by)
    found = kept.attachments.filter(pk=attachment.pk, erased_at=None).first()
    if found is None:
        return
    _refuse_settled(kept, found.field)
    change = {"field": found.field, "digest": found.digest}
    remember("file-removed", kept, change, by=by, at=at, private={"name": found.name})
    digest = found.digest
    found.delete()
    transaction.on_commit(lambda: drop_unused([digest]))


@transaction.atomic
def schedule_erasing(at: datetime) -> int:
    """Give every file of an application that is over its last day; answer how many got one."""
    today, given = timezone.localdate(at), 0
    rows = Attachment.objects.filter(erase_on=None, erased_at=None)
    for one in rows.select_related("application__edition"):
        days = _days_kept(one.application, at)
        if days is not None:
            one.erase_on = today + timedelta(days=days)
            one.save(update_fields=["erase_on"])
            given += 1
    return given


def _days_kept(application: Application, at: datetime) -> int | None:
    """How long from now the files are kept; None while it is not over."""
    state, edition = application.state, application.edition
    unsent = state == ApplicationState.DRAFT and edition.closes_at and edition.closes_at <= at
    if state in REFUSED or unsent:
        return definition_of(edition).refused_days
    if state == ApplicationState.AWARDED:
        return definition_of(edition).awarded_days
    return None


@transaction.atomic
def erase_due_files(at: datetime) -> int:
    """Erase the files whose last day is over: name and content go, that there was one stays."""
    over = Attachment.objects.filter(erase_on__lt=timezone.localdate(at), erased_at=None)
    return erase_files(list(over), at)


def erase_files(attachments: list[Attachment], at: datetime) -> int:
    """Erase these files, in the caller's transaction; their contents go once it is through."""
    digests = [one.digest for one in attachments]
    for one in attachments:
        one.name, one.erased_at = "", at
        one.save(update_fields=["name", "erased_at"])
    if digests:
        record(CHAIN, Entry("files.erased", change={"files": len(digests)}), by=None, at=at)
        transaction.on_commit(lambda: drop_unused(digests))
    return len(digests)
