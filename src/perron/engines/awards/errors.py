"""Refusals of the award engine: each says what is wrong, where, and what is safe."""

from collections.abc import Sequence

MOST_SHOWN = 50


class AwardsRefused(Exception):
    """One sentence or more for whoever asked."""


class InstanceRefused(AwardsRefused):
    """An instance that cannot be what was meant. ``problems`` holds one sentence for each fault."""

    def __init__(self, problems: Sequence[str]) -> None:
        """Keep every problem; the text shows the first fifty."""
        self.problems = tuple(problems)
        shown = list(self.problems[:MOST_SHOWN])
        if len(self.problems) > MOST_SHOWN:
            shown.append(f"{len(self.problems) - MOST_SHOWN} further problems are not shown.")
        super().__init__("\n".join([*shown, "Nothing was solved and nothing was written."]))


class ResultRefused(AwardsRefused):
    """A file that is no result, was changed since, or belongs to another instance."""

    def __init__(self, problems: Sequence[str]) -> None:
        """Keep every problem; the text shows the first fifty."""
        self.problems = tuple(problems)
        shown = [*self.problems[:MOST_SHOWN], "Nothing can be told from this result."]
        super().__init__("\n".join(shown))


class ResultUnsound(AwardsRefused):
    """A result that breaks the contract: it is never written."""

    def __init__(self, faults: Sequence[str]) -> None:
        """Keep what was found, one sentence each."""
        self.faults = tuple(faults)
        super().__init__("\n".join([*self.faults, "No result was written."]))


class UnknownApplication(AwardsRefused):
    """Somebody asks about an application that the instance does not hold."""

    def __init__(self, application: str) -> None:
        """Name it."""
        super().__init__(f"The instance holds no application “{application}”.")
