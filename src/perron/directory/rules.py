"""Who may do what with organisations."""

from perron.accounts.models import User
from perron.directory.enums import AffiliationState
from perron.directory.models import Affiliation, Organisation


def edits_directory(user: User) -> bool:
    """Officers and administrators keep the directory."""
    return user.edits_strategy


def acts_for(user: User, organisation: Organisation) -> bool:
    """Whether this person was approved to speak for the organisation."""
    return (
        user.may("organisation.speak")
        and Affiliation.objects.filter(
            person=user, organisation=organisation, state=AffiliationState.APPROVED
        ).exists()
    )
