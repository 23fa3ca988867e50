"""Sittings of the test: open to everybody, and each one there only for whoever holds it."""

from tests.rights.roles import LENT, NO, NONE, OK, OWN, Row, everybody, signed_in

BASE = "/en/skills/"
EMPTY = 503  # the region of these tables has no bank
# Who acts for somebody takes no test for them.
BEGINS: Row = (*(EMPTY for _role in OWN), *(NO for _role in LENT))
READ = {
    "": everybody(OK),
    "begin/": everybody(OK),
    "back/": everybody(OK),
    "gone/": everybody(OK),
    "{sitting}/": everybody(NONE),
    "{sitting}/1/": everybody(NONE),
    "{sitting}/1/file/": everybody(NONE),
    "{sitting}/1/report/": everybody(NONE),
    "{sitting}/picture/": everybody(NONE),
    "{sitting}/pause/": everybody(NONE),
    "{sitting}/erase/": everybody(NONE),
}
SENT = {
    "begin/": BEGINS,
    "back/": everybody(NONE),
    "{sitting}/1/": everybody(NONE),
    "{sitting}/1/report/": everybody(NONE),
    "{sitting}/harder/": everybody(NONE),
    "{sitting}/pause/": everybody(NONE),
    "{sitting}/erase/": everybody(NONE),
    "{sitting}/leave/": everybody(NONE),
    "{sitting}/keep/": signed_in(NONE),
}
