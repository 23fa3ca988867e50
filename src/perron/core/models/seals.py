"""Seals: each day's heads of all chains, signed with a key that the database does not hold."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Seal(models.Model):
    """The heads of all chains at the end of a day.

    ``heads`` is ``{chain: [seq, digest]}``; ``digest`` is SHA-256 over the canonical JSON of day,
    heads and the digest of the seal before; ``signature`` is Ed25519 over that digest, in
    hexadecimal; ``key`` is the fingerprint of the public key.
    """

    day = models.DateField(_("day"), unique=True)
    at = models.DateTimeField(_("sealed"))
    heads: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    previous = models.CharField(max_length=64, blank=True, default="")
    digest = models.CharField(max_length=64)
    key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    class Meta:
        ordering = ("-day",)

    def __str__(self) -> str:
        return f"{self.day.isoformat()} {self.digest[:12]}"
