"""What an authenticator app does: RFC 6238, with the secret it was given."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

PERIOD = 30


def app_code(secret: str, *, steps: int = 0) -> str:
    """The six digits that an app shows now, or some half minutes away."""
    step = int(time.time()) // PERIOD + steps
    return str(format_hotp_value(hotp_value(secret.replace(" ", ""), step)))
