"""Small editions written by hand, so that a test can say what should come of each rule."""

from collections.abc import Sequence
from typing import Any

from perron.engines.awards.instances import Instance, read_instance
from perron.engines.awards.outcomes import Award, Bound, Multipliers, Proof

Document = dict[str, Any]

FREE = Multipliers(scale=1, sources={}, years={}, ceilings={}, floors={})
FAR = Bound(10**15, FREE)
NONE = Bound(0, FREE)


def an_application(name: str, score: int, asked: int = 1_000, **more: Any) -> Document:
    """Who asks the region for 10.00 EUR in the north, unless told."""
    row: Document = {"id": name, "score": score, "tie": 0, "asked": asked, "cell": "north"}
    return {**row, "moneys": ["regional"], **more}


def an_edition(*applications: Document, rules: Document | None = None, **more: Any) -> Document:
    """One source, one money; each further key replaces what stands here."""
    return {
        "format": "perron-awards-instance/1",
        "edition": "spring",
        "currency": "EUR",
        "rules": {
            "method": "optimise",
            "threshold": 0,
            "seed": "drawn",
            "gap_ppm": 1000,
            "node_limit": 1000,
            **(rules or {}),
        },
        "sources": [{"id": "region", "limit": 100_000}],
        "moneys": [{"id": "regional", "parts": {"region": 10_000}}],
        "applications": list(applications),
        **more,
    }


def an_instance(*applications: Document, rules: Document | None = None, **more: Any) -> Instance:
    """The same, read."""
    return read_instance(an_edition(*applications, rules=rules, **more))


def two_sources(north: int, south: int) -> Document:
    """Two sources, and a money from each: keys of an edition."""
    return {
        "sources": [{"id": "north", "limit": north}, {"id": "south", "limit": south}],
        "moneys": [
            {"id": "from-north", "parts": {"north": 10_000}},
            {"id": "from-south", "parts": {"south": 10_000}},
        ],
    }


def awards(*told: str) -> list[Award]:
    """Awards as one writes them: ``a:regional`` in full, ``b:regional:80`` in part."""
    made = []
    for one in told:
        name, money, *level = one.split(":")
        made.append(Award(name, money, int(level[0]) if level else 100))
    return made


def a_proof(ended: str = "clock", still_open: Sequence[str] = ()) -> Proof:
    """A proof that proves next to nothing."""
    return Proof(
        ended=ended,
        nodes=1,
        quality=FAR,
        shortfall=NONE,
        free_quality=FAR,
        free_shortfall=(0, NONE),
        open=tuple(still_open),
    )
