"""The framework as pages: areas and competences, outcomes where they were imported, the bank."""

from collections import Counter, defaultdict
from typing import Any

from django.utils.translation import get_language

from perron.competences.enums import PartKind, VersionState
from perron.competences.models import Family, FrameworkPart
from perron.competences.services.bank.frameworks import Competence, framework
from perron.core.text import Text


def framework_page() -> dict[str, Any]:
    """Areas with their competences, levels, and whom to thank; two queries."""
    kept = framework()
    counts = Counter(_in_bank().values_list("competence", flat=True))
    areas = [
        {
            "code": area.code,
            "title": Text(area.title),
            "earlier": area.earlier["en"],
            "competences": [
                _line(one, counts[one.code]) for one in kept.competences if one.area == area.code
            ],
        }
        for area in kept.areas
    ]
    return {
        "name": kept.name,
        "areas": areas,
        "levels": [{**level, "name": Text(level["name"])} for level in _levels()],
        "families": sum(counts.values()),
        **_thanks(),
    }


def competence_page(one: Competence) -> dict[str, Any]:
    """One competence: what it is, outcomes by level, correspondences, families of the bank."""
    parts = FrameworkPart.objects.filter(framework=framework().code, competence=one.code)
    by_kind: dict[str, list[FrameworkPart]] = defaultdict(list)
    for part in parts:
        by_kind[part.kind].append(part)
    steps = Counter(_in_bank().filter(competence=one.code).values_list("level", flat=True))
    area = framework().area(one.area)
    outcomes = defaultdict(list)
    for part in by_kind[PartKind.OUTCOME]:
        outcomes[part.level].append({"text": Text(part.words), "kind": part.further.get("type")})
    levels = [
        {
            **level,
            "families": sum(steps[step] for step in level["steps"]),
            "outcomes": outcomes[level["code"]],
        }
        for level in _levels()
    ]
    told = next(iter(by_kind[PartKind.COMPETENCE]), None)
    return {
        "competence": _line(one, sum(steps.values())),
        "area": {"code": one.area, "title": Text(area.title if area else {})},
        "told": Text(told.words) if told else Text(),
        "levels": levels,
        "has_outcomes": bool(by_kind[PartKind.OUTCOME]),
        "statements": len(by_kind[PartKind.STATEMENT]),
        **_thanks(),
    }


def _in_bank() -> Any:
    """Families that are asked."""
    return Family.objects.filter(
        withdrawn_at=None, versions__state=VersionState.PUBLISHED
    ).order_by()


def _line(one: Competence, families: int) -> dict[str, Any]:
    title = Text(one.title)
    return {
        "code": one.code,
        "title": title,
        "official": one.title["en"],
        "is_ours": title.spoken()[1] != "en",
        "earlier": one.earlier["en"],
        "is_renamed": one.earlier["en"] != one.title["en"],
        "national": one.national,
        "families": families,
    }


def _levels() -> list[dict[str, Any]]:
    return [
        {
            "code": level["code"],
            "steps": level["steps"],
            "first": level["steps"][0],
            "last": level["steps"][-1],
            "name": Text(level["name"]),
            "told": Text(level["told"]),
            "earlier": level["earlier"]["en"],
        }
        for level in framework().levels
    ]


def _thanks() -> dict[str, Any]:
    kept = framework().attribution
    official = (get_language() or "en") in kept["official"]
    return {"thanks": {**kept, "told": Text(kept["told"])}, "is_official": official}
