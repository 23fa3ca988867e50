"""Files of an application: attached, shown to those who may see them, removed."""

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from perron.accounts.http import SignedIn
from perron.calls.enums import ApplicationState, RequestState
from perron.calls.errors.applying import FileRefused
from perron.calls.models import Application, Attachment
from perron.calls.rules.applying import sees_applications, writes
from perron.calls.rules.definition import FieldKind
from perron.calls.services.applying.attachments import attach_file, file_fields, remove_file
from perron.calls.services.applying.form import pages_of
from perron.calls.services.files import checked, path_of
from perron.calls.services.files.checking import MEGABYTE, MOST_BYTES
from perron.calls.views.applying.doors import (
    own_application,
    refused_page,
    sheet_of,
    told,
    way_to,
)
from perron.calls.views.applying.mine import private
from perron.core.errors import Refusal

FILES = "calls/applying/files.html"


@private
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: SignedIn, key: UUID) -> HttpResponse:
    """The files of an application, by question; one more, or one less."""
    found = own_application(request, key)
    if request.method != "POST":
        return render(request, FILES, _context(request, found))
    try:
        said = _change(request, found)
    except Refusal as refusal:
        return refused_page(request, FILES, _context(request, found), refusal=refusal)
    return told(request, said, "calls:files", key)


def _change(request: SignedIn, found: Application) -> str:
    who: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    if request.POST.get("do") == "remove":
        rows = found.attachments.filter(erased_at=None)
        remove_file(get_object_or_404(rows, key=_key(request.POST.get("one", ""))), **who)
        return _("The file is gone.")
    code = request.POST.get("field", "")
    field = next((one for one in file_fields(found) if one.code == code), None)
    if field is None:
        raise Http404
    sent = request.FILES.get("file")
    if not isinstance(sent, UploadedFile):
        raise FileRefused(name="–", why=_("no file was chosen."))
    if (sent.size or 0) > MOST_BYTES:
        why = _("it is larger than %(most)s MB.") % {"most": MOST_BYTES // MEGABYTE}
        raise FileRefused(name=(sent.name or "–")[:100], why=why)
    looked_at = checked(sent.name or "", sent.read(), field.accept)
    attached = attach_file(found, code, looked_at, **who)
    return _("“%(name)s” is attached.") % {"name": attached.name}


def _key(sent: str) -> UUID:
    try:
        return UUID(sent)
    except ValueError as bad:
        raise Http404 from bad


def _context(request: SignedIn, found: Application) -> dict[str, Any]:
    sheet = sheet_of(found)
    asked = found.completions.filter(state=RequestState.OPEN).first()
    missing = set(asked.missing) if asked else set()
    is_draft = found.state == ApplicationState.DRAFT
    may = writes(request.user, found)
    wanted = [
        (page, field)
        for page in pages_of(sheet.definition.form, found.step)
        for field in page.fields
        if field.kind == FieldKind.FILE
    ]
    return {
        "application": found,
        "fields": [
            {
                "code": field.code,
                "page": page,
                "label": field.label,
                "help": field.help,
                "accept": field.accept,
                "most": field.most,
                "files": sheet.files.get(field.code, []),
                "may_change": may and (is_draft or field.code in missing),
            }
            for page, field in wanted
        ],
        "most_mb": MOST_BYTES // MEGABYTE,
        "breadcrumbs": way_to(found),
    }


@private
@require_safe
def file(request: SignedIn, key: UUID, one: UUID) -> HttpResponseBase:
    """A file to those who share the application, and, once it is handed in, to officers too."""
    rows = Attachment.objects.filter(application__key=key, erased_at=None)
    handed = rows.exclude(application__state=ApplicationState.DRAFT, application__step=1)
    looked_at = handed.filter(key=one).first() if sees_applications(request.user) else None
    if looked_at:
        return given_file(looked_at)
    rows = rows.filter(application=own_application(request, key))
    return given_file(get_object_or_404(rows, key=one))


def given_file(attachment: Attachment) -> FileResponse:
    """A file for saving: no browser shows it, guesses at it or keeps it."""
    path = path_of(attachment.digest)
    if not path.exists():
        raise Http404
    answer = FileResponse(
        path.open("rb"), as_attachment=True, filename=attachment.name, content_type=attachment.kind
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer
