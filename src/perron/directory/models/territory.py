"""The territory: districts (provinces, cantons, counties) and the municipalities in them."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from perron.core.text import TextField, text_check


class District(models.Model):
    """A part of the region that holds municipalities; the region says what it calls it."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = TextField(_("name"))
    outline: "models.JSONField[Any, Any]" = models.JSONField(default=list, blank=True)
    order_key = models.CharField(max_length=200, default="")

    class Meta:
        ordering = ("order_key", "code")
        constraints = text_check("district", "name")

    def __str__(self) -> str:
        return str(self.name)


class Municipality(models.Model):
    """A municipality under its official code.

    ``outline`` is a list of rings of ``[x, y]`` in map units; ``outline_kind`` says whether the
    outline is schematic or official.
    """

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = TextField(_("name"))
    district = models.ForeignKey(District, models.PROTECT, related_name="municipalities")
    postal_codes: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    longitude = models.FloatField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    outline: "models.JSONField[Any, Any]" = models.JSONField(default=list, blank=True)
    outline_kind = models.CharField(max_length=10, blank=True, default="")
    order_key = models.CharField(max_length=200, default="")

    class Meta:
        ordering = ("order_key", "code")
        verbose_name_plural = _("municipalities")
        constraints = text_check("municipality", "name")

    def __str__(self) -> str:
        return str(self.name)
