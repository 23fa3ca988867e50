"""Letters about mandates and roles: whoever is concerned is told of every step, at once."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils import translation

from perron.accounts.models import Mandate, User
from perron.accounts.services.telling import tell
from perron.core.journal.lines import Actor
from perron.core.models import JournalLine
from perron.core.records.kinds import kinds

NAMED = 20  # things that one letter names


def tell_principal(by: Actor, lines: Sequence[JournalLine], at: datetime) -> None:
    """Write to the person for whom somebody decided under a mandate."""
    person = getattr(by, "person", by)
    if not isinstance(person, User) or person.acting is None:
        return
    with translation.override(person.language or translation.get_language()):
        deeds = [_named(line) for line in lines[:NAMED]]
    context = {
        "proxy": person.acting.proxy.name,
        "deeds": deeds,
        "more": max(0, len(lines) - NAMED),
        "ends": person.acting.ends,
    }
    tell("done-for-you", person, address=person.email, context=context, at=at)


def _named(line: JournalLine) -> dict[str, str]:
    """What was decided on, with its page where it has one."""
    kind = kinds.get(line.about_kind)
    page = kind.address(line.about_code) if kind and not line.verb.endswith("removed") else ""
    return {
        "what": f"{kind.label if kind else line.about_kind} {line.about_code}".strip(),
        "url": f"{settings.SITE_ADDRESS.rstrip('/')}{page}" if page else "",
    }


def tell_both(kind: str, mandate: Mandate, at: datetime) -> None:
    """Write to both sides of a mandate."""
    for person in (mandate.principal, mandate.proxy):
        context = {
            "principal": mandate.principal.name,
            "proxy": mandate.proxy.name,
            "begins": mandate.begins,
            "ends": mandate.ends,
            "own": person == mandate.principal,
        }
        tell(kind, person, address=person.email, context=context, at=at)
