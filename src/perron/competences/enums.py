"""Closed lists of competences: states of families, items, sittings, calibrations and flags."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    """How a question is answered."""

    SINGLE = "single", _("one choice")
    MULTIPLE = "multiple", _("several choices")
    SHORT = "short", _("a short answer")
    ORDER = "order", _("putting in order")
    MATCH = "match", _("matching")
    FILE = "file", _("a file to open")


class VersionState(TextChoices):
    """How far a version of a family has come."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in-review", _("waits for a second person")
    PUBLISHED = "published", _("in the bank")
    REPLACED = "replaced", _("replaced")
    REFUSED = "refused", _("sent back")


class ItemState(TextChoices):
    """Whether an item may be asked, and for what it counts."""

    NEW = "new", _("new: asked to learn about it, counts for nothing")
    ACTIVE = "active", _("in use")
    FLAGGED = "flagged", _("taken out: to be looked at")
    RETIRED = "retired", _("no longer asked")


class FlagKind(TextChoices):
    """Why an item left the pool."""

    DIF = "dif", _("harder for one group than for another of equal ability")
    DRIFT = "drift", _("answers drift away from what was measured")
    REPORT = "report", _("reported as faulty")


class Fault(TextChoices):
    """What somebody finds wrong with a question."""

    UNCLEAR = "unclear", _("I don’t understand what is asked")
    WRONG = "wrong", _("the right answer is not right")
    TECHNICAL = "technical", _("it cannot be read or answered on my device")
    HURTFUL = "hurtful", _("it is hurtful")


class SittingState(TextChoices):
    """Whether a sitting goes on."""

    OPEN = "open", pgettext_lazy("a sitting", "open")
    ENDED = "ended", pgettext_lazy("a sitting", "ended")


class EndReason(TextChoices):
    """Why a sitting ended."""

    LENGTH = "length", _("all questions were asked")
    PRECISION = "precision", _("enough is known")
    DECISION = "decision", _("the level is certain")
    STOPPED = "stopped", _("stopped by the person")
    EMPTY = "empty", _("no fitting question was left")


class Goal(TextChoices):
    """What somebody came for: it chooses words and what is offered at the end."""

    LOOK = "look", _("see where I stand")
    LEARN = "learn", _("know what to learn next")
    WORK = "work", _("look for work or a training")
    HELP = "help", _("help somebody else")
    CURIOUS = "curious", _("just try")


class Ability(TextChoices):
    """How somebody says they do a thing, before the test."""

    ALONE = "alone", _("on my own")
    HELP = "help", _("with some help")
    NOT = "not", _("not yet")


class AgeBand(TextChoices):
    """Asked only where somebody wants to say it; for fairness between ages, nothing else."""

    UNDER_25 = "under-25", _("under 25")
    TO_54 = "25-54", _("25 to 54")
    TO_74 = "55-74", _("55 to 74")
    OVER_74 = "75-plus", _("75 and over")


class CalibrationState(TextChoices):
    """How far a calibration has come."""

    RUNNING = "running", pgettext_lazy("a calibration", "running")
    DONE = "done", pgettext_lazy("a calibration", "done")
    REFUSED = "refused", pgettext_lazy("a calibration", "refused")


class PartKind(TextChoices):
    """What a framework is made of, below its titles."""

    AREA = "area", _("area")
    COMPETENCE = "competence", _("competence")
    STATEMENT = "statement", _("statement")
    OUTCOME = "outcome", _("learning outcome")
    TERM = "term", _("term")
