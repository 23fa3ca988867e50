"""How long somebody will wait for a result."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic


@dataclass
class Patience:
    """Somebody's patience in seconds, on a clock that the caller may replace; None has no end."""

    seconds: float | None
    clock: Callable[[], float] = monotonic
    over: bool = False
    started: float = field(init=False)

    def __post_init__(self) -> None:
        """It counts from now."""
        self.started = self.clock()

    def __call__(self) -> bool:
        """Whether it has run out; once it has, the result says so."""
        if self.seconds is not None and self.clock() - self.started > self.seconds:
            self.over = True
        return self.over
