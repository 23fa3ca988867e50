"""What a verification says: whether the result holds, and how far its word goes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """``ok`` if nothing failed; each tuple holds sentences that name ids and figures."""

    ok: bool
    failures: tuple[str, ...]
    proved: tuple[str, ...]
    not_proved: tuple[str, ...]
