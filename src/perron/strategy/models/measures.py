"""Measures: the unit of delivery, with partners, milestones and results."""

from datetime import datetime
from typing import Self

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from perron.core.dates import PartialDateField
from perron.core.models import Fact, Sourced
from perron.core.text import TextField, text_check
from perron.directory.models import District, Municipality, Organisation
from perron.directory.models.organisations import CONFIRMATION_LASTS
from perron.strategy.enums import Basis, MeasureState
from perron.strategy.models.programmes import Programme
from perron.strategy.models.versions import Node, Strategy


class MeasureQuerySet(models.QuerySet["Measure"]):
    """Measures as lists read them."""

    def for_list(self) -> Self:
        return self.select_related("programme")


class Measure(Sourced):
    """One action of the strategy: who does what, when, for whom, and what came of it."""

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="measures")
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="measures", null=True, blank=True
    )
    code = models.SlugField(_("code"), max_length=80, unique=True)
    name = TextField(_("name"))
    summary = TextField(_("in short"), blank=True)
    type = models.SlugField(_("type"), max_length=80, blank=True, default="")
    state = models.CharField(
        _("state"), max_length=10, choices=MeasureState, default=MeasureState.UNKNOWN
    )
    start = PartialDateField(_("from"))
    end = PartialDateField(_("until"))
    audience: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list, blank=True)
    gap = TextField(_("what is not known"), blank=True)
    nodes: "models.ManyToManyField[Node, MeasureNode]" = models.ManyToManyField(
        Node, through="MeasureNode", related_name="measures"
    )
    districts = models.ManyToManyField(District, related_name="measures", blank=True)
    municipalities = models.ManyToManyField(Municipality, related_name="measures", blank=True)
    facts = GenericRelation(Fact, "owner_pk", "owner_type")
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    demonstration = models.BooleanField(default=False)
    order_key = models.CharField(max_length=200, default="")

    objects = MeasureQuerySet.as_manager()

    class Meta:
        ordering = ("order_key", "code")
        indexes = (
            models.Index(fields=["order_key", "code"]),
            models.Index(fields=["state", "order_key"]),
            models.Index(fields=["type", "order_key"]),
        )
        constraints = text_check("measure", "name", "summary", "gap")

    def __str__(self) -> str:
        return str(self.name)

    def is_confirmed(self, at: datetime) -> bool:
        """Whether its holder confirmed within the last year that it is as published."""
        return self.confirmed_at is not None and at - self.confirmed_at <= CONFIRMATION_LASTS


class MeasureNode(Sourced):
    """A measure's place in the tree of one version."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="attachments")
    node = models.ForeignKey(Node, models.PROTECT, related_name="measure_attachments")
    basis = models.CharField(_("basis"), max_length=10, choices=Basis, default=Basis.STATED)
    place = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("place", "pk")
        constraints = (
            models.UniqueConstraint(fields=["measure", "node"], name="measure_node_once"),
        )

    def __str__(self) -> str:
        return f"{self.measure} – {self.node}"


class MeasurePartner(Sourced):
    """What an organisation does in a measure: holds it, carries it out, pays, judges."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="in_measures")
    role = models.SlugField(_("role"), max_length=80)
    contribution = TextField(_("contribution"), blank=True)
    place = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("place", "pk")
        constraints = text_check("measure_partner", "contribution")

    def __str__(self) -> str:
        return f"{self.organisation} – {self.measure}"


class Milestone(Sourced):
    """A qualitative step with its date: due, reached, or both."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="milestones")
    name = TextField(_("what"))
    due = PartialDateField(_("due"))
    reached = PartialDateField(_("reached"))
    place = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("place", "pk")
        constraints = text_check("milestone", "name")

    def __str__(self) -> str:
        return str(self.name)


class ReferenceNumber(models.Model):
    """A number under which another register knows the measure."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="numbers")
    register = models.SlugField(_("register"), max_length=80)
    number = models.CharField(pgettext_lazy("in a register", "number"), max_length=80)
    place = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("place", "pk")

    def __str__(self) -> str:
        return f"{self.register} {self.number}"
