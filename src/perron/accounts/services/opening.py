"""Making accounts."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from perron.accounts.enums import Role
from perron.accounts.errors import AccountRefused
from perron.accounts.models import User
from perron.accounts.services.telling import tell
from perron.core.errors import NotAllowed
from perron.core.journal.lines import Entry, record


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Whoever shall have an account; without a password they sign in with codes by e-mail."""

    email: str
    name: str
    role: Role
    password: str | None = None
    language: str = ""


@transaction.atomic
def open_account(
    person: NewPerson, *, by: User | None, at: datetime, demonstration: bool = False
) -> User:
    """Make an account; only administrators and the operator may."""
    email = person.email.strip().lower()
    if by is not None and not by.is_administrator:
        raise NotAllowed(thing=email)
    try:
        validate_email(email)
    except ValidationError as invalid:
        raise AccountRefused(
            why=_("“%(email)s” is no e-mail address.") % {"email": email}
        ) from invalid
    if User.objects.filter(email=email).exists():
        raise AccountRefused(why=_("there is one for %(email)s already.") % {"email": email})
    if not person.name.strip():
        raise AccountRefused(why=_("it needs a name."))
    user = User.objects.create_user(
        email,
        person.password,
        name=person.name.strip(),
        role=person.role,
        language=person.language,
        opened_at=at,
        is_demonstration=demonstration,
    )
    entry = Entry(
        "person.added",
        "person",
        str(user.key),
        {"role": person.role.value},
        private={"email": email, "name": person.name},
    )
    record("accounts", entry, by=by, at=at)
    if by is not None:
        role = user.get_role_display()
        tell("account-opened", user, address=email, context={"role": role}, at=at)
    return user
