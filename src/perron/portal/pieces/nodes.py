"""A node of the tree: the way up and down, what hangs on it, and the money claimed for that."""

from collections.abc import Iterable

from perron.core.models import Fact
from perron.core.templatetags.perron import spoken
from perron.portal.pieces.citations import Citations
from perron.portal.pieces.facts import Piece
from perron.portal.pieces.links import address
from perron.portal.pieces.measures import line_of
from perron.portal.pieces.sheets import row_of
from perron.portal.pieces.versions import link_of
from perron.strategy.enums import Basis
from perron.strategy.models import Measure, MeasureNode, Node, Programme, ProgrammeNode


def path_of(node: Node, every: Iterable[Node]) -> list[Piece]:
    """The nodes above, from the top."""
    known = {one.pk: one for one in every}
    path: list[Piece] = []
    above = known.get(node.under_id) if node.under_id else None
    while above and len(path) < len(known):
        path.insert(0, link_of(above))
        above = known.get(above.under_id) if above.under_id else None
    return path


def flight_of(node: Node, every: Iterable[Node]) -> list[bool]:
    """The flight of the version's steps, the node's own one lit; nothing for a single step."""
    known = {one.pk: one for one in every}
    top = known[node.pk]
    for _step in known:
        top = known[top.under_id] if top.under_id else top
    steps = [one for one in known.values() if not one.under_id and one.level == top.level]
    ordered = sorted(steps, key=lambda one: (one.place, one.code))
    return [one.pk == top.pk for one in ordered] if len(ordered) > 1 else []


def children_of(node: Node, every: Iterable[Node]) -> list[Piece]:
    """The nodes right below, in their order."""
    below = [one for one in every if one.under_id == node.pk]
    return [link_of(one) for one in sorted(below, key=lambda one: (one.place, one.code))]


def basis_of(one: MeasureNode | ProgrammeNode, citations: Citations) -> Piece:
    """Whether a source makes the link, and which."""
    return {
        "inferred": one.basis == Basis.INFERRED,
        "basis": Basis(one.basis).label,
        "marks": citations.marks(one),
    }


def programmes_of(attached: Iterable[ProgrammeNode], citations: Citations) -> list[Piece]:
    """Programmes that hang on the node."""
    return [
        {
            "name": spoken(one.programme.name),
            "summary": spoken(one.programme.summary),
            "url": address("programme", one.programme.code),
            **basis_of(one, citations),
        }
        for one in attached
    ]


def measures_of(attached: Iterable[MeasureNode], citations: Citations) -> list[Piece]:
    """Measures that hang on the node, with their state."""
    return [{**line_of(one.measure), **basis_of(one, citations)} for one in attached]


def claims_of(
    money: Iterable[tuple[Fact, Measure | Programme]], citations: Citations
) -> list[Piece]:
    """Amounts published about what hangs on the node, each with its owner; never a sum."""
    rows: list[Piece] = []
    for fact, owner in money:
        kind = "measure" if isinstance(owner, Measure) else "programme"
        about = {"name": spoken(owner.name), "url": address(kind, owner.code)}
        rows.append({**row_of(fact, citations), "owner": about})
    return rows
