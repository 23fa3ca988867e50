"""What a person changes about the own account: name, language, e-mail address, sign-ins."""

from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.utils.translation import gettext as _

from perron.accounts.errors import AccountUnchanged
from perron.accounts.models import Session, User
from perron.accounts.services.telling import tell
from perron.core.journal.lines import Entry, record


@transaction.atomic
def change_profile(person: User, *, name: str, language: str, at: datetime) -> User:
    """Write another name or language; the journal keeps the name beside its line."""
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if (person.name, person.language) == (name, language):
        return person
    before = person.name
    person.name, person.language = name, language
    person.save(update_fields=["name", "language"])
    private = {"before": before, "name": name} if before != name else {}
    entry = Entry("person.changed", "person", str(person.key), {"language": language}, private)
    record("accounts", entry, by=person, at=at)
    return person


@transaction.atomic
def change_email(person: User, *, email: str, at: datetime) -> User:
    """Move an account to another address, whose owner has typed the code that was sent there.

    The old address is told. Raises ``AccountUnchanged`` when somebody else has the address.
    """
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    email, before = email.strip().lower(), person.email
    if User.objects.exclude(pk=person.pk).filter(email=email).exists():
        raise AccountUnchanged(why=_("another account has the address %s.") % email)
    private = {"before": before, "email": email}
    entry = Entry("person.moved", "person", str(person.key), {}, private)
    record("accounts", entry, by=person, at=at)  # first: a new address locks the whole row
    person.email = email
    person.save(update_fields=["email"])
    EmailAddress.objects.filter(user_id=person.pk).delete()
    tell("email-changed", person, address=before, context={"email": email}, at=at)
    return person


@transaction.atomic
def remove_password(person: User, *, at: datetime) -> None:
    """Do without a password: codes by e-mail, passkeys and the provider are left."""
    person.set_unusable_password()
    person.save(update_fields=["password"])
    tell("password-removed", person, address=person.email, context={}, at=at)


def end_session(person: User, key: UUID) -> bool:
    """Sign one browser of this person out; ``False`` when there was none."""
    ended, _rows = Session.objects.filter(person=person, key=key).delete()
    return bool(ended)


def end_other_sessions(person: User, *, kept: str | None) -> int:
    """Sign every browser of this person out but the one whose session key is given."""
    ended, _rows = Session.objects.filter(person=person).exclude(session_key=kept).delete()
    return ended


@transaction.atomic
def untie_identity(person: User, identity: SocialAccount, *, at: datetime) -> None:
    """Forget an identity at the provider; a code by e-mail always opens the account."""
    SocialAccount.objects.filter(pk=identity.pk, user_id=person.pk).delete()
    tell("identity-removed", person, address=person.email, context={}, at=at)
