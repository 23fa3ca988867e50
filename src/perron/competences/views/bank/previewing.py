"""A variant as a sitting shows it, for those who write and review it."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from perron.accounts.http import SignedIn
from perron.competences.models import FamilyVersion
from perron.competences.pieces.bank.previews import preview_of
from perron.competences.rules.opening import file_bytes
from perron.competences.views.bank.keeping import crumbs, kept


@kept
@require_safe
def preview(request: SignedIn, *, code: str, number: int, variant: str) -> HttpResponse:
    """One variant in one language; the key and the explanation below."""
    found = _found(code, number)
    language = _language(request)
    try:
        seen = preview_of(found.definition, variant, language)
    except KeyError as unknown:
        raise Http404 from unknown
    context = {
        **seen,
        "version": found,
        "family": found.family,
        "variant": variant,
        "language": language,
        "offered": [
            (one, settings.REGION.language_names[one]) for one in settings.REGION.languages
        ],
        "breadcrumbs": crumbs(found.family),
    }
    return render(request, "competences/bank/preview.html", context)


@kept
@require_safe
def file(request: SignedIn, *, code: str, number: int, variant: str) -> HttpResponse:
    """The file of a variant, to be opened on one's own device."""
    try:
        told, content = file_bytes(_found(code, number).definition, variant, _language(request))
    except KeyError as unknown:
        raise Http404 from unknown
    headers = {
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    answer = HttpResponse(content, content_type=told.media_type, headers=headers)
    answer.headers["Content-Disposition"] = f'attachment; filename="{_plain(told.name)}"'
    return answer


def _plain(name: str) -> str:
    return "".join(
        sign if sign.isascii() and (sign.isalnum() or sign in "-_.") else "-" for sign in name
    )


def _language(request: SignedIn) -> str:
    wanted = request.GET.get("in", "")
    known = settings.REGION.languages
    return wanted if wanted in known else str(known[0])


def _found(code: str, number: int) -> FamilyVersion:
    rows = FamilyVersion.objects.select_related("family")
    return get_object_or_404(rows, family__code=code, number=number)
