"""Work that is queued: the row holds the state, the queue only says that there is something."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from perron.core.enums import WorkState


class Work(models.Model):
    """One job by name, kept until it is done, however often a worker dies over it."""

    name = models.CharField(max_length=60)
    arguments: "models.JSONField[list[Any], list[Any]]" = models.JSONField(default=list)
    state = models.CharField(_("state"), max_length=10, choices=WorkState, default="waiting")
    asked_at = models.DateTimeField(_("asked"))
    not_before = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    fault = models.CharField(_("fault"), max_length=200, blank=True, default="")

    class Meta:
        ordering = ("not_before", "pk")
        indexes = (
            models.Index(
                fields=["not_before"],
                name="core_work_open",
                condition=Q(state__in=["waiting", "running"]),
            ),
            models.Index(fields=["state", "done_at"]),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"
