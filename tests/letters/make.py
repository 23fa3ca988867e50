"""Letters that tests write."""

from typing import Any

from perron.letters.models import Letter
from perron.letters.services.writing import Addressee, write_letter
from tests.letters.samples import CHANGED
from tests.make import NOON

ALINE = "aline@example.org"


def a_letter(kind: str = CHANGED.name, **given: Any) -> Letter:
    """Write a letter to Aline about tablets, unless told otherwise."""
    context = {"name": "Tablets", "steps": ["one", "two"], "said": "", "code": "304 118"}
    return write_letter(
        kind,
        to=Addressee(given.pop("address", ALINE), given.pop("language", "en")),
        reference=given.pop("reference", "tablets:changed"),
        at=given.pop("at", NOON),
        context={**context, **given},
    )
