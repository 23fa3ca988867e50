"""Making accounts."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from perron.accounts.enums import Role
from perron.accounts.errors import AccountRefused
from perron.accounts.models import User
from perron.core.errors import NotAllowed
from perron.core.journal.lines import Entry, record


@transaction.atomic
def open_account(
    email: str,
    *,
    name: str,
    role: Role,
    password: str,
    by: User | None,
    at: datetime,
    demonstration: bool = False,
) -> User:
    """Make an account; only administrators and the operator may."""
    if by is not None and not by.is_administrator:
        raise NotAllowed(thing=email)
    try:
        validate_email(email)
    except ValidationError as invalid:
        raise AccountRefused(why=_("“%(email)s” is no e-mail address.") % {"email": email}) from invalid
    if User.objects.filter(email=email.strip().lower()).exists():
        raise AccountRefused(why=_("there is one for %(email)s already.") % {"email": email})
    person = User.objects.create_user(
        email, password, name=name, role=role, is_demonstration=demonstration
    )
    entry = Entry(
        "person.added",
        "person",
        str(person.key),
        {"role": role.value},
        private={"email": person.email, "name": name},
    )
    record("accounts", entry, by=by, at=at)
    return person
