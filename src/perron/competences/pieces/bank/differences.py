"""Two versions of a family side by side: only the lines that changed, and those around them."""

from difflib import unified_diff
from typing import Any

from perron.competences.models import FamilyVersion
from perron.competences.services.bank.reading import written_family

AROUND = 2
SIGNS = {"+": "new", "-": "old", "@": "gap"}


def differences(one: FamilyVersion, other: FamilyVersion) -> list[dict[str, Any]]:
    """Lines with their sign: ``new``, ``old``, ``gap`` or nothing."""
    before, after = (written_family(version.definition).splitlines() for version in (one, other))
    changed = list(unified_diff(before, after, n=AROUND, lineterm=""))[2:]
    return [
        {"sign": SIGNS.get(line[:1], ""), "text": "" if line.startswith("@") else line[1:]}
        for line in changed
    ]
