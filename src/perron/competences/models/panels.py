"""Panels: probability samples by one-time codes, declared skills, and published pictures."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from perron.competences.models.sittings import Sitting
from perron.core.text import TextField, text_check


class Panel(models.Model):
    """A probability sample of a population; only panels feed figures about the population.

    ``strata``: by code, name, how many people the population has there, and how many were drawn.
    """

    code = models.SlugField(_("code"), max_length=80, unique=True)
    name = TextField(_("name"))
    population = TextField(_("population"))
    source = models.CharField(_("source of the sample"), max_length=300)
    strata: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField(
        default=list
    )
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    is_demonstration = models.BooleanField(default=False)
    made_at = models.DateTimeField(_("made"))
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    class Meta:
        ordering = ("-opens_at", "code")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")),
                name="panel_closes_after_it_opens",
                violation_error_message=_("A panel closes after it opens."),
            ),
            *text_check("panel", "name", "population"),
        )

    def __str__(self) -> str:
        return str(self.name)


class Invitation(models.Model):
    """A one-time code of a panel, kept as its digest; nothing says to whom it was sent."""

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    stratum = models.SlugField(_("stratum"), max_length=80)
    cluster = models.CharField(max_length=40, blank=True, default="")
    weight = models.FloatField(_("design weight"))
    used_at = models.DateTimeField(_("used"), null=True, blank=True)
    sitting = models.OneToOneField(
        Sitting, models.SET_NULL, related_name="invitation", null=True, blank=True
    )

    class Meta:
        ordering = ("panel", "pk")

    def __str__(self) -> str:
        return f"{self.panel} {self.pk}"


class Declaration(models.Model):
    """What somebody says of themselves: the form of the European Digital Skills Indicator."""

    sitting = models.OneToOneField(Sitting, models.CASCADE, related_name="declaration")
    answers: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    areas: "models.JSONField[dict[str, int], dict[str, int]]" = models.JSONField(default=dict)
    overall = models.CharField(_("overall"), max_length=12, blank=True, default="")
    declared_at = models.DateTimeField(_("declared"))

    class Meta:
        ordering = ("sitting",)

    def __str__(self) -> str:
        return f"{self.sitting}: {self.overall}"


class Picture(models.Model):
    """A table of results as published on a day; it never changes, so nothing can be subtracted.

    ``panel`` is empty for the people who took the test of their own accord.
    """

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="pictures", null=True, blank=True)
    day = models.DateField(_("day"))
    people = models.PositiveIntegerField(_("people"))
    table: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    made_at = models.DateTimeField(_("made"))

    class Meta:
        ordering = ("-day", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["panel", "day"], name="picture_of_panel_once_a_day"),
            models.UniqueConstraint(
                fields=["day"], condition=models.Q(panel=None), name="picture_of_takers_once_a_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.panel or 'takers'} {self.day}"
