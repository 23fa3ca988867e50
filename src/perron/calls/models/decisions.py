"""Decisions: scenarios compared, the signed act, its awards, what departs from it, appeals."""

import uuid
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from perron.calls.enums import AppealState, DecisionState, Outcome, ScenarioState
from perron.calls.models.applications import Application
from perron.calls.models.editions import Edition
from perron.calls.models.juries import Ranking


class Scenario(models.Model):
    """One way to spend the money, computed: the engine's two documents and who asked for it.

    ``changes`` are what this scenario changes of the edition's own rules (a floor, an envelope);
    one without changes is the edition's rule itself.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="scenarios")
    ranking = models.ForeignKey(Ranking, models.PROTECT, related_name="scenarios")
    title = models.CharField(_("title"), max_length=200)
    method = models.CharField(_("method"), max_length=10)
    changes: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        default=dict, blank=True
    )
    instance: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    result: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        default=dict, blank=True
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ScenarioState, default=ScenarioState.WAITING
    )
    fault = models.CharField(max_length=500, blank=True, default="")
    asked_at = models.DateTimeField(_("asked"))
    asked_by = models.CharField(max_length=160)
    solved_at = models.DateTimeField(_("computed"), null=True, blank=True)

    class Meta:
        ordering = ("asked_at", "pk")

    def __str__(self) -> str:
        return self.title


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Decisions by how far they are."""

    def standing(self) -> Self:
        """All that were not withdrawn."""
        return self.exclude(state=DecisionState.WITHDRAWN)

    def announced(self) -> Self:
        """Those that the applicants know."""
        return self.filter(state=DecisionState.ANNOUNCED)

    def public(self, day: date) -> Self:
        """Those that everybody may read on this day."""
        return self.announced().filter(shown_on__lte=day)

    def kept_back(self, day: date) -> Self:
        """Those that were signed and that the public does not see yet."""
        signed = self.standing().exclude(state=DecisionState.PREPARED)
        return signed.exclude(pk__in=self.public(day).values("pk"))


class Decision(models.Model):
    """The signed act, with its visas: what was decided of each application, and by whom.

    ``decider`` is the name of the body or office that decides, ``act`` the digest under which the
    uploaded act is kept, ``visas`` a list of ``{"by", "on", "words"}``. ``shown_on`` is the day on
    which the whole becomes public, by the edition's policy, ``shown_at`` when that was noted.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField(_("number"))
    scenario = models.ForeignKey(Scenario, models.PROTECT, related_name="decisions")
    decider = models.CharField(_("decided by"), max_length=200)
    state = models.CharField(
        _("state"), max_length=10, choices=DecisionState, default=DecisionState.PREPARED
    )
    act = models.CharField(max_length=64, blank=True, default="")
    act_name = models.CharField(max_length=200, blank=True, default="")
    visas: "models.JSONField[list[Any], list[Any]]" = models.JSONField(default=list, blank=True)
    effects: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        default=dict, blank=True
    )
    prepared_at = models.DateTimeField(_("prepared"))
    prepared_by = models.CharField(max_length=160)
    signed_on = models.DateField(_("signed"), null=True, blank=True)
    signed_at = models.DateTimeField(_("signature entered"), null=True, blank=True)
    signed_by = models.CharField(max_length=160, blank=True, default="")
    announced_at = models.DateTimeField(_("announced"), null=True, blank=True)
    shown_on = models.DateField(_("public from"), null=True, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ("edition", "number")
        constraints = (
            models.UniqueConstraint(fields=["edition", "number"], name="decision_number_once"),
            models.UniqueConstraint(
                fields=["edition"],
                condition=Q(state="prepared"),
                name="decision_one_prepared",
                violation_error_message=_("Another decision is being prepared."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.edition} – {self.number}"


class Override(models.Model):
    """An outcome that departs from the computed result: who, on what ground, in which words.

    ``effects`` are recomputed: how many better-placed applications it passes over, the cut-offs it
    moves, what it costs.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="overrides")
    application = models.ForeignKey(Application, models.PROTECT, related_name="overrides")
    outcome = models.CharField(_("decided"), max_length=12, choices=Outcome)
    place = models.PositiveIntegerField(_("place in the ranking"), null=True, blank=True)
    decider = models.CharField(_("decided by"), max_length=200)
    ground = models.CharField(_("on what ground"), max_length=300)
    words = models.TextField(_("reason"), max_length=5000)
    effects: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    at = models.DateTimeField(_("entered"))
    by = models.CharField(max_length=160)

    class Meta:
        ordering = ("decision", "place", "pk")
        constraints = (
            models.UniqueConstraint(fields=["decision", "application"], name="override_once"),
        )

    def __str__(self) -> str:
        return f"{self.decision} – {self.application}"


class Award(models.Model):
    """What a decision says of one application, with the reasons that its letter gives.

    ``amount`` is in cents; ``sources`` maps envelopes to cents; ``reasons`` is what the letter is
    made of: the deciding sentence, scores and sentences by criterion. ``place`` on the reserve
    list starts at 1.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="awards")
    application = models.ForeignKey(Application, models.PROTECT, related_name="awards")
    outcome = models.CharField(_("decided"), max_length=12, choices=Outcome)
    amount = models.BigIntegerField(_("amount, in cents"), default=0)
    level = models.PositiveSmallIntegerField(_("level"), default=100)
    money = models.SlugField(_("money"), max_length=80, blank=True, default="")
    sources: "models.JSONField[dict[str, int], dict[str, int]]" = models.JSONField(default=dict)
    place = models.PositiveIntegerField(_("place"), null=True, blank=True)
    reasons: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    conditions = models.TextField(_("conditions"), max_length=3000, blank=True, default="")
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    renounced_at = models.DateTimeField(_("renounced"), null=True, blank=True)

    class Meta:
        ordering = ("decision", "place", "application")
        constraints = (
            models.UniqueConstraint(fields=["decision", "application"], name="award_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="award_gives_no_less"),
        )
        indexes = (models.Index(fields=["outcome"]),)

    def __str__(self) -> str:
        return f"{self.application} – {self.get_outcome_display()}"


class Appeal(models.Model):
    """An applicant's appeal against what was decided, and what became of it."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    award = models.ForeignKey(Award, models.PROTECT, related_name="appeals")
    words = models.TextField(_("grounds"), max_length=8000)
    at = models.DateTimeField(_("lodged"))
    by = models.CharField(max_length=160)
    state = models.CharField(
        _("state"), max_length=10, choices=AppealState, default=AppealState.OPEN
    )
    answer = models.TextField(_("answer"), max_length=8000, blank=True, default="")
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.CharField(max_length=160, blank=True, default="")

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["award"], condition=Q(state="open"), name="appeal_one_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.award} – {self.at:%Y-%m-%d}"
