"""Published facts: a figure or a statement about a thing, with its source and its date."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from perron.core.dates import PartialDateField
from perron.core.models.references import Reference
from perron.core.text import TextField, text_check


class FactSense(models.TextChoices):
    """How a figure is meant."""

    STATED = "stated", _("stated")
    EXPECTED = "expected", _("expected")
    REACHED = "reached", _("reached")
    BUDGET = "budget", _("budget")
    RULE = "rule", _("rule")


class Qualifier(models.TextChoices):
    """How exactly a source says it."""

    EXACTLY = "", _("exactly")
    ABOUT = "about", _("about")
    NEARLY = "nearly", _("nearly")
    MORE_THAN = "more-than", _("more than")
    AT_LEAST = "at-least", _("at least")
    AT_MOST = "at-most", _("at most")


class Fact(models.Model):
    """One figure or one sentence that a source published about a thing.

    ``number`` is in ``unit`` (a term of the list “unit”; a unit of nature ``money`` is in the
    region's currency). Facts of one thing with the same ``dispute`` disagree: both stand.
    """

    owner_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    owner_pk = models.PositiveBigIntegerField()
    owner = GenericForeignKey("owner_type", "owner_pk")
    place = models.PositiveIntegerField(default=0)
    of = models.SlugField(_("what it counts or says"), max_length=80)
    sense = models.CharField(
        _("how it is meant"), max_length=10, choices=FactSense, default=FactSense.STATED
    )
    number = models.DecimalField(
        _("number"), max_digits=20, decimal_places=4, null=True, blank=True
    )
    unit = models.SlugField(_("unit"), max_length=80, blank=True, default="")
    qualifier = models.CharField(
        _("how exactly"), max_length=10, choices=Qualifier, blank=True, default=""
    )
    text = TextField(_("in words"), blank=True)
    as_of = PartialDateField(_("as of"))
    since = PartialDateField(_("from"))
    until = PartialDateField(_("until"))
    dispute = models.SlugField(_("disagreement"), max_length=80, blank=True, default="")
    sources = models.ManyToManyField(Reference, related_name="facts")

    class Meta:
        ordering = ("place", "pk")
        indexes = (models.Index(fields=["owner_type", "owner_pk", "place"]),)
        constraints = (
            models.CheckConstraint(
                name="fact_says_something",
                condition=Q(number__isnull=False) | ~Q(text={}),
                violation_error_message=_("A fact has a number or a text."),
            ),
            models.CheckConstraint(
                name="fact_number_has_a_unit",
                condition=Q(number__isnull=True) | ~Q(unit=""),
                violation_error_message=_("A number needs its unit."),
            ),
            *text_check("fact", "text"),
        )

    def __str__(self) -> str:
        return f"{self.of}: {self.text if self.number is None else self.number}"


class Sourced(models.Model):
    """A thing whose description rests on named sources."""

    sources = models.ManyToManyField(
        Reference, related_name="%(class)s_set", verbose_name=_("sources"), blank=True
    )

    class Meta:
        abstract = True
