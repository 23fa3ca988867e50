"""What answers tell of the questions: the desk reads it, keepers of the bank settle flags.

The questions themselves stand only on the pages of keepers and auditors; settling is never lent.
"""

from tests.rights.roles import AWAY, NO, OK, WRONG, Row, keepers

BASE = "/en/skills/calibrations/"


def at_the_desk(status: int) -> Row:
    """Everybody who sees the desk, also by a mandate that lends this."""
    return (AWAY, NO, NO, *(status,) * 5, NO, NO, status, NO, NO)


READ: dict[str, Row] = {"": at_the_desk(OK), "flags/{flag}/": at_the_desk(OK)}
SENT: dict[str, Row] = {"flags/{flag}/": keepers(WRONG)}  # without words
