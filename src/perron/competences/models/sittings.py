"""Sittings of the test, and what was answered in them."""

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from perron.accounts.models import User
from perron.competences.enums import AgeBand, EndReason, Goal, SittingState
from perron.competences.models.bank import Item


class SittingQuerySet(models.QuerySet["Sitting"]):
    """Sittings by whose they are."""

    def of(self, user: User) -> Self:
        """A person's own sittings; nobody else sees them, whoever they act for."""
        return self.none() if user.acting else self.filter(person=user)


class Sitting(models.Model):
    """One taking of the test. Whoever holds its key holds it; no name is asked.

    ``come_back`` is the digest of the code by which it is found again on another device; ``seed``
    draws everything by lot, so that the same answers lead to the same questions. ``pool`` holds
    the items that take part (exposure), fixed at the start; ``design`` what was fixed with it:
    length, prior, correlations, cuts. ``harder_from``: the number of answers after which harder
    questions were asked for. ``counts``: whether live figures may count it. ``profile``: what was
    known at the end, from which figures are counted. ``exposed``: whether its items are in the
    counts of how often each was offered and given.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    come_back = models.CharField(max_length=64, unique=True, null=True, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="sittings", null=True, blank=True
    )
    state = models.CharField(
        _("state"), max_length=10, choices=SittingState, default=SittingState.OPEN
    )
    ended_by = models.CharField(max_length=10, choices=EndReason, blank=True, default="")
    language = models.CharField(_("language"), max_length=10)
    modalities: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    goal = models.CharField(_("goal"), max_length=10, choices=Goal, default=Goal.LOOK)
    age_band = models.CharField(_("age"), max_length=10, choices=AgeBand, blank=True, default="")
    placement: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    shared_computer = models.BooleanField(_("shared computer"), default=False)
    seed = models.BigIntegerField()
    pool: "models.JSONField[list[int], list[int]]" = models.JSONField(default=list)
    design: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    harder_from = models.PositiveSmallIntegerField(null=True, blank=True)
    answered = models.PositiveSmallIntegerField(default=0)
    profile: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    counts = models.BooleanField(default=True)
    exposed = models.BooleanField(default=False)
    is_demonstration = models.BooleanField(default=False)
    started_at = models.DateTimeField(_("started"))
    last_at = models.DateTimeField(_("last answer"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = SittingQuerySet.as_manager()

    class Meta:
        ordering = ("-started_at", "-pk")
        indexes = (
            models.Index(fields=["state", "last_at"]),
            models.Index(
                fields=["last_at"], condition=Q(exposed=False), name="sitting_to_be_exposed"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=(
                    Q(state=SittingState.OPEN, ended_at=None)
                    | Q(state=SittingState.ENDED, ended_at__isnull=False)
                ),
                name="sitting_ended_has_a_moment",
            ),
        )

    def __str__(self) -> str:
        return str(self.key)


class Response(models.Model):
    """A question asked in a sitting, and its answer once there is one.

    ``score`` is 1 or 0; None until answered. ``given`` is what was answered, in the form of the
    question's kind; it is forgotten with the sitting's details. ``counts`` is False for new items.
    ``dropped_at``: reported as faulty, or taken out of the bank: as if it had never been asked.
    """

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="responses")
    place = models.PositiveSmallIntegerField(_("number"))
    item = models.ForeignKey(Item, models.PROTECT, related_name="responses")
    asked_at = models.DateTimeField(_("asked"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    unknown = models.BooleanField(_("did not know"), default=False)
    given: "models.JSONField[Any, Any]" = models.JSONField(null=True, blank=True)
    counts = models.BooleanField(default=True)
    dropped_at = models.DateTimeField(_("dropped"), null=True, blank=True)

    class Meta:
        ordering = ("sitting", "place")
        constraints = (
            models.UniqueConstraint(fields=["sitting", "place"], name="response_place_once"),
            models.UniqueConstraint(fields=["sitting", "item"], name="response_item_once"),
            models.UniqueConstraint(
                fields=["sitting"],
                condition=Q(answered_at=None, dropped_at=None),
                name="one_question_at_a_time",
            ),
            models.CheckConstraint(
                condition=(
                    Q(answered_at=None, score=None)
                    | Q(answered_at__isnull=False, score__isnull=False, score__lte=1)
                ),
                name="response_answered_has_a_score",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(answered_at__gte=F("asked_at")),
                name="response_after_its_question",
            ),
        )

    def __str__(self) -> str:
        return f"{self.sitting} {self.place}"
