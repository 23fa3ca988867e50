"""The refusal of this engine: one sentence that says what is wrong."""


class AdaptiveRefused(Exception):
    """What was asked cannot be done; the sentence says why."""
