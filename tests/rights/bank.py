"""The bank of questions: the framework is everybody's, the questions those who keep them see.

Nobody sees a question before it is asked, with its key, but officers, administrators and auditors.
A draft is its author's, a colleague of those who walk here; any other keeper lets it in. The
right can't be lent.
"""

from tests.rights.roles import AWAY, LATE, NO, NONE, OK, WRONG, Row, everybody, keepers

BASE = "/en/skills/"


def look(status: int) -> Row:
    """Those who keep the bank, and auditors, who change nothing."""
    return (AWAY, NO, NO, status, NO, status, NO, status, NO, NO, NO, NO, NO)


READ = {
    "framework/": everybody(OK),
    "framework/1.1/": everybody(OK),
    "framework/{competence}/": everybody(NONE),
    "bank/": look(OK),
    "bank/new/": look(OK),
    "bank/{family}/": look(OK),
    "bank/{family}/withdraw/": look(OK),
    "bank/{family}/1-1/": look(OK),
    "bank/{family}/1/": look(OK),
    "bank/{family}/1/preview/bank/": look(OK),
    "bank/{family}/1/preview/bank/file/": look(NONE),
    "bank/{drafted_family}/": look(OK),
    "bank/{drafted_family}/1/": look(OK),
    "bank/{drafted_family}/1/preview/bank/": look(OK),
}
SENT = {
    "bank/new/": keepers(WRONG),
    "bank/{family}/begin/": keepers(AWAY),
    "bank/{drafted_family}/begin/": keepers(LATE),
    "bank/{family}/withdraw/": keepers(WRONG),
    "bank/{family}/1/": keepers(WRONG),
    "bank/{family}/1/hand-in/": keepers(LATE),
    "bank/{family}/1/publish/": keepers(LATE),
    "bank/{family}/1/send-back/": keepers(LATE),
    "bank/{family}/1/discard/": keepers(LATE),
    "bank/{drafted_family}/1/": keepers(WRONG),
    "bank/{drafted_family}/1/hand-in/": keepers(NO),
    "bank/{drafted_family}/1/discard/": keepers(NO),
    "bank/{handed_family}/1/publish/": keepers(AWAY),
    "bank/{handed_family}/1/send-back/": keepers(WRONG),  # without a remark
}
