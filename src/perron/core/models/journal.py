"""The journal: one chain per app, one line per decision, never changed."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class JournalHead(models.Model):
    """The last line of a chain; locked while a line is added."""

    chain = models.SlugField(max_length=40, primary_key=True)
    seq = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.chain} {self.seq} {self.digest[:12]}"


class JournalLine(models.Model):
    """One decision: who, when, what, about which thing, with the change it made.

    ``digest`` is SHA-256 over the canonical JSON of the line and the digest before it.
    """

    chain = models.SlugField(max_length=40)
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField(_("when"))
    actor = models.CharField(_("who"), max_length=160)
    verb = models.SlugField(_("what"), max_length=60)
    about_kind = models.SlugField(max_length=40, blank=True, default="")
    about_code = models.CharField(max_length=120, blank=True, default="")
    change: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    private_digest = models.CharField(max_length=64, blank=True, default="")
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("-at", "chain", "-seq")
        constraints = (models.UniqueConstraint(fields=["chain", "seq"], name="journal_line_once"),)
        indexes = (
            models.Index(fields=["about_kind", "about_code", "at"]),
            models.Index(fields=["at"]),
        )

    def __str__(self) -> str:
        return f"{self.chain} {self.seq} {self.verb} {self.about_kind} {self.about_code}"


class JournalPrivate(models.Model):
    """Personal values beside a line; erasing this row leaves the chain valid."""

    line = models.OneToOneField(JournalLine, models.CASCADE, related_name="private")
    salt = models.CharField(max_length=32)
    values: "models.JSONField[Any, Any]" = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"beside {self.line}"
