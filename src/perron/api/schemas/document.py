"""The interface as OpenAPI 3.1 describes it, made from the register of kinds."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from perron.api.rules import open_kinds
from perron.api.schemas import answers
from perron.api.schemas.calendars import CALENDAR
from perron.api.schemas.filters import parameters_of
from perron.api.schemas.journal import DAYS, LINES, NUMBERED
from perron.api.schemas.parameters import CODE, Parameter, Schema, site_language
from perron.api.schemas.searching import SEARCH
from perron.core.records.kinds import Kind

VERSION = "1.0.0"
BASE = "/api/v1"
JSON = "application/json"
PROBLEM = "application/problem+json"
CSV = "text/csv; charset=utf-8"
LINKED = "application/ld+json"
ATOM = "application/atom+xml; charset=utf-8"
ICS = "text/calendar; charset=utf-8"
TEXT: Schema = {"type": "string"}
ANYTHING: Schema = {"type": "object"}
DAY_IN_PATH = {"name": "day", "in": "path", "required": True, "schema": answers.DAY}

SAYS = """Everything public on this site, and nothing else, without a key and for reading only.
Records carry all their languages. Lists come in pages: follow “next”. Answers carry an ETag:
send it back as If-None-Match, and nothing is sent twice. A wrong request is explained in a
problem document (RFC 9457)."""


def openapi() -> Schema:
    """The whole document."""
    paths: Schema = {}
    for path, kind in open_kinds().items():
        paths |= _of_kind(path, kind)
    return {
        "openapi": "3.1.0",
        "info": _about(),
        "servers": [{"url": f"{settings.SITE_ADDRESS.rstrip('/')}{BASE}"}],
        "paths": {**paths, **_others()},
        "components": {"schemas": _schemas()},
    }


def _about() -> Schema:
    region = settings.REGION
    about: Schema = {
        "title": f"Perron – {region.name.get('en') or next(iter(region.name.values()))}",
        "version": VERSION,
        "description": SAYS,
    }
    if region.licence:
        about["license"] = {"name": region.licence, "url": region.licence}
    return about


def _schemas() -> Schema:
    records = {kind.name: {**kind.schema(), "title": kind.name} for kind in open_kinds().values()}
    return {
        **records,
        "problem": answers.PROBLEM,
        "answer": answers.ANSWER,
        "line": answers.LINE,
        "owed": answers.OWED,
        "seal": answers.SEAL,
        "snapshot": answers.SNAPSHOT,
    }


def _of_kind(path: str, kind: Kind) -> Schema:
    """A list and a record, the record in words of the web, and what changed about it."""
    key = _keys_in_path(kind)
    one = "/".join(f"{{{part}}}" for part in kind.identity)
    record = _get(f"{kind.name}", "One record.", {JSON: answers.named(kind.name)}, path=key)
    found = {
        f"/{path}": _get(
            f"{kind.name}-list",
            kind.says or f"Every {kind.name}.",
            {JSON: answers.list_of(kind.name), CSV: TEXT},
            asked=parameters_of(kind),
        ),
        f"/{path}/{one}": record,
        f"/{path}/{one}.jsonld": _get(
            f"{kind.name}-linked", "The record as linked data.", {LINKED: ANYTHING}, path=key
        ),
        f"/feeds/{path}/{one}.atom": _get(
            f"{kind.name}-feed",
            "What changed about it.",
            {ATOM: TEXT},
            asked=[site_language()],
            path=key,
        ),
    }
    if kind.name == "organisation":
        found[f"/{path}/{one}/contacts"] = _get(
            "contacts", "Whom to reach.", {JSON: answers.CONTACTS}, path=key
        )
    if kind.single:
        says = "The strategy with everything that it names, as the file that loads it."
        found[f"/{path}/{one}/file"] = _get("file", says, {"application/yaml": TEXT}, path=key)
    return found


def _keys_in_path(kind: Kind) -> list[Schema]:
    """The parts of a key, which stand one after the other in an address."""
    return [
        {"name": part, "in": "path", "required": True, "schema": CODE} for part in kind.identity
    ]


def _others() -> Schema:
    language = [site_language()]
    return {
        "/": _get("index", "Everything that there is.", {JSON: answers.INDEX}),
        "/openapi.json": _get("openapi", "This document.", {JSON: ANYTHING}),
        "/search": _get("search", "Find things, best first.", {JSON: answers.HITS}, asked=SEARCH),
        "/figures": _get("figures", "Live figures.", {JSON: answers.FIGURES}),
        "/journal": _get(
            "journal",
            "Decisions, newest first.",
            {JSON: answers.days("journal", "line")},
            asked=LINES,
        ),
        "/owed": _get(
            "owed", "What is owed.", {JSON: answers.days("owed", "owed")}, asked=NUMBERED
        ),
        "/answers": _get(
            "answers",
            "Published answers.",
            {JSON: answers.days("answers", "answer")},
            asked=NUMBERED,
        ),
        "/seals": _get("seals", "Daily seals.", {JSON: answers.days("seals", "seal")}, asked=DAYS),
        "/seals/{day}": _get(
            "seal", "One seal.", {JSON: answers.named("seal")}, path=[DAY_IN_PATH]
        ),
        "/snapshots": _get(
            "snapshots", "The kept days.", {JSON: answers.days("snapshots", "snapshot")}, asked=DAYS
        ),
        "/snapshots/{day}": _get(
            "snapshot", "One kept day.", {JSON: answers.named("snapshot")}, path=[DAY_IN_PATH]
        ),
        "/snapshots/{day}/content": _get(
            "snapshot-content", "All of it.", {JSON: ANYTHING}, path=[DAY_IN_PATH]
        ),
        "/catalogue.jsonld": _get("catalogue", "The catalogue (DCAT-AP 3).", {LINKED: ANYTHING}),
        "/calendar.ics": _get("calendar", "What is due when.", {ICS: TEXT}, asked=CALENDAR),
        "/feeds/changes.atom": _get("changes", "Publications.", {ATOM: TEXT}, asked=language),
        "/feeds/seals.atom": _get("seals-feed", "Daily seals.", {ATOM: TEXT}, asked=language),
    }


def _get(
    name: str,
    says: str,
    contents: dict[str, Schema],
    *,
    asked: Iterable[Parameter] = (),
    path: Iterable[Schema] = (),
) -> Schema:
    """One address that is read."""
    described = [parameter.described() for parameter in asked]
    responses: dict[str, Any] = {
        "200": {
            "description": says,
            "content": {kind: {"schema": schema} for kind, schema in contents.items()},
        },
        "304": {"description": "Nothing changed since the ETag or the date that was sent."},
        "422": _problem("A parameter is unknown or malformed."),
    }
    if path:
        described = [*path, *described]
        responses["301"] = {"description": "It was merged with another: the new address."}
        responses["404"] = _problem("There is nothing public under this code.")
    if LINKED in contents:
        responses["406"] = _problem("The request accepts no form of this document.")
    operation = {"operationId": name, "summary": says, "responses": responses}
    return {"get": operation | ({"parameters": described} if described else {})}


def _problem(says: str) -> Schema:
    return {"description": says, "content": {PROBLEM: {"schema": answers.named("problem")}}}
