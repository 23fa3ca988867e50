"""What pages show about letters: plain dictionaries."""

from collections.abc import Iterable
from datetime import datetime
from email import message_from_bytes, policy
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from perron.letters.enums import LetterState
from perron.letters.models import Letter
from perron.letters.services.couriers import kept_file
from perron.letters.services.handing import GIVEN_UP, SENT_AGAIN
from perron.letters.services.health import state_of_post
from perron.letters.services.kinds import kinds
from perron.letters.services.links import Holder
from perron.letters.services.preferences import refusable_categories, refused_by

NEWEST = 100
TONES = {
    LetterState.WAITING: "waiting",
    LetterState.SENDING: "going",
    LetterState.HANDED: "done",
    LetterState.UNCERTAIN: "late",
    LetterState.REFUSED: "stopped",
    LetterState.BOUNCED: "stopped",
    LetterState.DROPPED: "unknown",
}


def letters_shown(state: str = "", *, at: datetime) -> dict[str, Any]:
    """The newest letters, of one state if asked for, and what is wrong with the post."""
    rows = Letter.objects.defer("text", "html")
    if state in LetterState.values:
        rows = rows.filter(state=state)
    return {"rows": letter_rows(rows[:NEWEST]), "warnings": state_of_post().sentences(at)}


def letter_rows(letters: Iterable[Letter]) -> list[dict[str, Any]]:
    """Each letter without its words: what it is, to whom, how it stands, what may be decided."""
    return [
        {
            "key": str(letter.key),
            "kind": str(kinds[letter.kind].label) if letter.kind in kinds else letter.kind,
            "address": letter.address,
            "language": letter.language,
            "subject": "" if letter.secret else letter.subject,
            "state": letter.state,
            "word": letter.get_state_display(),
            "tone": TONES[LetterState(letter.state)],
            "written_at": letter.written_at,
            "handed_at": letter.handed_at,
            "attempts": letter.attempts,
            "fault": _(letter.fault) if letter.fault else "",
            "may_send_again": letter.state in SENT_AGAIN,
            "may_give_up": letter.state in GIVEN_UP,
        }
        for letter in letters
    ]


def words_kept(letter: Letter) -> str:
    """The plain words of a letter that a demonstration keeps in its folder; else nothing.

    This is how somebody who tries the site reads a sign-in code. Where a database or a mail server
    is named, nobody reads other people's letters here.
    """
    path = kept_file(letter.message_id)
    if not settings.EMBEDDED or not path.exists():
        return ""
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    part = mail.get_body(("plain",))
    return str(part.get_content()) if part else ""


def preferences_shown(holder: Holder) -> dict[str, Any]:
    """The categories that may be refused, and which of them this address wants."""
    refused = refused_by(holder.address)
    return {
        "address": masked(holder.address),
        "categories": [
            {
                "name": category.name,
                "label": category.label,
                "why": category.why,
                "wanted": category.name not in refused,
                "came_from": category.name == holder.category,
            }
            for category in refusable_categories()
        ],
    }


def masked(address: str) -> str:
    """An address that its owner knows again: a letter that is passed on tells it to nobody."""
    name, _at, host = address.rpartition("@")
    return f"{name[:2]}…@{host}"
