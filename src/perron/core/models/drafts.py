"""Drafts: a proposed record, kept until it is published or thrown away."""

from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class Draft(models.Model):
    """What a person wants a record to become.

    ``base`` is the digest of the published record that the draft was begun from (empty for a new
    record): publishing refuses when it is no longer the current one. ``record`` may still hold
    what can't be published, such as a malformed date: nothing that was typed is lost.
    """

    kind = models.SlugField(max_length=40)
    code = models.CharField(_("code"), max_length=120)
    record: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        default=dict, encoder=DjangoJSONEncoder
    )
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
