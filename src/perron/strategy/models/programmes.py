"""Programmes: lasting lines of work that survive versions."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _

from perron.core.dates import PartialDateField
from perron.core.models import Fact, Sourced
from perron.core.text import TextField, text_check
from perron.directory.models import Organisation
from perron.strategy.enums import Basis
from perron.strategy.models.versions import Node, Strategy


class Programme(Sourced):
    """A lasting line of work, attached to nodes of several versions under one identity."""

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="programmes")
    code = models.SlugField(_("code"), max_length=80, unique=True)
    name = TextField(_("name"))
    summary = TextField(_("in short"), blank=True)
    start = PartialDateField(_("from"))
    end = PartialDateField(_("until"))
    gap = TextField(_("what is not known"), blank=True)
    nodes: "models.ManyToManyField[Node, ProgrammeNode]" = models.ManyToManyField(
        Node, through="ProgrammeNode", related_name="programmes"
    )
    facts = GenericRelation(Fact, "owner_pk", "owner_type")
    demonstration = models.BooleanField(default=False)
    order_key = models.CharField(max_length=200, default="", db_index=True)

    class Meta:
        ordering = ("order_key", "code")
        constraints = text_check("programme", "name", "summary", "gap")

    def __str__(self) -> str:
        return str(self.name)


class ProgrammeNode(Sourced):
    """A programme's place in the tree of one version."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="attachments")
    node = models.ForeignKey(Node, models.PROTECT, related_name="programme_attachments")
    basis = models.CharField(_("basis"), max_length=10, choices=Basis, default=Basis.STATED)
    place = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("place", "pk")
        constraints = (
            models.UniqueConstraint(fields=["programme", "node"], name="programme_node_once"),
        )

    def __str__(self) -> str:
        return f"{self.programme} – {self.node}"


class ProgrammePartner(Sourced):
    """What an organisation does in a programme."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="in_programmes")
    role = models.SlugField(_("role"), max_length=80)
    contribution = TextField(_("contribution"), blank=True)
    place = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("place", "pk")
        constraints = text_check("programme_partner", "contribution")

    def __str__(self) -> str:
        return f"{self.organisation} – {self.programme}"
