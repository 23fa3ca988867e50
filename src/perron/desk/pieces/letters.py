"""Letters as the desk shows them: what, in which state, when; never their words."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When

from perron.letters.enums import LetterState
from perron.letters.models import Letter
from perron.letters.pieces import letter_rows
from perron.letters.services.kinds import categories

PERSON = "person:"
FIRST = (LetterState.UNCERTAIN, LetterState.REFUSED, LetterState.BOUNCED)


def letters_by_state(state: str) -> QuerySet[Letter]:
    """Letters without their words: those that wait for a person first, then the newest."""
    turns = [When(state=one, then=Value(turn)) for turn, one in enumerate(FIRST)]
    rows = Letter.objects.defer("text", "html")
    if state in LetterState.values:
        rows = rows.filter(state=state)
    turn = Case(*turns, default=Value(len(FIRST)), output_field=IntegerField())
    return rows.order_by(turn, "-written_at", "-pk")


def shown_letters(letters: Iterable[Letter], *, whole: bool) -> list[dict[str, Any]]:
    """Each letter; its address is whole for those who may see it, masked for others."""
    listed = list(letters)
    rows = letter_rows(listed)
    for letter, row in zip(listed, rows, strict=True):
        known = categories.get(letter.category)
        row["category"] = known.label if known else letter.category
        row["address"] = letter.address if whole else masked(letter.address)
        row.pop("subject")
    return rows


def keys_of(letters: Iterable[Letter]) -> list[str]:
    """The keys of the people whom these letters went to, as far as they have an account."""
    parties = {letter.party for letter in letters}
    return sorted(one.removeprefix(PERSON) for one in parties if one.startswith(PERSON))


def masked(address: str) -> str:
    """An address that can be told from another and not be written to: a…@example.org."""
    name, _at, host = address.rpartition("@")
    return f"{name[:1]}…@{host}" if address else ""
