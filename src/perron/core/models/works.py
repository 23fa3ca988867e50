"""Work that is queued: the row holds state, lease and attempts; no other queue knows of it."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from perron.core.enums import WorkState


class WorkQuerySet(models.QuerySet["Work"]):
    """Rows by what may happen to them; moments are the database's, never a worker's."""

    def open(self) -> Self:
        """Waiting or running: asked by the moment that ends both, as the index of turns is."""
        return self.filter(done_at=None)

    def due(self) -> Self:
        """Those whose turn has come, and those whose worker let the lease run out; first first."""
        free = Q(lease_until=None) | Q(lease_until__lte=Now())
        return self.open().filter(free, not_before__lte=Now()).order_by("not_before", "pk")

    def held(self, work: "Work") -> Self:
        """The row, as long as it is where this attempt left it."""
        return self.open().filter(pk=work.pk, attempts=work.attempts)

    def failed(self) -> Self:
        return self.filter(state=WorkState.FAILED)


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

    objects = WorkQuerySet.as_manager()

    class Meta:
        ordering = ("not_before", "pk")
        indexes = (
            models.Index(
                fields=["not_before"],
                name="core_work_open",
                condition=Q(done_at=None),
            ),
            models.Index(fields=["state", "done_at"]),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"
