"""Whether the platform itself was there: its heartbeat, and the times when it was not."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Heartbeat(models.Model):
    """The last moment at which a part of the platform said that it was there."""

    part = models.SlugField(_("part"), max_length=20, unique=True)
    at = models.DateTimeField(_("last seen"))

    def __str__(self) -> str:
        return self.part


class Outage(models.Model):
    """A time during which nobody could reach the platform, from one heartbeat to the next.

    ``handled_at`` is when the closings that it touched had been moved.
    """

    part = models.SlugField(_("part"), max_length=20)
    begins = models.DateTimeField(_("from"))
    ends = models.DateTimeField(_("until"))
    handled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("begins", "pk")
        constraints = (
            models.UniqueConstraint(fields=["part", "begins"], name="outage_once"),
            models.CheckConstraint(
                condition=Q(ends__gt=F("begins")), name="outage_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return f"{self.part} {self.begins:%Y-%m-%d %H:%M}"
