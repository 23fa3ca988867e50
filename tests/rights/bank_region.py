"""A family that is asked, one that the officer drafts, one that waits for a second person."""

import json
from pathlib import Path
from typing import Any

from perron.accounts.models import User
from perron.competences.services.bank.drafting import begin_draft, hand_in
from perron.competences.services.bank.loading import load_bank
from perron.competences.services.bank.reading import written_family
from tests.competences.bank.written import TOLD, a_family, a_file
from tests.competences.sitting.made import SETTINGS
from tests.make import NOON

CODES = ("family", "drafted_family", "handed_family", "competence")
ABSENT = dict.fromkeys(CODES, "nothing")
COUNTS = {"CompetenceStatement": 362, "LearningOutcome": 523, "Glossary": 126}


def the_bank(officer: User) -> dict[str, Any]:
    """Families at each stage, by the names that addresses use."""
    load_bank([a_file(a_family("kept-family"))], {**SETTINGS, **TOLD}, by=None, at=NOON)
    begin_draft(a_family("drafted-family"), by=officer, at=NOON)
    handed = begin_draft(a_family("handed-family"), by=officer, at=NOON)
    hand_in(handed, by=officer, at=NOON)
    return {
        "family": "kept-family",
        "drafted_family": "drafted-family",
        "handed_family": "handed-family",
        "competence": "9.9",
    }


def bank_files(folder: Path) -> dict[str, Path]:
    """Files that the command line reads: a family, and a supplement of the framework."""
    family = folder / "4.2" / "new-family.yaml"
    family.parent.mkdir()
    family.write_text(written_family(a_family("new-family")), encoding="utf-8")
    supplement = folder / "supplement.jsonld"
    graph = [
        {"@type": kind, "@id": f"{kind}/{at}", "description": "Words"}
        for kind, count in COUNTS.items()
        for at in range(count)
    ]
    supplement.write_text(json.dumps({"@graph": graph}), encoding="utf-8")
    return {"family_file": family, "supplement": supplement}
