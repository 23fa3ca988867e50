"""Panels, declared skills and figures of the test: every address, and what each role is answered.

Figures are everybody's. Panels are kept by officers and administrators, for themselves only: the
right is never lent. What somebody declares is seen by the browser that holds the sitting.
"""

from tests.rights.roles import LATE, NONE, OK, WRONG, Row, everybody, keepers

BASE = "/en/skills/"
READ: dict[str, Row] = {
    "figures/": everybody(OK),
    "figures/people.csv": everybody(OK),
    "figures/panels/{panel}.csv": everybody(NONE),  # not published
    "invited/": everybody(OK),
    "declared/{declaring}/": everybody(NONE),
    "panels/": keepers(OK),
    "panels/new/": keepers(OK),
    "panels/{panel}/": keepers(OK),
}
SENT: dict[str, Row] = {
    "invited/": everybody(WRONG),
    "declared/{declaring}/": everybody(NONE),
    "panels/new/": keepers(WRONG),
    "panels/{panel}/codes/": keepers(LATE),  # they were drawn
    "panels/{panel}/publish/": keepers(LATE),  # it still runs
}
