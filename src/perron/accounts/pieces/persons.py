"""What a person sees of their own data: what is held, who looked at it, what would be erased."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from perron.accounts.models import User
from perron.accounts.services.persons import subject_of
from perron.core.journal.lines import COMMAND_LINE
from perron.core.personal import holdings
from perron.core.personal.beside import export_reads

NEWEST = 100
LOOKS: dict[str, str | Promise] = {
    "account": _("your account"),
    "claim": _("your claim to an organisation"),
    "contact": _("how to reach you"),
    "inquiry": _("what you asked"),
    "letter": _("letters to you"),
    "export": _("all your data, to give it to you"),
}


def own_data(person: User) -> dict[str, Any]:
    """``parts``: what is held, with how many entries; ``reads``: who looked, the newest first."""
    subject = subject_of(person)
    return {
        "parts": [
            {
                "name": holding.name,
                "label": holding.label,
                "why": holding.why,
                "until": holding.until,
                "seen": holding.seen,
                "count": len(holding.export(subject)),
            }
            for holding in holdings
        ],
        "reads": reads_of(person),
    }


def reads_of(person: User) -> list[dict[str, Any]]:
    """``at``, ``what`` and ``said`` (what was looked at), ``name`` and ``role`` of the reader."""
    rows = export_reads(subject_of(person))[:NEWEST]
    keys = {_keys(row["reader"])[0] for row in rows if row["reader"] != COMMAND_LINE}
    readers = {str(one.key): one for one in User.objects.filter(key__in=keys)}
    return [
        {**row, **_reader(row["reader"], readers), "said": LOOKS.get(row["what"], row["what"])}
        for row in rows
    ]


def _keys(actor: str) -> list[str]:
    return [part.removeprefix("person:") for part in actor.split(" for ")]


def _reader(actor: str, readers: dict[str, User]) -> dict[str, str | Promise]:
    if actor == COMMAND_LINE:
        return {"name": _("Whoever runs this site"), "role": ""}
    reader = readers.get(_keys(actor)[0])
    if reader is None or reader.erased_at:
        return {"name": "", "role": ""}
    return {"name": reader.name, "role": str(reader.get_role_display())}


def section_of(request: HttpRequest) -> dict[str, Any] | None:
    """The section of the account page: how many looks at this person's data there were."""
    person = request.user
    return {"reads": len(reads_of(person))} if isinstance(person, User) else None
