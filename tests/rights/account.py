"""One's own account, its factors, sessions and mandates: another person's are not there."""

from tests.rights.roles import AWAY, NONE, OK, WRONG, Row, everybody, keepers, signed_in

BASE = "/en/"
# Officers and administrators enter mandates from paper, and end them.
ANOTHERS_MANDATE = (AWAY, NONE, NONE, AWAY, NONE, NONE, NONE, AWAY, NONE, NONE, NONE, NONE, NONE)
READ = {
    "account/": signed_in(OK),
    "account/profile/": signed_in(OK),
    "account/data/": signed_in(OK),
    "account/data/download/": signed_in(OK),
    "account/data/erase/": signed_in(OK),
    "account/erased/": everybody(OK),
    "account/email/": signed_in(OK),
    "account/email/confirm/": everybody(AWAY),
    "account/password/": signed_in(OK),
    "account/password/set/": everybody(AWAY),
    "account/factors/": everybody(AWAY),
    "account/factors/passkeys/": everybody(AWAY),
    "account/factors/app/": signed_in(OK),
    "account/factors/app/code.svg": signed_in(NONE),
    "account/factors/app/remove/": signed_in(NONE),
    "account/factors/recovery-codes/": signed_in(NONE),
    "account/factors/recovery-codes/new/": signed_in(OK),
    "account/factors/passkeys/add/": signed_in(OK),
    "account/factors/passkeys/{passkey}/": signed_in(NONE),
    "account/factors/passkeys/{passkey}/remove/": signed_in(NONE),
    "account/identities/": everybody(AWAY),
    "account/mandates/": signed_in(OK),
    "account/mandates/new/": signed_in(OK),
    "account/mandates/paper/": keepers(OK),
}
SENT: dict[str, Row] = {
    "account/profile/": signed_in(OK),
    "account/data/erase/": signed_in(WRONG),
    "account/email/": signed_in(OK),
    "account/email/confirm/": everybody(AWAY),
    "account/password/": signed_in(OK),
    "account/password/set/": everybody(AWAY),
    "account/factors/app/": signed_in(OK),
    "account/factors/app/remove/": signed_in(NONE),
    "account/factors/recovery-codes/new/": signed_in(OK),
    "account/factors/passkeys/add/": signed_in(OK),
    "account/factors/passkeys/{passkey}/": signed_in(NONE),
    "account/factors/passkeys/{passkey}/remove/": signed_in(NONE),
    "account/mandates/new/": signed_in(WRONG),
    "account/mandates/paper/": keepers(WRONG),
    "account/password/remove/": everybody(AWAY),
    "account/sessions/end/": everybody(AWAY),
    "account/sessions/{session}/end/": everybody(AWAY),
    "account/identities/{identity}/untie/": signed_in(NONE),
    "account/mandates/stop/": everybody(AWAY),
    "account/mandates/{mandate}/accept/": signed_in(NONE),
    "account/mandates/{mandate}/end/": ANOTHERS_MANDATE,
    "account/mandates/{mandate}/act/": signed_in(NONE),
}
