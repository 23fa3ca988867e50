"""Signing in: open to visitors, and of no use to whoever is in."""

from tests.rights.roles import AWAY, NONE, OK, Row, everybody, signed_in, visitors

BASE = "/"
READ = {
    "en/sign-in/login/": visitors(OK),
    "en/sign-in/code/": visitors(OK),
    "en/sign-in/code/confirm/": everybody(AWAY),
    "en/sign-in/factor/": everybody(AWAY),
    "en/sign-in/passkey/": everybody(AWAY),
    "en/sign-in/logout/": signed_in(OK),
    "en/sign-in/signup/": everybody(OK),
    "en/sign-in/inactive/": everybody(OK),
    "en/sign-in/reauthenticate/": signed_in(OK),
    "en/sign-in/reauthenticate/factor/": everybody(AWAY),
    "en/sign-in/reauthenticate/passkey/": everybody(AWAY),
    "en/sign-in/reauthenticate/letter/": signed_in(OK),
    "en/sign-in/password/reset/": everybody(OK),
    "en/sign-in/password/reset/confirm/": everybody(AWAY),
    "en/sign-in/password/reset/complete/": everybody(AWAY),
    "en/sign-in/password/reset/done/": everybody(OK),
    "sign-in/provider/answer/": everybody(NONE),
}
SENT: dict[str, Row] = {
    "en/sign-in/login/": visitors(OK),
    "en/sign-in/code/": visitors(OK),
    "en/sign-in/code/confirm/": everybody(AWAY),
    "en/sign-in/factor/": everybody(AWAY),
    "en/sign-in/passkey/": everybody(AWAY),
    "en/sign-in/logout/": everybody(AWAY),
    "en/sign-in/reauthenticate/": signed_in(OK),
    "en/sign-in/reauthenticate/factor/": everybody(AWAY),
    "en/sign-in/reauthenticate/passkey/": everybody(AWAY),
    "en/sign-in/reauthenticate/letter/": signed_in(OK),
    "en/sign-in/password/reset/": everybody(OK),
    "en/sign-in/password/reset/confirm/": everybody(AWAY),
    "en/sign-in/password/reset/complete/": everybody(AWAY),
    "en/sign-in/provider/": everybody(NONE),
}
