"""Who may do what with applications."""

from datetime import date

from perron.accounts.models import User
from perron.calls.enums import MemberRole, SigningState
from perron.calls.models import Application, Member, Signing
from perron.directory.enums import AffiliationState
from perron.directory.models import Affiliation, Organisation

WRITERS = (MemberRole.LEAD, MemberRole.WRITER)


def keeps_calls(user: User) -> bool:
    """Officers and administrators look after applications."""
    return user.may("calls.keep")


def sees_applications(user: User) -> bool:
    """Who may read every application: those who look after them, and auditors."""
    return keeps_calls(user) or user.sees_everything


def role_of(user: User, application: Application) -> str:
    """The role of a person in an application; empty if they have none.

    Under a mandate, only if it lends speaking for an organisation.
    """
    if not user.may("organisation.speak"):
        return ""
    mine = Member.objects.filter(application=application, person=user)
    return mine.values_list("role", flat=True).first() or ""


def writes(user: User, application: Application) -> bool:
    """Whether this person may change the draft."""
    return role_of(user, application) in WRITERS


def leads(user: User, application: Application) -> bool:
    """Whether this person may hand it in for the team, withdraw it, and invite."""
    return role_of(user, application) == MemberRole.LEAD


def may_sign(user: User, organisation: Organisation, day: date) -> bool:
    """Whether this person was approved to sign for a body, and still is; no mandate lends it."""
    if user.acting:
        return False
    mine = Signing.objects.filter(
        person=user, organisation=organisation, state=SigningState.APPROVED
    )
    return any(one.until is None or one.until >= day for one in mine)


def spoken_for(user: User) -> list[Organisation]:
    """The organisations that this person was approved to speak for."""
    if not user.may("organisation.speak"):
        return []
    approved = Affiliation.objects.filter(person=user, state=AffiliationState.APPROVED)
    return [one.organisation for one in approved.select_related("organisation").order_by("pk")]
