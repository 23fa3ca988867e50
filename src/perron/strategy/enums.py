"""States, colours and ties of strategies."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MeasureState(models.TextChoices):
    """How far a measure has come."""

    UNKNOWN = "unknown", _("state not known")
    PLANNED = "planned", _("planned")
    OPEN = "open", _("open to applications")
    RUNNING = "running", _("running")
    SUSPENDED = "suspended", _("suspended")
    COMPLETED = "completed", _("completed")
    STOPPED = "stopped", _("stopped")


class Basis(models.TextChoices):
    """Whether a source makes the link itself or a reader inferred it."""

    STATED = "stated", _("stated by the source")
    INFERRED = "inferred", _("inferred by us")


class Became(models.TextChoices):
    """What became of a node in the next version."""

    KEPT = "kept", _("kept")
    RENAMED = "renamed", _("renamed")
    SPLIT = "split", _("split")
    MERGED = "merged", _("merged into")
    MOVED = "moved", _("moved under")
    ENDED = "ended", _("ended")


class Colour(models.TextChoices):
    """The colour of an evaluation card."""

    GREEN = "green", _("green")
    YELLOW = "yellow", _("yellow")
    ORANGE = "orange", _("orange")
    RED = "red", _("red")
    WHITE = "white", _("white")


class FollowUpState(models.TextChoices):
    """What became of a recommendation."""

    OPEN = "open", _("open")
    PARTLY = "partly", _("partly done")
    DONE = "done", _("done")
    REFUSED = "refused", _("not followed")
    OVERTAKEN = "overtaken", _("overtaken by events")


class UpdateOutcome(models.TextChoices):
    """What a holder answered when asked whether a measure is still as published."""

    UNCHANGED = "unchanged", _("nothing has changed")
    PROPOSED = "proposed", _("a change is proposed")
    DECLINED = "declined", _("not for this organisation to say")


class UpdateDecision(models.TextChoices):
    """How the agency closed a request for an update."""

    PUBLISHED = "published", pgettext_lazy("of an update", "published")
    REFUSED = "refused", pgettext_lazy("of an update", "not published, with a reason")
    WITHDRAWN = "withdrawn", pgettext_lazy("of an update", "no longer asked for")
    SUPERSEDED = "superseded", pgettext_lazy("of an update", "replaced by a newer request")
