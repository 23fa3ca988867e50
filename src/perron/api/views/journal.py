"""What was decided, what was public on a day, and what proves it."""

import gzip
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from perron.api.errors import NothingThere
from perron.api.pieces.addresses import absolute, usual_page, with_query
from perron.api.pieces.lines import line_of, snapshot_of
from perron.api.pieces.writing import as_json
from perron.api.schemas.journal import DAYS, LINES
from perron.api.schemas.parameters import asked_of, limit_of, moment_of
from perron.api.views.answering import JSON, answers, document
from perron.core.journal.attesting import whole_seal
from perron.core.journal.public import public_lines
from perron.core.models import Seal, Snapshot

Told = dict[str, Any]


def listed(name: str, entries: list[Told], *, following: str, asked: Told) -> HttpResponse:
    """One page of a list that grows at its head."""
    address = absolute(reverse(f"api:{name}"))
    links = {"first": with_query(address, {key: asked[key] for key in asked if key != "cursor"})}
    if following:
        links["next"] = with_query(address, {**asked, "cursor": following})
    return document(as_json({name: entries, "next": links.get("next")}), links=links)


@answers()
def journal(request: HttpRequest) -> HttpResponse:
    """Public lines, newest first."""
    asked = asked_of(request.GET, LINES)
    lines = public_lines().order_by("-pk")
    if "kind" in asked:
        lines = lines.filter(about_kind=asked["kind"])
    if "code" in asked:
        lines = lines.filter(about_code=asked["code"])
    if "changed_since" in asked:
        lines = lines.filter(at__gte=moment_of(asked["changed_since"]))
    if "cursor" in asked:
        lines = lines.filter(pk__lt=asked["cursor"])
    limit = limit_of(asked)
    found = list(lines[: limit + 1])
    following = str(found[limit - 1].pk) if len(found) > limit else ""
    return listed(
        "journal", [line_of(line) for line in found[:limit]], following=following, asked=asked
    )


@answers()
def seals(request: HttpRequest) -> HttpResponse:
    """The days' seals, newest first."""
    asked = asked_of(request.GET, DAYS)
    found, following = days_of(Seal.objects.all(), asked)
    return listed("seals", [whole_seal(seal) for seal in found], following=following, asked=asked)


@answers()
def seal(request: HttpRequest, day: str) -> HttpResponse:
    """The seal of one day."""
    return document(as_json(whole_seal(of_day(request, Seal.objects.all(), day=day, name="seals"))))


@answers()
def snapshots(request: HttpRequest) -> HttpResponse:
    """The kept days, newest first."""
    asked = asked_of(request.GET, DAYS)
    found, following = days_of(Snapshot.objects.defer("content"), asked)
    return listed(
        "snapshots", [snapshot_of(kept) for kept in found], following=following, asked=asked
    )


@answers()
def snapshot(request: HttpRequest, day: str) -> HttpResponse:
    """One kept day."""
    kept = of_day(request, Snapshot.objects.defer("content"), day=day, name="snapshots")
    page = {"alternate": usual_page("portal:snapshot", [day])}
    return document(as_json(snapshot_of(kept)), links=page)


@answers()
def snapshot_content(request: HttpRequest, day: str) -> HttpResponse:
    """Everything that was public on a day, in the bytes whose SHA-256 is the digest."""
    kept = of_day(request, Snapshot.objects.all(), day=day, name="snapshots")
    name = f'attachment; filename="snapshot-{day}.json"'
    return document(gzip.decompress(bytes(kept.content)), JSON, Content_Disposition=name)


def days_of(rows: QuerySet[Any], asked: Told) -> tuple[list[Any], str]:
    """One page of days, newest first, and the day after which the next one begins."""
    if "cursor" in asked:
        rows = rows.filter(day__lt=asked["cursor"])
    limit = limit_of(asked)
    found = list(rows.order_by("-day")[: limit + 1])
    following = found[limit - 1].day.isoformat() if len(found) > limit else ""
    return found[:limit], following


def of_day(request: HttpRequest, rows: QuerySet[Any], *, day: str, name: str) -> Any:
    """The row of a day."""
    asked_of(request.GET, ())
    try:
        wanted = date.fromisoformat(day)
    except ValueError as nonsense:
        raise Http404(day) from nonsense
    found = rows.filter(day=wanted).first()
    if found is None:
        raise NothingThere(kind=name, code=day, url=absolute(reverse(f"api:{name}")))
    return found
