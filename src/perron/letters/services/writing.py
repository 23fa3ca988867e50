"""Writing a letter: once for each reason and address, in the transaction of what it tells."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from perron.core.queue import enqueue
from perron.letters.enums import LetterState
from perron.letters.errors import AddressRefused
from perron.letters.models import Letter
from perron.letters.services.faults import CAME_BACK_BEFORE
from perron.letters.services.kinds import LetterKind, kinds
from perron.letters.services.preferences import is_unwanted
from perron.letters.services.wording import spoken_language, word_letter

LONGEST_REFERENCE = 200
ERASED = "erased:"
Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Addressee:
    """Where a letter goes, in which language, and to which party if that is known."""

    address: str
    language: str
    party: str = ""


@transaction.atomic
def write_letter(
    kind: str, *, to: Addressee, reference: str, context: Mapping[str, Any], at: datetime
) -> Letter:
    """Write a letter, or answer the one that was written for this reason before.

    It leaves when the caller's transaction is through; a caller that rolls back leaves none. A
    letter of a category that the address refused is kept as dropped, without its words. Raises
    ``AddressRefused``; ``KeyError`` for an unknown kind; ``ValueError`` for a bad reference.
    """
    if not 0 < len(reference) <= LONGEST_REFERENCE or reference.startswith(ERASED):
        raise ValueError(f"{reference!r} is no reason's name")
    address = checked_address(to.address)
    written = Letter.objects.filter(reference=reference, address=address).first()
    if written:
        return written
    fields: Fields = {"party": to.party, "language": spoken_language(to.language)}
    fields |= _about(kinds[kind], at)
    if is_unwanted(address, fields["category"]):
        fields |= {"state": LetterState.DROPPED}
    else:
        fields |= _words(kinds[kind], context, address=address, language=fields["language"])
    letter, is_new = Letter.objects.get_or_create(
        reference=reference, address=address, defaults=fields
    )
    if is_new and letter.state == LetterState.WAITING:
        enqueue("letters.hand_over", letter.pk)
    return letter


def checked_address(address: str) -> str:
    """The one form in which addresses are kept; raises ``AddressRefused``."""
    kept = address.strip().lower()
    try:
        validate_email(kept)
    except ValidationError as invalid:
        raise AddressRefused(address=address[:100]) from invalid
    if not kept.isprintable() or kept.startswith('"'):
        raise AddressRefused(address=address[:100])
    return kept


def _about(kind: LetterKind, at: datetime) -> Fields:
    """What a letter has whatever it says; its Message-ID is fixed here, before any attempt."""
    key = uuid.uuid4()
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return {
        "key": key,
        "message_id": f"<{key.hex}@{host}>",
        "kind": kind.name,
        "category": kind.category,
        "secret": kind.secret,
        "written_at": at,
        "not_before": at,
    }


def _words(kind: LetterKind, context: Mapping[str, Any], *, address: str, language: str) -> Fields:
    wording = word_letter(kind, context, language=language, address=address)
    return {
        "subject": wording.subject,
        "text": wording.text,
        "html": wording.html,
        "fault": CAME_BACK_BEFORE if has_come_back(address) else "",
    }


def has_come_back(address: str) -> bool:
    """Whether a letter to this address came back before."""
    return Letter.objects.filter(state=LetterState.BOUNCED, address=address).exists()
