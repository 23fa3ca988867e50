"""Versions of a strategy: what each declared, its tree, and what became of every node."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perron.core.models import Fact
from perron.core.templatetags.perron import spoken
from perron.core.words import word
from perron.portal.pieces.citations import Citations
from perron.portal.pieces.facts import Piece
from perron.portal.pieces.links import address
from perron.portal.pieces.sheets import row_of
from perron.strategy.enums import Basis, Became
from perron.strategy.models import Node, ProgrammeNode, Succession, Version

DEEDS = {
    Became.KEPT: gettext_lazy("kept"),
    Became.RENAMED: gettext_lazy("renamed"),
    Became.SPLIT: gettext_lazy("split from"),
    Became.MERGED: gettext_lazy("merged from"),
    Became.MOVED: gettext_lazy("moved"),
    Became.ENDED: gettext_lazy("ended"),
}


def link_of(node: Node) -> Piece:
    """A node as a link."""
    return {
        "name": spoken(node.name),
        "url": address("node", node.code),
        "level": spoken(word("level", node.level).name),
        "place": node.place,
    }


def version_of(version: Version, citations: Citations) -> Piece:
    """A version as an entry of a timeline."""
    return {
        "code": version.code,
        "name": spoken(version.name),
        "url": address("version", version.code),
        "summary": spoken(version.summary),
        "place": version.place,
        "adopted": version.adopted,
        "adopter": spoken(version.adopter.name) if version.adopter else "",
        "adopter_url": (address("organisation", version.adopter.code) if version.adopter else ""),
        "published": version.published,
        "start": version.start,
        "end": version.end,
        "gap": spoken(version.gap),
        "marks": citations.marks(version),
    }


def declared_of(
    versions: Sequence[Version], facts: Mapping[int, Sequence[Fact]], citations: Citations
) -> list[Piece]:
    """What each version declared: a row for each thing counted, a cell for each version.

    A cell holds every claim, side by side where sources disagree, and nothing where none is known.
    """
    counted = [
        fact for one in versions for fact in facts.get(one.pk, ()) if fact.number is not None
    ]
    units: dict[str, set[str]] = {}
    for fact in counted:
        units.setdefault(fact.of, set()).add(fact.unit)
    rows = dict.fromkeys((fact.of, fact.unit) for fact in counted)
    ordered = sorted(rows, key=lambda row: list(units).index(row[0]))
    return [
        {
            "label": spoken(
                word("unit", unit).name if len(units[of]) > 1 else word("fact", of).name
            ),
            "above": spoken(word("fact", of).name) if len(units[of]) > 1 else "",
            "cells": [
                {
                    "version": spoken(version.name),
                    "claims": [
                        row_of(fact, citations)
                        for fact in facts.get(version.pk, ())
                        if (fact.of, fact.unit) == (of, unit) and fact.number is not None
                    ],
                }
                for version in versions
            ],
        }
        for of, unit in ordered
    ]


def tree_of(
    nodes: Sequence[Node],
    programmes: Iterable[ProgrammeNode],
    measures: Mapping[int, int],
    *,
    citations: Citations,
) -> list[Piece]:
    """The nodes of one version by level of the first row, each with its branch and programmes."""
    under: dict[int | None, list[Node]] = {}
    for node in sorted(nodes, key=lambda one: (one.place, one.code)):
        under.setdefault(node.under_id, []).append(node)
    of_node: dict[int, list[ProgrammeNode]] = {}
    for one in programmes:
        of_node.setdefault(one.node_id, []).append(one)

    def branch(node: Node) -> Piece:
        return {
            **link_of(node),
            "code": node.code,
            "goal": spoken(node.goal),
            "gap": spoken(node.gap),
            "marks": citations.marks(node),
            "programmes": [_programme(one, citations) for one in of_node.get(node.pk, ())],
            "measures": measures.get(node.pk, 0),
            "children": [branch(child) for child in under.get(node.pk, ())],
        }

    levels: dict[str, list[Piece]] = {}
    for node in under.get(None, ()):
        levels.setdefault(node.level, []).append(branch(node))
    ordered = sorted(levels, key=lambda code: word("level", code).place)
    return [
        {
            "level": spoken(word("level", code).name),
            "count": len(levels[code]),
            "nodes": levels[code],
        }
        for code in ordered
    ]


def _programme(one: ProgrammeNode, citations: Citations) -> Piece:
    return {
        "name": spoken(one.programme.name),
        "url": address("programme", one.programme.code),
        "inferred": one.basis == Basis.INFERRED,
        "basis": Basis(one.basis).label,
        "marks": citations.marks(one),
    }


def became_of(
    nodes: Iterable[Node], successions: Iterable[Succession], citations: Citations
) -> list[Piece]:
    """What became of each node in the next version; silence is said."""
    after: dict[int, list[Succession]] = {}
    for one in successions:
        after.setdefault(one.node_id, []).append(one)
    return [
        {
            **link_of(node),
            "steps": [_after(one, citations) for one in after.get(node.pk, ())],
        }
        for node in sorted(nodes, key=lambda one: (word("level", one.level).place, one.place))
    ]


def _after(one: Succession, citations: Citations) -> Piece:
    return {
        "how": Became(one.how).label,
        "later": link_of(one.later) if one.later else None,
        "version": spoken(one.later.version.name) if one.later else "",
        "inferred": one.basis == Basis.INFERRED,
        "basis": Basis(one.basis).label,
        "marks": citations.marks(one),
    }


def before_of(successions: Iterable[Succession], citations: Citations) -> list[Piece]:
    """What a node was in earlier versions."""
    return [
        {
            **link_of(one.node),
            "version": spoken(one.node.version.name),
            "version_url": address("version", one.node.version.code),
            "how": DEEDS[Became(one.how)],
            "inferred": one.basis == Basis.INFERRED,
            "basis": Basis(one.basis).label,
            "marks": citations.marks(one),
        }
        for one in successions
    ]


def changes_of(
    nodes: Sequence[Node],
    earlier: Sequence[Node],
    successions: Sequence[Succession],
    *,
    citations: Citations,
) -> list[Piece]:
    """What changed since the version before: each change with its nodes before and after."""
    own = {node.pk: node for node in nodes}
    old = {node.pk: node for node in earlier}
    told = [one for one in successions if one.node_id in old]
    found = [
        {
            "deed": DEEDS[Became(one.how)],
            "before": link_of(one.node),
            "after": link_of(one.later) if one.later else None,
            "inferred": one.basis == Basis.INFERRED,
            "basis": Basis(one.basis).label,
            "marks": citations.marks(one),
        }
        for one in told
        if one.later is None or one.later_id in own
    ]
    linked = {one.later_id for one in told}
    left = {one.node_id for one in told}
    found += [
        _lonely(_("new, or linked by no source"), after=own[pk]) for pk in own.keys() - linked
    ]
    found += [_lonely(_("no source says"), before=old[pk]) for pk in old.keys() - left]
    return found


def _lonely(deed: str, *, before: Node | None = None, after: Node | None = None) -> Piece:
    return {
        "deed": deed,
        "before": link_of(before) if before else None,
        "after": link_of(after) if after else None,
        "inferred": False,
        "basis": "",
        "marks": "",
    }


def crumbs_of(version: Version) -> list[tuple[Any, str]]:
    """The way from the strategy to a version."""
    strategy = version.strategy
    return [
        (spoken(strategy.name), address("strategy", strategy.code)),
        (spoken(version.name), address("version", version.code)),
    ]
