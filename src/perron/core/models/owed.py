"""What is owed: one clock for whatever the agency owes or is owed."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from perron.core.enums import OwedState
from perron.core.text import TextField, text_check


class OwedQuerySet(models.QuerySet["Owed"]):
    """What is owed, by its state."""

    def open(self) -> Self:
        return self.filter(state=OwedState.OPEN)


class Owed(models.Model):
    """An answer, an update, a renewal …: who owes it to whom, until when, and why.

    A party is ``agency``, ``someone`` (whose address the thing itself keeps), or a kind and a
    code: ``organisation:becode``, ``person:<key>``. ``reference`` names what it stands for, so
    that the same thing is never owed twice. ``alert_days`` are the days before the due date on
    which the owing party is reminded; those gone are kept in ``alerted_days``.
    """

    reference = models.CharField(max_length=160, unique=True)
    kind = models.SlugField(_("kind"), max_length=40)
    title = TextField(_("what"))
    about_kind = models.SlugField(max_length=40, blank=True, default="")
    about_code = models.CharField(max_length=120, blank=True, default="")
    owed_by = models.CharField(_("by whom"), max_length=160)
    owed_to = models.CharField(_("to whom"), max_length=160)
    opened_at = models.DateTimeField(_("since"))
    due = models.DateField(_("due"))
    state = models.CharField(_("state"), max_length=10, choices=OwedState, default=OwedState.OPEN)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=1000, blank=True, default="")
    alert_days: "models.JSONField[list[int], list[int]]" = models.JSONField(default=list)
    alerted_days: "models.JSONField[list[int], list[int]]" = models.JSONField(default=list)
    extensions: "models.JSONField[list[Any], list[Any]]" = models.JSONField(default=list)

    objects = OwedQuerySet.as_manager()

    class Meta:
        ordering = ("due", "pk")
        indexes = (
            models.Index(fields=["state", "due"]),
            models.Index(fields=["about_kind", "about_code"]),
            models.Index(fields=["owed_by"], name="core_owed_by", condition=Q(state="open")),
            models.Index(fields=["owed_to"], name="core_owed_to", condition=Q(state="open")),
        )
        constraints = text_check("owed", "title")

    def __str__(self) -> str:
        return str(self.title)
