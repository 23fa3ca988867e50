"""Drafts: a proposed record, kept until it is published or thrown away."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Draft(models.Model):
    """What a person wants a record to become.

    ``base`` is the digest of the published record that the draft was begun from (empty for a new
    record): publishing refuses when it is no longer the current one.
    """

    kind = models.SlugField(max_length=40)
    code = models.SlugField(_("code"), max_length=80)
    record: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    base = models.CharField(max_length=64, blank=True, default="")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    saved_at = models.DateTimeField(_("saved"))

    class Meta:
        ordering = ("-saved_at",)
        constraints = (
            models.UniqueConstraint(fields=["kind", "code", "author"], name="one_draft_each"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"
