"""Who sees what at the desk, and which kinds of record anybody edits there."""

from django.db.models import QuerySet

from perron.accounts.enums import Role
from perron.accounts.models import User
from perron.core.models import Draft
from perron.core.records.kinds import Kind, kinds


def editable_kinds() -> list[Kind]:
    """The kinds that at least an administrator may edit; the others come from importers."""
    anybody = User(role=Role.ADMINISTRATOR)
    return [kind for kind in kinds if kind.may_edit(anybody)]


def kinds_of(user: User) -> list[Kind]:
    """The kinds that this person may edit."""
    return [kind for kind in kinds if kind.may_edit(user)]


def visible_drafts(user: User) -> QuerySet[Draft]:
    """Own drafts; administrators and auditors see everybody's.

    Under a mandate, drafts of the kinds that it lets one edit.
    """
    if user.sees_everything:
        return Draft.objects.all()
    own = Draft.objects.filter(author=user)
    return own.filter(kind__in=[kind.name for kind in kinds_of(user)]) if user.acting else own


def loads_files(user: User) -> bool:
    """Officers and administrators load files into the site."""
    return user.edits_strategy


def sees_owed(user: User) -> bool:
    """Officers and administrators answer; auditors look on."""
    return user.may("inquiries.answer") or user.sees_everything
