"""Forgetting letters: by their age, and because a person asks."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from perron.core.journal.lines import Entry, record
from perron.letters.enums import LetterState
from perron.letters.models import Letter, Preference
from perron.letters.services.forgetting import forget_letters
from perron.letters.services.handing import CHAIN
from perron.letters.services.kinds import kinds
from perron.letters.services.writing import ERASED

UNDER_WAY = (LetterState.WAITING, LetterState.SENDING)


def erase_old_letters(before: datetime) -> int:
    """Erase words and addresses of letters that ended before; answer how many they were.

    What remains is that a letter of a kind was handed over on a day. The age of one that was never
    handed over counts from its writing.
    """
    old = Letter.objects.annotate(ended=Coalesce("handed_at", "written_at")).filter(
        ended__lt=before
    )
    return forget_letters(old.exclude(state__in=UNDER_WAY).exclude(reference__startswith=ERASED))


def letters_of(address: str) -> list[dict[str, Any]]:
    """Everything kept about an address here, plain, for whoever asks what is known of them."""
    address = address.strip().lower()
    written = [
        {
            "kind": str(kinds[letter.kind].label) if letter.kind in kinds else letter.kind,
            "written_at": letter.written_at,
            "handed_at": letter.handed_at,
            "state": letter.get_state_display(),
            "language": letter.language,
            "subject": letter.subject,
            "text": letter.text,
        }
        for letter in Letter.objects.filter(address=address)
    ]
    refused = [
        {"kind": _("a refusal"), "category": row.category, "refused_at": row.refused_at}
        for row in Preference.objects.filter(address=address)
    ]
    return written + refused


@transaction.atomic
def erase_letters_of(address: str, at: datetime) -> int:
    """Erase all letters to an address, whatever their age, and its refusals; answer how many.

    A letter that waits is not sent any more. One that is being handed over at this moment leaves;
    its row is erased all the same.
    """
    address = address.strip().lower()
    mine = Letter.objects.filter(address=address)
    if not address:
        return 0
    mine.filter(state=LetterState.WAITING).update(state=LetterState.DROPPED)
    erased = forget_letters(mine)
    refusals, _tables = Preference.objects.filter(address=address).delete()
    if erased or refusals:
        entry = Entry("letters.erased", change={"letters": erased, "refusals": refusals})
        record(CHAIN, entry, by=None, at=at)
    return erased
