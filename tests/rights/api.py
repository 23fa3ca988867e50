"""Open data: everybody is answered alike, and what is not public has no address."""

from tests.rights.roles import NONE, OK, Row, everybody

BASE = "/api/v1/"
READ = {
    "": everybody(OK),
    "openapi.json": everybody(OK),
    "search?q=plan": everybody(OK),
    "figures": everybody(OK),
    "journal": everybody(OK),
    "journal?limit=500": everybody(OK),
    "seals": everybody(OK),
    "seals/{day}": everybody(OK),
    "snapshots": everybody(OK),
    "snapshots/{day}": everybody(OK),
    "snapshots/{day}/content": everybody(OK),
    "catalogue.jsonld": everybody(OK),
    "calendar.ics": everybody(OK),
    "feeds/changes.atom": everybody(OK),
    "feeds/seals.atom": everybody(OK),
    "feeds/measures/{measure}.atom": everybody(OK),
    "organisations/{town}/contacts": everybody(OK),
    "strategies/{strategy}/file": everybody(OK),
    "measures": everybody(OK),
    "measures?format=csv": everybody(OK),
    "organisations?format=csv": everybody(OK),
    "organisations": everybody(OK),
    "organisations/{town}": everybody(OK),
    "organisations/{town}.jsonld": everybody(OK),
    "measures/{measure}": everybody(OK),
    "measures/{measure}.jsonld": everybody(OK),
    "people": everybody(NONE),
    "users": everybody(NONE),
    "drafts": everybody(NONE),
    "letters": everybody(NONE),
    "inquiries": everybody(NONE),
    "contacts": everybody(NONE),
    "x/y/z": everybody(NONE),
    "no.such.thing": everybody(NONE),
    "measures/robots": everybody(NONE),
}
SENT: dict[str, Row] = {}
