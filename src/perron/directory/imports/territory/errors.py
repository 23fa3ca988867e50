"""The one refusal of this package: a territorial source that cannot be used, in a sentence."""


class TerritoryRefused(ValueError):
    """A source cannot be used; ``sentence`` says what happened, why, and what to do next."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


def reason_of(trouble: Exception) -> str:
    """Say why a file could not be read, without the path that the system puts before it."""
    return (isinstance(trouble, OSError) and trouble.strerror) or str(trouble)
