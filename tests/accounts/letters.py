"""What was written to people: letters as they wait to be handed over."""

import re

from perron.letters.models import Letter

CODE = re.compile(r"\b[A-Z]{4}-[A-Z]{4}\b")


def last_letter(address: str) -> Letter:
    """The last letter to an address."""
    return Letter.objects.filter(address=address).latest("pk")


def last_code(address: str) -> str:
    """The code in the last letter to an address."""
    found = CODE.search(last_letter(address).text)
    assert found, "no code in the letter"
    return found[0]


def kinds_to(address: str) -> list[str]:
    """The kinds of the letters to an address, in order."""
    return list(
        Letter.objects.filter(address=address).order_by("pk").values_list("kind", flat=True)
    )
