"""What accounts hold about a person: given out and erased, part by part."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import make_password
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from perron.accounts.enums import Role
from perron.accounts.models import Mandate, Session, User
from perron.accounts.services.telling import tell
from perron.accounts.sessions import SessionStore
from perron.core.models import JournalPrivate
from perron.core.personal import Rows, Subject
from perron.core.rights import rights

ERASED_HOST = "erased.invalid"


def subject_of(person: User) -> Subject:
    """Somebody with an account, and every address and name that the account had or has."""
    beside = JournalPrivate.objects.filter(
        line__about_kind="person", line__about_code=str(person.key)
    )
    said = [
        str(row[part])
        for row in beside.values_list("values", flat=True)
        for part in ("before", "email", "name")
        if row.get(part)
    ]
    said += EmailAddress.objects.filter(user_id=person.pk).values_list("email", flat=True)
    tied = SocialAccount.objects.filter(user_id=person.pk)
    said += filter(None, (_address_in(identity.extra_data) for identity in tied))
    former = tuple(one for one in said if "@" in one)
    names = dict.fromkeys([person.name, *(one for one in said if "@" not in one)])
    return Subject(str(person.key), person.email, former, tuple(names))


def subject_at(address: str) -> Subject:
    """Whoever has this address: their account if there is one, else the address alone."""
    person = User.objects.filter(email=address.strip().lower(), erased_at=None).first()
    return subject_of(person) if person else Subject(address=address.strip().lower())


def _address_in(claims: dict[str, object]) -> str:
    token = claims.get("id_token")
    said = token.get("email") if isinstance(token, dict) else claims.get("email")
    return said if isinstance(said, str) else ""


def _own(subject: Subject) -> QuerySet[User]:
    return User.objects.filter(key=subject.key) if subject.key else User.objects.none()


def export_account(subject: Subject) -> Rows:
    """The account's own row, and addresses it had."""
    return [
        {
            "name": person.name,
            "email": person.email,
            "former": list(subject.addresses[1:]),
            "role": person.get_role_display(),
            "language": person.language,
            "key": str(person.key),
            "is_active": person.is_active,
            "opened_at": person.opened_at,
            "last_login": person.last_login,
        }
        for person in _own(subject)
    ]


def erase_account(subject: Subject, at: datetime) -> int:
    """Empty the row; what stays is the key that the journal's lines hold."""
    return (
        _own(subject)
        .filter(erased_at=None)
        .update(
            name="",
            email=f"erased-{subject.key}@{ERASED_HOST}",
            password=make_password(None),
            role=Role.CONTACT,
            language="",
            is_active=False,
            last_login=None,
            erased_at=at,
        )
    )


def export_sessions(subject: Subject) -> Rows:
    """Where the person is signed in; the sign-ins themselves never leave the cookie."""
    return [
        {
            "browser": session.browser,
            "signed_in_at": session.signed_in_at,
            "seen_at": session.seen_at,
            "expires_at": session.expire_date,
        }
        for session in Session.objects.filter(person__in=_own(subject))
    ]


def erase_sessions(subject: Subject, at: datetime) -> int:
    """Sign every browser out, and forget visits in which this person began to sign in."""
    del at
    mine = list(_own(subject).values_list("pk", flat=True))
    visits = [
        session.pk
        for session in Session.objects.exclude(person__in=mine).iterator(chunk_size=500)
        if session.person_id is None
        and subject.is_named_in(SessionStore().decode(session.session_data))
    ]
    return Session.objects.filter(Q(person__in=mine) | Q(pk__in=visits)).delete()[0]


def purge_sessions(before: datetime, at: datetime) -> int:
    """Forget sessions that ended by themselves."""
    del at
    return Session.objects.filter(expire_date__lt=before).delete()[0]


def export_factors(subject: Subject) -> Rows:
    """Second factors and passkeys by kind and date; secrets are given to nobody."""
    return [
        {
            "kind": factor.get_type_display(),
            "added_at": factor.created_at,
            "used_at": factor.last_used_at,
        }
        for factor in Authenticator.objects.filter(user__in=_own(subject))
    ]


def erase_factors(subject: Subject, at: datetime) -> int:
    """Forget them all."""
    del at
    gone: int = Authenticator.objects.filter(user__in=_own(subject)).delete()[0]
    return gone


def export_identities(subject: Subject) -> Rows:
    """Identities at the provider, as it described them, and addresses that were confirmed."""
    tied = SocialAccount.objects.filter(user__in=_own(subject))
    addresses = EmailAddress.objects.filter(user__in=_own(subject))
    return [
        {
            "kind": identity.provider,
            "key": identity.uid,
            "added_at": identity.date_joined,
            "used_at": identity.last_login,
            "record": identity.extra_data,
        }
        for identity in tied
    ] + [{"kind": _("e-mail address"), "address": row.email} for row in addresses]


def erase_identities(subject: Subject, at: datetime) -> int:
    """Untie them; tokens and confirmations go with them."""
    del at
    tied: int = SocialAccount.objects.filter(user__in=_own(subject)).delete()[0]
    addresses: int = EmailAddress.objects.filter(user__in=_own(subject)).delete()[0]
    return tied + addresses


def _mandates(subject: Subject) -> QuerySet[Mandate]:
    mine = _own(subject)
    rows = Mandate.objects.filter(Q(principal__in=mine) | Q(proxy__in=mine))
    return rows.select_related("principal", "proxy")


def export_mandates(subject: Subject) -> Rows:
    """Mandates given and held."""
    return [
        {
            "given_by_me": str(mandate.principal.key) == subject.key,
            "other": _other(mandate, subject).name,
            "scope": [str(rights[name].label) for name in mandate.scope if name in rights],
            "begins": mandate.begins,
            "ends": mandate.ends,
            "grounds": mandate.grounds,
            "written_at": mandate.written_at,
            "accepted_at": mandate.accepted_at,
            "revoked_at": mandate.revoked_at,
        }
        for mandate in _mandates(subject)
    ]


def _other(mandate: Mandate, subject: Subject) -> User:
    given = str(mandate.principal.key) == subject.key
    return mandate.proxy if given else mandate.principal


def erase_mandates(subject: Subject, at: datetime) -> int:
    """End and remove them; whoever is on the other side of one in force is told, without a name."""
    found = list(_mandates(subject))
    for mandate in found:
        other = _other(mandate, subject)
        if mandate.revoked_at is None and mandate.ends >= at.date() and other.is_active:
            facts = {"ends": mandate.ends, "begins": mandate.begins}
            tell("mandate-gone", other, address=other.email, context=facts, at=at)
    Mandate.objects.filter(pk__in=[mandate.pk for mandate in found]).delete()
    return len(found)
