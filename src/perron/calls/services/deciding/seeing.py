"""Who sees decisions before they are public, and who may change anything about them."""

from perron.accounts.models import User

HANDS = ("calls.keep", "awards.decide")
INSIDE = (*HANDS, "everything.see")


def sees_decisions(user: User) -> bool:
    """Officers, deciders, auditors and administrators."""
    return any(user.may(right) for right in INSIDE)


def changes_decisions(user: User) -> bool:
    """Those who prepare decisions, and those who sign them."""
    return any(user.may(right) for right in HANDS)
