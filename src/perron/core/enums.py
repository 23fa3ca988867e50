"""The states of what the core keeps."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class WorkState(models.TextChoices):
    """Where a queued job stands."""

    WAITING = "waiting", pgettext_lazy("of a job", "waiting")
    RUNNING = "running", pgettext_lazy("of a job", "running")
    DONE = "done", pgettext_lazy("of a job", "done")
    FAILED = "failed", pgettext_lazy("of a job", "given up")


class OwedState(models.TextChoices):
    """What became of something owed."""

    OPEN = "open", _("awaited")
    SETTLED = "settled", _("settled")
    REFUSED = "refused", _("refused, with a reason")
    WITHDRAWN = "withdrawn", _("no longer asked for")
