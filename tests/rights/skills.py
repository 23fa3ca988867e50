"""Sittings of the test: open to everybody, and each one there only for whoever holds it."""

from tests.rights.roles import NONE, OK, everybody, signed_in

BASE = "/en/skills/"
EMPTY = 503  # the region of these tables has no bank
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
    "begin/": everybody(EMPTY),
    "back/": everybody(NONE),
    "{sitting}/1/": everybody(NONE),
    "{sitting}/1/report/": everybody(NONE),
    "{sitting}/harder/": everybody(NONE),
    "{sitting}/pause/": everybody(NONE),
    "{sitting}/erase/": everybody(NONE),
    "{sitting}/leave/": everybody(NONE),
    "{sitting}/keep/": signed_in(NONE),
}
