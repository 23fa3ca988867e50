"""The number of the current publication, and dated snapshots that can be cited."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Publication(models.Model):
    """A single row that counts publications: pages are kept under its number."""

    number = models.PositiveBigIntegerField(default=0)
    at = models.DateTimeField(_("when"))

    def __str__(self) -> str:
        return str(self.number)


class Snapshot(models.Model):
    """Everything that was public on a day, with its digest: what one cites.

    ``content`` is gzip-compressed canonical JSON ``{section: {code: record}}``; ``digest`` is
    SHA-256 of the uncompressed bytes.
    """

    day = models.DateField(_("day"), unique=True)
    at = models.DateTimeField(_("taken"))
    publication = models.PositiveBigIntegerField()
    heads: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        ordering = ("-day",)

    def __str__(self) -> str:
        return self.day.isoformat()


class Due(models.Model):
    """When a nightly job is due next."""

    job = models.CharField(max_length=60, primary_key=True)
    next_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.job} {self.next_at:%Y-%m-%d %H:%M}"
