"""The list of the bank: families by competence and level, and what is lacking."""

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext as _

from perron.competences.enums import ItemState, VersionState
from perron.competences.models import Family, FamilyVersion, Item
from perron.competences.rules.bank.whole import coverage_findings
from perron.competences.services.bank.drafting import IN_THE_MAKING
from perron.competences.services.bank.frameworks import framework
from perron.core.text import Text


def bank_list() -> dict[str, Any]:
    """All competences with their families, gaps, and what waits for somebody.

    Three queries, however many families there are.
    """
    versions = FamilyVersion.objects.exclude(
        state__in=[VersionState.REPLACED, VersionState.REFUSED]
    ).values("family_id", "number", "state", "definition__shows", "definition__difficulty")
    by_family: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for version in versions:
        by_family[version["family_id"]].append(dict(version))
    lines: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for family in Family.objects.all():
        lines[family.competence].append(_line(family, by_family[family.pk]))
    groups = [
        {
            "code": one.code,
            "title": Text(one.title),
            "lines": lines[one.code],
            "gaps": _gaps(one.code, lines[one.code]),
        }
        for one in framework().competences
    ]
    waiting = [line for found in lines.values() for line in found if line["waits"]]
    return {"groups": groups, "waiting": waiting, **_counts()}


def _line(family: Family, versions: list[dict[str, Any]]) -> dict[str, Any]:
    states = {version["state"]: version for version in versions}
    shown = states.get(VersionState.PUBLISHED) or next(iter(versions), None)
    making = next((one for one in versions if one["state"] in IN_THE_MAKING), None)
    is_asked = VersionState.PUBLISHED in states and not family.withdrawn_at
    return {
        "family": family,
        "shows": Text(shown["definition__shows"] or {}) if shown else Text(),
        "difficulty": shown["definition__difficulty"] if shown else 0,
        "is_asked": is_asked,
        "tone": "done" if is_asked else "unknown",
        "word": _("in the bank") if is_asked else _("not asked"),
        "making": making and VersionState(making["state"]).label,
        "number": making and making["number"],
        "waits": bool(making and making["state"] == VersionState.IN_REVIEW),
    }


def _gaps(code: str, lines: list[dict[str, Any]]) -> list[str]:
    asked = [
        {"difficulty": line["difficulty"], "level": line["family"].level}
        for line in lines
        if line["is_asked"]
    ]
    return [str(one.sentence) for one in coverage_findings(code, asked)]


def _counts() -> dict[str, int]:
    """How many questions may be asked, and of how many the difficulty was measured."""
    rows = Item.objects.filter(state__in=[ItemState.ACTIVE, ItemState.NEW])
    measured = list(rows.filter(family__withdrawn_at=None).values_list("calibrated_at", flat=True))
    return {
        "items": len(measured),
        "measured": sum(one is not None for one in measured),
    }
