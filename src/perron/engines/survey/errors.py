"""The refusal of this engine: one sentence that says what is wrong."""


class SurveyRefused(Exception):
    """What was asked cannot be estimated; the sentence says why."""
