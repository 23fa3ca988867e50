"""What machines ask of the site itself, and addresses where nothing is."""

from tests.rights.roles import AWAY, NONE, OK, Row, everybody

BASE = "/"
READ = {
    "": everybody(AWAY),
    "en/": everybody(OK),
    "health/": everybody(OK),
    "metrics": everybody(NONE),
    "favicon.ico": everybody(NONE),
    "nothing/": everybody(NONE),
    "static/nothing.css": everybody(NONE),
    "en/nothing/": everybody(NONE),
    "en/admin/": everybody(NONE),
    "robots.txt": everybody(NONE),
}
SENT: dict[str, Row] = {}
