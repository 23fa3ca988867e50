"""Who may do what with the strategy."""

from perron.accounts.models import User


def edits_strategy(user: User) -> bool:
    """Officers and administrators edit strategies, programmes and measures."""
    return user.edits_strategy


def edits_evaluations(user: User) -> bool:
    """Judgement is the evaluators': the agency's officers do not write it."""
    return user.edits_evaluations
