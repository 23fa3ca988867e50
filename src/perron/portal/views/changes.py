"""What changed, and what was public on a day: the journal and the snapshots."""

import gzip
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from perron.core.journal.public import PUBLIC_CHAINS, public_lines
from perron.core.journal.sealing import printed
from perron.core.models import JournalHead, Seal, Snapshot
from perron.core.pages import public_page
from perron.core.records.kinds import kinds
from perron.core.records.snapshots import snapshot_content
from perron.portal.pieces.changes import changes_of
from perron.portal.pieces.links import address
from perron.portal.pieces.records import lines_of_record, title_of_record

PER_PAGE = 50


@public_page
def journal(request: HttpRequest) -> HttpResponse:
    """Every decision about what is public, newest first, with the heads of the chains."""
    lines = public_lines()
    kind = request.GET.get("kind", "")
    if kind in kinds:
        lines = lines.filter(about_kind=kind)
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "pages": list(page.paginator.get_elided_page_range(page.number, on_each_side=1)),
        "changes": changes_of(page.object_list),
        "heads": JournalHead.objects.filter(chain__in=PUBLIC_CHAINS).order_by("chain"),
        "section": "journal",
        "breadcrumbs": [(_("Home"), reverse("portal:home"))],
    }
    return render(request, "portal/journal.html", context)


@public_page
def snapshots(request: HttpRequest) -> HttpResponse:
    """The days that were kept."""
    kept = Snapshot.objects.defer("content")
    context = {
        "snapshots": kept,
        "section": "snapshots",
        "breadcrumbs": [(_("Home"), reverse("portal:home"))],
    }
    return render(request, "portal/snapshots.html", context)


@public_page
def snapshot(request: HttpRequest, day: str) -> HttpResponse:
    """One day: what was public, with the digest that proves it."""
    kept = snapshot_of(day)
    content = snapshot_content(kept)
    sections = [
        {
            "kind": kinds[name].label,
            "records": [
                (title_of_record(record, key), reverse("portal:kept_record", args=[day, name, key]))
                for key, record in sorted(records.items())
            ],
        }
        for name, records in content.items()
        if name in kinds and kinds[name].page and kinds[name].filed
    ]
    sealed = Seal.objects.filter(day__lte=kept.day).first()
    context = {
        "snapshot": kept,
        "sections": sections,
        "seal": printed(sealed) if sealed else "",
        "breadcrumbs": snapshot_crumbs(),
    }
    return render(request, "portal/snapshot.html", context)


@public_page
def snapshot_file(request: HttpRequest, day: str) -> HttpResponse:
    """The snapshot's own bytes: their SHA-256 is the digest on its page."""
    del request
    response = HttpResponse(
        gzip.decompress(bytes(snapshot_of(day).content)), content_type="application/json"
    )
    response["Content-Disposition"] = f'attachment; filename="snapshot-{day}.json"'
    return response


@public_page
def kept_record(request: HttpRequest, *, day: str, kind: str, code: str) -> HttpResponse:
    """One record as it stood on a day."""
    kept = snapshot_of(day)
    record = snapshot_content(kept).get(kind, {}).get(code)
    if record is None or kind not in kinds:
        raise Http404
    context: dict[str, Any] = {
        "snapshot": kept,
        "kind": kinds[kind].label,
        "title": title_of_record(record, code),
        "lines": lines_of_record(kinds[kind].codecs, record),
        "now_url": address(kind, code),
        "breadcrumbs": [*snapshot_crumbs(), (day, reverse("portal:snapshot", args=[day]))],
    }
    return render(request, "portal/kept_record.html", context)


def snapshot_of(day: str) -> Snapshot:
    """The snapshot of a day, or 404."""
    try:
        wanted = date.fromisoformat(day)
    except ValueError as nonsense:
        raise Http404 from nonsense
    return get_object_or_404(Snapshot, day=wanted)


def snapshot_crumbs() -> list[tuple[str, str]]:
    """The way to the snapshots."""
    return [(_("Home"), reverse("portal:home")), (_("Snapshots"), reverse("portal:snapshots"))]
