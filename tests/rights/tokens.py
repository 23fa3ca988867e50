"""Pages behind a link in a letter: who has it is answered, and one link opens one page."""

from tests.rights.roles import AWAY, NONE, OK, WRONG, Row, everybody

BASE = "/en/"
READ = {
    "asked/{asked}/": everybody(OK),
    "update/{open_update}/": everybody(OK),
    "update/{proposed_update}/": everybody(OK),
    "update/{asked}/": everybody(NONE),
    "asked/{open_update}/": everybody(NONE),
    "letters/{preferences}/": everybody(OK),
    "letters/{asked}/": everybody(NONE),
    "letters/{open_update}/": everybody(NONE),
    "asked/{preferences}/": everybody(NONE),
    "update/{preferences}/": everybody(NONE),
    "asked/{key}/": everybody(NONE),
    "update/{update}/": everybody(NONE),
}
SENT: dict[str, Row] = {
    "asked/{asked}/": everybody(AWAY),
    "update/{open_update}/": everybody(WRONG),
    "update/{proposed_update}/": everybody(WRONG),
    "letters/{preferences}/": everybody(AWAY),
}
