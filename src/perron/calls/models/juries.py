"""Juries: who reads which application, what they found, and the ranking that came of it."""

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from perron.accounts.models import User
from perron.calls.enums import (
    ApplicationState,
    ConflictKind,
    Declaration,
    EditionState,
    InterestKind,
)
from perron.calls.models.applications import Application
from perron.calls.models.editions import Edition
from perron.directory.models import Municipality, Organisation

JUDGING = (EditionState.PUBLISHED, EditionState.RANKED)


class JurorQuerySet(models.QuerySet["Juror"]):
    """Jurors by whether they sit, and one's own seats."""

    def sitting(self) -> Self:
        """Those who accepted the rules and did not leave."""
        return self.filter(accepted_at__isnull=False, left_at=None)

    def of(self, user: User) -> Self:
        """A person's own seats that they did not leave; nobody else sits in for a juror."""
        if user.acting:
            return self.none()
        return self.filter(person=user, left_at=None, edition__state__in=JUDGING)


class Juror(models.Model):
    """A person on the jury of an edition."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="jurors")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="juries")
    expertise: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    languages: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    most = models.PositiveSmallIntegerField(_("reads at most"), default=60)
    named_at = models.DateTimeField(_("named"))
    named_by = models.CharField(max_length=160)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)

    objects = JurorQuerySet.as_manager()

    class Meta:
        ordering = ("edition", "named_at", "pk")
        constraints = (models.UniqueConstraint(fields=["edition", "person"], name="juror_once"),)

    def __str__(self) -> str:
        return f"{self.person} – {self.edition}"


class Interest(models.Model):
    """What ties a person to a body or a municipality: from this conflicts are found."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="interests")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="+", null=True, blank=True
    )
    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="+", null=True, blank=True
    )
    kind = models.CharField(_("kind"), max_length=12, choices=InterestKind)
    until = models.DateField(_("until"), null=True, blank=True)
    declared_at = models.DateTimeField(_("declared"))
    declared_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("person", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(municipality__isnull=False),
                name="interest_in_something",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} – {self.organisation or self.municipality}"


class Conflict(models.Model):
    """A conflict between a juror and an application; recorded, shown, never removed."""

    juror = models.ForeignKey(Juror, models.CASCADE, related_name="conflicts")
    application = models.ForeignKey(Application, models.CASCADE, related_name="conflicts")
    kind = models.CharField(_("kind"), max_length=12, choices=ConflictKind)
    words = models.CharField(_("what it is"), max_length=500, blank=True, default="")
    found_at = models.DateTimeField(_("found"))

    class Meta:
        ordering = ("found_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["juror", "application", "kind"], name="conflict_once"),
        )

    def __str__(self) -> str:
        return f"{self.juror} – {self.application}"


class ReviewQuerySet(models.QuerySet["Review"]):
    """Reviews by whether they count, and those that a juror may open."""

    def standing(self) -> Self:
        """Those that count or will count: of a juror who stayed, without a conflict."""
        tied = Conflict.objects.filter(juror=OuterRef("juror"), application=OuterRef("application"))
        mine = self.filter(withdrawn_at=None, juror__left_at=None)
        return mine.exclude(declaration=Declaration.CONFLICT).exclude(Exists(tied))

    def handed(self) -> Self:
        """Those that were handed in."""
        return self.filter(handed_at__isnull=False)

    def of(self, user: User) -> Self:
        """What this person reads as a juror: the one way by which a juror comes to an application.

        Not before the rules are accepted, not after leaving, not with a conflict or as a member of
        the application, not under a mandate, and only while the edition is judged.
        """
        if user.acting:
            return self.none()
        return (
            self.standing()
            .filter(
                juror__person=user,
                juror__accepted_at__isnull=False,
                juror__edition=F("application__edition"),
                application__edition__state__in=JUDGING,
                application__state=ApplicationState.ADMISSIBLE,
            )
            .exclude(application__members__person=user)
        )


class Review(models.Model):
    """One juror's reading of one application.

    Nothing of the application is shown before ``declaration``. ``marks`` maps criteria to points
    in thousandths, ``sentences`` to the words that become the letter's reasons. ``total`` is in
    thousandths, from the edition's grid.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    juror = models.ForeignKey(Juror, models.CASCADE, related_name="reviews")
    application = models.ForeignKey(Application, models.CASCADE, related_name="reviews")
    phase = models.SlugField(_("phase"), max_length=40, default="scoring")
    calibration = models.BooleanField(_("calibration"), default=False)
    third = models.BooleanField(_("third reading"), default=False)
    assigned_at = models.DateTimeField(_("assigned"))
    declaration = models.CharField(
        _("declaration"), max_length=10, choices=Declaration, blank=True, default=""
    )
    declared_at = models.DateTimeField(_("declared"), null=True, blank=True)
    marks: "models.JSONField[dict[str, int], dict[str, int]]" = models.JSONField(default=dict)
    sentences: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(default=dict)
    language = models.CharField(_("language"), max_length=8, blank=True, default="")
    revision = models.PositiveIntegerField(default=0)
    total = models.IntegerField(_("score"), null=True, blank=True)
    handed_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ("assigned_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["juror", "application", "phase"], name="review_once"),
        )

    def __str__(self) -> str:
        return f"{self.juror} – {self.application}"


class Consensus(models.Model):
    """What the jury agreed on one application; a note is kept wherever a score moved."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="consensuses")
    phase = models.SlugField(_("phase"), max_length=40, default="scoring")
    marks: "models.JSONField[dict[str, int], dict[str, int]]" = models.JSONField(default=dict)
    sentences: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    total = models.IntegerField(_("score"))
    note = models.TextField(_("why the score moved"), max_length=3000, blank=True, default="")
    at = models.DateTimeField(_("agreed"))
    by = models.CharField(max_length=160)

    class Meta:
        ordering = ("application", "phase")
        constraints = (
            models.UniqueConstraint(fields=["application", "phase"], name="consensus_once"),
        )

    def __str__(self) -> str:
        return f"{self.application} – {self.phase}"


class Ranking(models.Model):
    """A ranking as it was sealed, before any amount was joined to it.

    ``rows`` lists applications in order, points in thousandths: ``application`` (its number),
    ``before`` (the jury's score) and ``score`` (after ``steps`` of weighting), ``points`` by
    criterion, ``below`` (criteria under their least), ``reaches_threshold``, ``position`` (strict,
    from 1), ``place`` (shared by those whom only lots separate), ``tie``, ``lot`` and
    ``decided_by``. There is no amount in it. ``digest`` is the SHA-256 of the canonical rows.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="rankings")
    number = models.PositiveSmallIntegerField(_("number"))
    rows: "models.JSONField[list[Any], list[Any]]" = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    reason = models.CharField(_("why it was made anew"), max_length=1000, blank=True, default="")
    sealed_at = models.DateTimeField(_("sealed"))
    sealed_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("edition", "number")
        constraints = (
            models.UniqueConstraint(fields=["edition", "number"], name="ranking_number_once"),
        )

    def __str__(self) -> str:
        return f"{self.edition} – {self.number}"
