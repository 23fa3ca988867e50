"""The profile in the words of other frameworks: the edition before, and the national one."""

from typing import Any

from perron.competences.rules.levels import BASIC, most_probable
from perron.competences.rules.telling import in_ten
from perron.competences.services.bank.frameworks import framework
from perron.competences.services.sitting.looking import Known, Profile
from perron.core.text import Text

Piece = dict[str, Any]


def crosswalk(profile: Profile) -> list[Piece]:
    """One line for each competence of which something was asked."""
    lines = []
    for code, known in profile.competences.items():
        competence = framework().competence(code)
        if competence is None or not known.answers:
            continue
        lines.append(
            {
                "code": code,
                "name": str(Text(competence.title)),
                "earlier": competence.earlier,
                "level": _earlier_level(known),
                "chance": in_ten(max(known.chances)),
                "national": competence.national,
            }
        )
    return lines


def _earlier_level(known: Known) -> str:
    """What the edition before calls the most probable level; nothing before the first."""
    level = most_probable(known.chances)
    return str(framework().levels[level - BASIC]["earlier"]["en"]) if level >= BASIC else ""


def attribution() -> Piece:
    """Whom to thank for the framework."""
    held = framework().attribution
    return {**held, "words": str(Text(held["told"]))}
