"""Colleagues: invited by letter, given a role, gone again; somebody always leads."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from perron.accounts.models import User
from perron.accounts.services.inviting import open_invited
from perron.calls.enums import MemberRole
from perron.calls.errors.applying import (
    InvitationOver,
    InvitedAlready,
    InvitedSomebodyElse,
    LastLead,
    TooManyInvited,
)
from perron.calls.models import Application, Invitation, Member
from perron.calls.services.applying.remembering import led_by, locked, name_of, remember
from perron.core.errors import NotAllowed
from perron.letters.services.wording import spoken_language
from perron.letters.services.writing import Addressee, checked_address, write_letter

SALT = "calls.invitation"
MOST_A_DAY = 20
LASTS = timedelta(days=60)


@transaction.atomic
def invite_colleague(
    application: Application, address: str, role: MemberRole, *, by: User, at: datetime
) -> Invitation:
    """Write a letter with a link to an address; raises ``InvitedAlready``, ``AddressRefused``."""
    kept = led_by(application, by)
    plain = checked_address(address)
    waiting = kept.invitations.filter(accepted_at=None)
    if kept.members.filter(person__email=plain).exists() or waiting.filter(address=plain).exists():
        raise InvitedAlready(address=plain)
    recent = Invitation.objects.filter(sent_by=by.actor_name, sent_at__gt=at - timedelta(days=1))
    if recent.count() >= MOST_A_DAY:
        raise TooManyInvited
    invitation = Invitation.objects.create(
        application=kept, address=plain, role=role, sent_at=at, sent_by=by.actor_name
    )
    private = {"address": plain}
    remember("invited", kept, {"role": role.value}, by=by, at=at, private=private)
    _tell(invitation, kept, by=by, at=at)
    return invitation


def _tell(invitation: Invitation, application: Application, *, by: User, at: datetime) -> None:
    language = spoken_language(application.language)
    with translation.override(language):
        page = reverse("calls:join", args=[token_of(invitation)])
        facts = {
            "inviter": by.name,
            "edition": str(application.edition.name),
            "applicant": name_of(application),
            "role": str(MemberRole(invitation.role).label),
            "link": f"{settings.SITE_ADDRESS.rstrip('/')}{page}",
        }
    write_letter(
        "application-invitation",
        to=Addressee(invitation.address, language),
        reference=f"invitation:{invitation.key}",
        context=facts,
        at=at,
    )


def token_of(invitation: Invitation) -> str:
    """What the link in the letter holds: nobody else can make it."""
    return signing.dumps(str(invitation.key), salt=SALT)


def find_invitation(token: str, at: datetime) -> Invitation:
    """The invitation of a link; raises ``InvitationOver`` for one that is no good any more."""
    try:
        key = signing.loads(token, salt=SALT)
    except signing.BadSignature as bad:
        raise InvitationOver from bad
    rows = Invitation.objects.filter(key=key, accepted_at=None, sent_at__gt=at - LASTS)
    found = rows.select_related("application__edition", "application__organisation").first()
    if found is None:
        raise InvitationOver
    return found


@transaction.atomic
def accept_invitation(
    invitation: Invitation, name: str, *, by: User | None, at: datetime
) -> Member:
    """Join: whoever holds the link has the address. Without an account one is opened for it."""
    kept = locked(invitation.application)
    waiting = Invitation.objects.select_for_update(of=("self",)).filter(
        pk=invitation.pk, accepted_at=None
    )
    found = waiting.first()
    if found is None:
        raise InvitationOver
    if by is not None and by.email != found.address:
        raise InvitedSomebodyElse
    person = by or open_invited(found.address, name, kept.language, at=at)
    found.accepted_at = at
    found.save(update_fields=["accepted_at"])
    member, is_new = Member.objects.get_or_create(
        application=kept, person=person, defaults={"role": found.role, "since": at}
    )
    if is_new:
        remember("member-joined", kept, {"role": found.role}, by=person, at=at)
    return member


@transaction.atomic
def take_invitation_back(invitation: Invitation, *, by: User, at: datetime) -> None:
    """The link is good for nothing from this moment on."""
    kept = led_by(invitation.application, by)
    gone = kept.invitations.filter(pk=invitation.pk, accepted_at=None)
    if gone.delete()[0]:
        remember("invitation-withdrawn", kept, {}, by=by, at=at)


@transaction.atomic
def give_member_role(member: Member, role: MemberRole, *, by: User, at: datetime) -> Member:
    """Let a colleague lead, write or only read; raises ``LastLead``."""
    kept = led_by(member.application, by)
    found = kept.members.get(pk=member.pk)
    if found.role != role:
        _keep_a_lead(kept, found, role)
        change = {"role": [found.role, role.value]}
        found.role = role
        found.save(update_fields=["role"])
        private = {"person": str(found.person.key)}
        remember("member-role", kept, change, by=by, at=at, private=private)
    return found


@transaction.atomic
def leave_application(member: Member, *, by: User, at: datetime) -> None:
    """Leave, or be taken off by whoever leads; raises ``LastLead``, ``NotAllowed``."""
    kept = locked(member.application)
    found = kept.members.select_related("person").get(pk=member.pk)
    if not by.is_moved_by(found.person):
        led_by(kept, by)
    elif not by.may("organisation.speak"):
        raise NotAllowed(thing=kept)
    _keep_a_lead(kept, found, None)
    private = {"person": str(found.person.key)}
    found.delete()
    remember("member-left", kept, {}, by=by, at=at, private=private)


def _keep_a_lead(application: Application, member: Member, role: MemberRole | None) -> None:
    if member.role != MemberRole.LEAD or role == MemberRole.LEAD:
        return
    leads = application.members.filter(role=MemberRole.LEAD, person__is_active=True)
    if not leads.exclude(pk=member.pk).exists():
        raise LastLead
