"""Measures kept current: who looks after each, and what holders were asked and answered."""

import uuid
from datetime import date, timedelta
from typing import Any, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from perron.directory.models import Organisation
from perron.letters.enums import Channel
from perron.strategy.enums import UpdateDecision, UpdateOutcome
from perron.strategy.models.measures import Measure

GRACE = timedelta(days=30)  # for so long after its due date a link still opens


class UpdateRequestQuerySet(models.QuerySet["UpdateRequest"]):
    """Requests by what they wait for."""

    def unanswered(self) -> Self:
        """Those that wait for the holder."""
        return self.filter(outcome="", decision="")

    def proposed(self) -> Self:
        """Those that wait for an officer."""
        return self.filter(outcome=UpdateOutcome.PROPOSED, decision="")


class UpdateRequest(models.Model):
    """What a holder was asked about one measure, what came back, and what became of it.

    ``measure`` and ``organisation`` are empty when they were removed or merged since; their codes
    stay. ``proposal`` holds ``state`` (a :class:`MeasureState`), ``words`` in ``language``,
    ``url``, and ``base``, the digest of the measure's record that the holder had before them.
    ``received`` is the day on which an answer arrived on paper or by telephone.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    measure = models.ForeignKey(Measure, models.SET_NULL, related_name="updates", null=True)
    measure_code = models.SlugField(max_length=80)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, related_name="+", null=True)
    holder_code = models.SlugField(max_length=80)
    address = models.EmailField(_("e-mail address"), blank=True, default="")
    party = models.CharField(max_length=160, blank=True, default="")
    language = models.CharField(_("language"), max_length=8)
    asked_at = models.DateTimeField(_("asked"))
    asked_by = models.CharField(max_length=160)
    due = models.DateField(_("due"))
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.WEB)
    received = models.DateField(_("received"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    entered_by = models.CharField(max_length=160, blank=True, default="")
    outcome = models.CharField(
        _("answer"), max_length=10, choices=UpdateOutcome, blank=True, default=""
    )
    proposal: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        default=dict, encoder=DjangoJSONEncoder, blank=True
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.CharField(max_length=160, blank=True, default="")
    decision = models.CharField(
        _("decision"), max_length=10, choices=UpdateDecision, blank=True, default=""
    )
    reason = models.CharField(_("reason"), max_length=1000, blank=True, default="")

    objects = UpdateRequestQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["measure", "organisation"],
                condition=models.Q(outcome="", decision=""),
                name="update_asked_once",
            ),
        )
        indexes = (
            models.Index(fields=["decision", "outcome", "due"], name="strategy_update_waits"),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The short number that a paper form bears."""
        return self.key.hex[:8]

    @property
    def last_day(self) -> date:
        """The last day on which its link opens."""
        return self.due + GRACE


class MeasureOfficer(models.Model):
    """Who looks after a measure; what others did until ``seen_at`` was seen."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="officers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="measures")
    since = models.DateTimeField(_("since"))
    seen_at = models.DateTimeField(_("seen"))

    class Meta:
        ordering = ("since", "pk")
        constraints = (
            models.UniqueConstraint(fields=["measure", "person"], name="measure_officer_once"),
        )

    def __str__(self) -> str:
        return f"{self.person} – {self.measure}"
