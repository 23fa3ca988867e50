"""Where things stand: sites of organisations, and places where the public is helped."""

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _

from perron.core.models import Fact, Sourced
from perron.core.text import TextField, text_check
from perron.directory.models.organisations import Organisation
from perron.directory.models.territory import Municipality


class Site(Sourced):
    """A place where an organisation teaches or works, under its own number."""

    code = models.SlugField(_("code"), max_length=80, unique=True)
    name = TextField(_("name"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="sites")
    kind = models.SlugField(_("kind"), max_length=80, blank=True, default="")
    street = models.CharField(_("street and number"), max_length=200, blank=True, default="")
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True, default="")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="sites", null=True, blank=True
    )
    demonstration = models.BooleanField(default=False)
    order_key = models.CharField(max_length=200, default="")

    class Meta:
        ordering = ("order_key", "code")
        constraints = text_check("site", "name")

    def __str__(self) -> str:
        return str(self.name)


class Place(Sourced):
    """A place where the public is helped with digital things.

    ``hours`` maps weekday numbers ``"1"`` (Monday) to ``"7"`` to lists of ``["09:00", "12:00"]``.
    """

    code = models.SlugField(_("code"), max_length=80, unique=True)
    name = TextField(_("name"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="places", null=True, blank=True
    )
    kind = models.SlugField(_("kind"), max_length=80, blank=True, default="")
    street = models.CharField(_("street and number"), max_length=200, blank=True, default="")
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True, default="")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="places", null=True, blank=True
    )
    website = models.URLField(_("website"), max_length=500, blank=True, default="")
    hours: "models.JSONField[Any, Any]" = models.JSONField(default=dict, blank=True)
    services: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list, blank=True)
    access = TextField(_("getting in"), blank=True)
    facts = GenericRelation(Fact, "owner_pk", "owner_type")
    demonstration = models.BooleanField(default=False)
    order_key = models.CharField(max_length=200, default="")

    class Meta:
        ordering = ("order_key", "code")
        constraints = text_check("place", "name", "access")

    def __str__(self) -> str:
        return str(self.name)
