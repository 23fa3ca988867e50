"""What machines may read: the public kinds of records, and the address of each."""

from perron.core.records.files import STRATEGY
from perron.core.records.kinds import Kind
from perron.core.records.snapshots import public_kinds

STRATEGIES = "strategies"


def open_kinds() -> dict[str, Kind]:
    """The public kinds by the word that stands for them in addresses: those of a snapshot."""
    return {path_of(kind): kind for kind in public_kinds()}


def path_of(kind: Kind) -> str:
    """The word of a kind in addresses: its section in strategy files."""
    return STRATEGIES if kind.name == STRATEGY else kind.section


def is_open(kind: str) -> bool:
    """Whether records of this kind are public."""
    return any(one.name == kind for one in public_kinds())
