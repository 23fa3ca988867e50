"""A strategy, its successive versions, and the tree of each."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from perron.core.dates import PartialDateField
from perron.core.models import Fact, Sourced
from perron.core.text import TextField, text_check
from perron.directory.models import Organisation
from perron.strategy.enums import Basis, Became


class Strategy(Sourced):
    """What a government adopts, under one name, through all its versions."""

    code = models.SlugField(_("code"), max_length=80, unique=True)
    name = TextField(_("name"))
    tagline = TextField(_("in a sentence"), blank=True)
    summary = TextField(_("in short"), blank=True)
    agency = models.ForeignKey(
        Organisation, models.PROTECT, related_name="strategies", null=True, blank=True
    )
    facts = GenericRelation(Fact, "owner_pk", "owner_type")
    demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ("code",)
        verbose_name_plural = _("strategies")
        constraints = text_check("strategy", "name", "tagline", "summary")

    def __str__(self) -> str:
        return str(self.name)


class Version(Sourced):
    """A strategy as adopted at one time; ``adopted`` is empty when the record is silent."""

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="versions")
    code = models.SlugField(_("code"), max_length=80, unique=True)
    name = TextField(_("name"))
    summary = TextField(_("in short"), blank=True)
    adopted = PartialDateField(_("adopted"))
    adopter = models.ForeignKey(
        Organisation, models.PROTECT, related_name="adopted_versions", null=True, blank=True
    )
    published = PartialDateField(_("published"))
    start = PartialDateField(_("from"))
    end = PartialDateField(_("until"))
    gap = TextField(_("what is not known"), blank=True)
    place = models.PositiveIntegerField(pgettext_lazy("order", "place"), default=0)
    facts = GenericRelation(Fact, "owner_pk", "owner_type")
    demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ("strategy", "place", "code")
        constraints = text_check("version", "name", "summary", "gap")

    def __str__(self) -> str:
        return str(self.name)


class Node(Sourced):
    """A theme, objective, line, ambition or priority of one version: levels are data."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="nodes")
    under = models.ForeignKey(
        "self", models.PROTECT, related_name="children", null=True, blank=True
    )
    code = models.SlugField(_("code"), max_length=80, unique=True)
    level = models.SlugField(_("level"), max_length=80)
    name = TextField(_("name"))
    goal = TextField(_("aim"), blank=True)
    gap = TextField(_("what is not known"), blank=True)
    place = models.PositiveIntegerField(pgettext_lazy("order", "place"), default=0)
    facts = GenericRelation(Fact, "owner_pk", "owner_type")
    demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ("version", "place", "code")
        constraints = text_check("node", "name", "goal", "gap")

    def __str__(self) -> str:
        return str(self.name)


class Succession(Sourced):
    """What became of a node in a later version."""

    node = models.ForeignKey(Node, models.CASCADE, related_name="successions")
    later = models.ForeignKey(
        Node, models.PROTECT, related_name="predecessions", null=True, blank=True
    )
    how = models.CharField(_("how"), max_length=10, choices=Became)
    basis = models.CharField(_("basis"), max_length=10, choices=Basis, default=Basis.STATED)
    place = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("place", "pk")

    def __str__(self) -> str:
        return f"{self.node} {self.how} {self.later}"
