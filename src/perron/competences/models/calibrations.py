"""What answers tell of the items: nightly calibrations, their chunks, and flags."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from perron.competences.enums import CalibrationState, FlagKind
from perron.competences.models.bank import Item


class Calibration(models.Model):
    """One run over all answers up to a moment: what it found, and what it changed."""

    kind = models.SlugField(_("kind"), max_length=20)
    state = models.CharField(
        _("state"), max_length=10, choices=CalibrationState, default=CalibrationState.RUNNING
    )
    reason = models.TextField(_("reason"), blank=True, default="")
    until = models.DateTimeField(_("answers until"))
    begun_at = models.DateTimeField(_("begun"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    step = models.PositiveIntegerField(default=0)
    held: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    found: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)

    class Meta:
        ordering = ("-begun_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(state=CalibrationState.RUNNING),
                name="one_calibration_of_a_kind",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.begun_at:%Y-%m-%d}"


class Chunk(models.Model):
    """A part of the sittings for one step of a calibration, summed by whichever worker is free."""

    calibration = models.ForeignKey(Calibration, models.CASCADE, related_name="chunks")
    step = models.PositiveIntegerField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    sums: "models.JSONField[dict[str, Any] | None, dict[str, Any] | None]" = models.JSONField(
        null=True, blank=True
    )

    class Meta:
        ordering = ("calibration", "step", "first")
        constraints = (
            models.UniqueConstraint(fields=["calibration", "step", "first"], name="chunk_once"),
        )

    def __str__(self) -> str:
        return f"{self.calibration} {self.step}: {self.first}–{self.last}"


class Flag(models.Model):
    """Why an item left the pool, by what figures, and what became of it."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="flags")
    kind = models.CharField(_("kind"), max_length=10, choices=FlagKind)
    figures: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    words = models.TextField(_("what was seen"), blank=True, default="")
    raised_at = models.DateTimeField(_("raised"))
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.CharField(max_length=160, blank=True, default="")
    answer = models.TextField(_("what was decided"), blank=True, default="")

    class Meta:
        ordering = ("-raised_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["item", "kind"], condition=Q(settled_at=None), name="open_flag_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.item}: {self.get_kind_display()}"
