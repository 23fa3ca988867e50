"""Who may do what with the strategy."""

from perron.accounts.models import User
from perron.core.words import word

HOLDER = "holder"


def edits_strategy(user: User) -> bool:
    """Officers and administrators edit strategies, programmes and measures."""
    return user.edits_strategy


def edits_evaluations(user: User) -> bool:
    """Judgement is the evaluators': the agency's officers do not write it."""
    return user.edits_evaluations


def is_holder(role: str) -> bool:
    """Whether the region's list of roles says that this one holds a measure."""
    return HOLDER in {role, word("role", role).nature}
