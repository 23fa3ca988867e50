"""The files of an application, for the juror who reads it and declared no tie."""

from uuid import UUID

from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from perron.accounts.http import SignedIn
from perron.calls.pieces.judging.mine import is_declared
from perron.calls.pieces.judging.seen import attachments_seen, file_name_seen, is_blind
from perron.calls.rules.definition import definition_of
from perron.calls.services.files import path_of
from perron.calls.views.judging.doors import own_review, private


@private
@require_safe
def attachment(request: SignedIn, key: UUID, file: UUID) -> FileResponse:
    """A file as the phase lets it be seen, never shown inside the page."""
    found = own_review(request, key)
    if not is_declared(found):
        raise Http404
    seen = attachments_seen(found.application, found.phase)
    for number, one in enumerate(seen, 1):
        path = path_of(one.digest)
        if one.key == file and path.is_file():
            blind = is_blind(definition_of(found.application.edition), found.phase)
            name = file_name_seen(one, number, blind=blind)
            answer = FileResponse(path.open("rb"), as_attachment=True, filename=name)
            answer["X-Content-Type-Options"] = "nosniff"
            answer["Content-Type"] = one.kind or "application/octet-stream"
            return answer
    raise Http404
