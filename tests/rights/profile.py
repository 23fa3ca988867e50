"""Profiles: each is there only for whoever holds its sitting; one's own tests for oneself."""

from tests.rights.roles import AWAY, NONE, OK, Row, everybody, signed_in

BASE = "/en/skills/"
READ: dict[str, Row] = {
    "mine/": signed_in(OK),
    "mine/progress/": signed_in(AWAY),  # none of them has finished a test
    "{sitting}/profile/": everybody(NONE),
    "{sitting}/profile/profile.json": everybody(NONE),
    "{sitting}/profile/profile.csv": everybody(NONE),
    "{sitting}/profile/answers.csv": everybody(NONE),
    "{sitting}/answers/": everybody(NONE),
    "{sitting}/learn/": everybody(NONE),
    "{sitting}/sheet/": everybody(NONE),
}
SENT: dict[str, Row] = {}
