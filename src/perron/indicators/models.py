"""Indicators: definitions, dated values, targets, and breaks in their series."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from perron.core.dates import PartialDateField
from perron.core.models import Fact, Qualifier, Sourced
from perron.core.text import TextField, text_check
from perron.directory.models import Organisation
from perron.indicators.enums import Periodicity
from perron.strategy.models import Measure, Node, Programme, Strategy


class Indicator(Sourced):
    """A definition of something measured; a change of method is a new definition.

    ``unit`` is a term of the list “unit”; values are in that unit and no other. ``follows`` is the
    earlier definition of the same idea, whose values are never drawn on one line with these
    unless ``comparable``.
    """

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="indicators")
    code = models.SlugField(_("code"), max_length=80, unique=True)
    name = TextField(_("name"))
    definition = TextField(_("definition"), blank=True)
    method = TextField(_("method"), blank=True)
    population = TextField(_("population"), blank=True)
    unit = models.SlugField(_("unit"), max_length=80)
    periodicity = models.CharField(
        _("how often"), max_length=10, choices=Periodicity, default=Periodicity.IRREGULAR
    )
    definition_version = models.CharField(_("version"), max_length=40, blank=True, default="")
    follows = models.ForeignKey(
        "self", models.PROTECT, related_name="followed_by", null=True, blank=True
    )
    comparable = models.BooleanField(_("comparable with the earlier definition"), default=False)
    body = models.ForeignKey(
        Organisation, models.PROTECT, related_name="indicators", null=True, blank=True
    )
    higher_is_better = models.BooleanField(_("more is better"), default=False)
    gap = TextField(_("what is not known"), blank=True)
    programmes = models.ManyToManyField(Programme, related_name="indicators", blank=True)
    measures = models.ManyToManyField(Measure, related_name="indicators", blank=True)
    nodes = models.ManyToManyField(Node, related_name="indicators", blank=True)
    facts = GenericRelation(Fact, "owner_pk", "owner_type")
    demonstration = models.BooleanField(default=False)
    order_key = models.CharField(max_length=200, default="")

    class Meta:
        ordering = ("order_key", "code")
        constraints = text_check("indicator", "name", "definition", "method", "population", "gap")

    def __str__(self) -> str:
        return str(self.name)


class Value(Sourced):
    """A dated figure under a definition; ``part`` is a term when it holds for a part only."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="values")
    period = PartialDateField(_("period"), blank=False)
    number = models.DecimalField(_("number"), max_digits=20, decimal_places=4)
    qualifier = models.CharField(
        _("how exactly"), max_length=10, choices=Qualifier, blank=True, default=""
    )
    part = models.SlugField(_("part"), max_length=80, blank=True, default="")
    sample = models.PositiveIntegerField(_("answers"), null=True, blank=True)
    fieldwork_from = PartialDateField(_("asked from"))
    fieldwork_to = PartialDateField(_("asked until"))
    dispute = models.SlugField(_("disagreement"), max_length=80, blank=True, default="")
    note = TextField(_("note"), blank=True)
    place = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("period", "place", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["indicator", "period", "part"],
                condition=Q(dispute=""),
                name="value_once_per_period",
                violation_error_message=_("There is a value for this period already."),
            ),
            *text_check("value", "note"),
        )

    def __str__(self) -> str:
        return f"{self.period}: {self.number}"


class Target(Sourced):
    """A figure to be reached by a date, as somebody set it."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="targets")
    period = PartialDateField(pgettext_lazy("by a date", "by"), blank=False)
    number = models.DecimalField(_("number"), max_digits=20, decimal_places=4)
    qualifier = models.CharField(
        _("how exactly"), max_length=10, choices=Qualifier, blank=True, default=""
    )
    note = TextField(_("set by"), blank=True)
    place = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("period", "place", "pk")
        constraints = text_check("target", "note")

    def __str__(self) -> str:
        return f"{self.period}: {self.number}"


class SeriesBreak(Sourced):
    """A date from which figures can't be compared with those before, and why."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="breaks")
    period = PartialDateField(_("from"), blank=False)
    reason = TextField(_("reason"))
    place = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("period", "place", "pk")
        constraints = text_check("series_break", "reason")

    def __str__(self) -> str:
        return f"{self.period}: {self.reason}"
