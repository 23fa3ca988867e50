"""Who sees decisions before they are public."""

from perron.accounts.models import User

INSIDE = ("calls.keep", "awards.decide", "everything.see")


def sees_decisions(user: User) -> bool:
    """Officers, deciders, auditors and administrators."""
    return any(user.may(right) for right in INSIDE)
