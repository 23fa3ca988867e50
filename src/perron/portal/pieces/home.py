"""The home page: the current version, its themes as steps, the money, the news, the doors."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perron.core.models import Fact
from perron.core.records.kinds import Kind, kinds
from perron.core.templatetags.perron import spoken
from perron.core.words import word
from perron.portal.pieces.citations import Citations
from perron.portal.pieces.facts import Piece
from perron.portal.pieces.links import address
from perron.portal.pieces.sheets import disputes_of, is_money, row_of
from perron.strategy.models import Node, Strategy, Version

Counts = Mapping[str, Mapping[int, int]]


@dataclass(frozen=True, slots=True)
class News:
    """A record that was published lately: what it is, what was done, when."""

    kind: Kind
    thing: Any
    verb: str
    at: datetime


def current_version(versions: Sequence[Version], counts: Counts, *, wanted: str) -> Version | None:
    """The version that the reader wants, else the one with the most programmes, else the latest."""
    if not versions:
        return None
    for version in versions:
        if version.code == wanted:
            return version
    of_version = counts["versions"]
    return max(versions, key=lambda one: (of_version.get(one.pk, 0), one.place, one.code))


def hero_of(strategy: Strategy) -> Piece:
    """The headline: what the strategy is in one sentence, and the two ways into it."""
    return {
        "title": spoken(strategy.name),
        "lead": spoken(strategy.tagline),
        "url": address("strategy", strategy.code),
        "action": _("The strategy"),
        "second_url": reverse("portal:measures"),
        "second_action": _("Its measures"),
    }


def themes_of(nodes: Sequence[Node], counts: Counts) -> list[Piece]:
    """The steps: the nodes of the level on which most programmes stand."""
    by_level: dict[str, list[Node]] = {}
    for node in nodes:
        by_level.setdefault(node.level, []).append(node)
    if not by_level:
        return []

    def weight(level: str) -> tuple[int, int]:
        standing = sum(counts["programmes"].get(node.pk, 0) for node in by_level[level])
        return standing, -word("level", level).place

    chosen = by_level[max(by_level, key=weight)]
    return [
        {
            "number": node.place or place,
            "title": spoken(node.name),
            "url": address("node", node.code),
            "note": _note(counts["programmes"].get(node.pk, 0), counts["measures"].get(node.pk, 0)),
        }
        for place, node in enumerate(sorted(chosen, key=lambda one: (one.place, one.code)), 1)
    ]


def _note(programmes: int, measures: int) -> str:
    said = []
    if programmes:
        said.append(
            ngettext("%(count)d programme", "%(count)d programmes", programmes)
            % {"count": programmes}
        )
    if measures:
        said.append(
            ngettext("%(count)d measure", "%(count)d measures", measures) % {"count": measures}
        )
    return ", ".join(said)


def money_of(
    own: Sequence[Fact],
    declared: Sequence[Fact],
    versions: Sequence[Version],
    *,
    citations: Citations,
) -> dict[str, Any]:
    """What was announced and set aside: disagreements first, then by version, newest first."""
    conflicts = disputes_of([fact for fact in own if is_money(fact)], citations)
    claims: list[Piece] = []
    for version in reversed(versions):
        facts = [fact for fact in declared if fact.owner_pk == version.pk and is_money(fact)]
        about = {"name": spoken(version.name), "url": address("version", version.code)}
        conflicts += [{**one, "about": about} for one in disputes_of(facts, citations)]
        claims += [_claim(fact, version, citations) for fact in facts if not fact.dispute]
    alone = [fact for fact in own if is_money(fact) and not fact.dispute]
    claims += [_claim(fact, None, citations) for fact in alone]
    return {"conflicts": conflicts, "others": claims}


def _claim(fact: Fact, version: Version | None, citations: Citations) -> Piece:
    return {
        **row_of(fact, citations),
        "version": spoken(version.name) if version else "",
        "version_url": address("version", version.code) if version else "",
    }


def news_of(
    latest: Iterable[News],
    totals: Iterable[tuple[str, str, int]],
    last: datetime | None,
) -> dict[str, Any]:
    """What was added, changed and removed lately: numbers by kind, and the latest by name."""
    deeds: dict[str, list[Piece]] = {"added": [], "changed": [], "removed": []}
    for name, verb, count in totals:
        deed = verb.rpartition(".")[2]
        if name in kinds and kinds[name].page and deed in deeds:
            deeds[deed].append({"kind": kinds[name].label, "count": count})
    return {
        **deeds,
        "last": last,
        "latest": [
            {
                "kind": one.kind.label,
                "name": spoken(one.thing.name),
                "url": one.kind.address(one.thing.code),
                "date": one.at,
                "deed": _("changed") if one.verb.endswith("changed") else _("published"),
            }
            for one in latest
        ],
    }


def doors_of() -> list[Piece]:
    """Three ways in, in the visitor's own words."""
    measures = reverse("portal:measures")
    return [
        {
            "title": _("I want to learn"),
            "text": _("Places where somebody helps, and programmes for everyone."),
            "ways": [
                (_("See where you stand"), reverse("competences:start")),
                (_("Places near you"), reverse("portal:places")),
                (_("All programmes"), reverse("portal:programmes")),
                (_("Your municipality"), reverse("portal:territory")),
            ],
        },
        {
            "title": _("I run a school or a project"),
            "text": _("What is open to you, who answers for it, what was granted before."),
            "ways": [
                (_("Open to applications"), f"{measures}?state=open"),
                (_("All measures"), measures),
                (_("Organisations"), reverse("portal:organisations")),
            ],
        },
        {
            "title": _("I want to know"),
            "text": _("What was promised, what was done, who judged it, and where it is written."),
            "ways": [
                (_("Where sources disagree"), reverse("portal:disputes")),
                (_("Evaluations"), reverse("portal:evaluations")),
                (_("About the figures"), reverse("portal:about")),
            ],
        },
    ]
