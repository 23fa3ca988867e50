"""Everything on which sources disagree, thing by thing."""

from collections.abc import Iterable, Sequence
from typing import Any

from perron.core.models import Fact
from perron.core.records.kinds import Kind, kinds
from perron.core.templatetags.perron import spoken
from perron.portal.pieces.citations import Citations
from perron.portal.pieces.facts import Piece
from perron.portal.pieces.indicators import disagreements_of
from perron.portal.pieces.links import address
from perron.portal.pieces.series import Series
from perron.portal.pieces.sheets import disputes_of


def things_that_disagree(
    facts: Iterable[tuple[Kind, Any, Sequence[Fact]]],
    series: Iterable[Series],
    citations: Citations,
) -> list[Piece]:
    """Things with the questions on which their sources disagree."""
    found = [
        {
            "kind": kind.label,
            "name": spoken(thing.name),
            "url": kind.address(kind.key_of_thing(thing)),
            "conflicts": disputes_of(disputed, citations),
        }
        for kind, thing, disputed in facts
    ]
    found += [
        {
            "kind": kinds["indicator"].label,
            "name": spoken(one.indicator.name),
            "url": address("indicator", one.indicator.code),
            "conflicts": disagreements_of(one, citations),
        }
        for one in series
    ]
    return found
