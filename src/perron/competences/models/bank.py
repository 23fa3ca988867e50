"""The bank as the site holds it: families, their versions, and one item for each variant."""

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from perron.competences.enums import ItemState, Kind, PartKind, VersionState


class Family(models.Model):
    """One thing that is asked, in several variants; its words stand in its versions."""

    code = models.SlugField(_("code"), max_length=80, unique=True)
    competence = models.CharField(_("competence"), max_length=10)
    level = models.PositiveSmallIntegerField(_("level"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    enemies = models.SlugField(_("not beside"), max_length=80, blank=True, default="")
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        ordering = ("competence", "level", "code")
        indexes = (models.Index(fields=["competence"]),)

    def __str__(self) -> str:
        return self.code


class FamilyVersion(models.Model):
    """One wording of a family: the document of docs/reference/bank.md, and its way into use.

    Whoever wrote a version can't be the one who lets it in.
    """

    family = models.ForeignKey(Family, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    definition: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField()
    digest = models.CharField(max_length=64)
    state = models.CharField(_("state"), max_length=10, choices=VersionState)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, blank=True
    )
    author_name = models.CharField(max_length=160, blank=True, default="")
    reviewer_name = models.CharField(max_length=160, blank=True, default="")
    remark = models.TextField(_("remark"), blank=True, default="")
    made_at = models.DateTimeField(_("written"))
    changed_at = models.DateTimeField(_("changed"))
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    class Meta:
        ordering = ("family", "-number")
        constraints = (
            models.UniqueConstraint(fields=["family", "number"], name="family_version_once"),
            models.UniqueConstraint(
                fields=["family"],
                condition=Q(state=VersionState.PUBLISHED),
                name="one_published_version",
            ),
            models.UniqueConstraint(
                fields=["family"],
                condition=Q(state__in=[VersionState.DRAFT, VersionState.IN_REVIEW]),
                name="one_version_in_the_making",
                violation_error_message=_("Somebody is already working on this family."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.family} {self.number}"


class ItemQuerySet(models.QuerySet["Item"]):
    """Items by whether they may be asked."""

    def askable(self) -> Self:
        """Those in use and the new ones, of families that are in use, in a fixed order."""
        return self.filter(
            state__in=[ItemState.ACTIVE, ItemState.NEW], family__withdrawn_at=None
        ).order_by("pk")


class Item(models.Model):
    """A variant in one wording: what is asked, and the curve that answers follow.

    Its words never change: a variant that is reworded is another item. ``a``, ``b``, ``c`` are on
    the logistic scale; without ``calibrated_at`` they are the author's, with wide errors.
    """

    family = models.ForeignKey(Family, models.CASCADE, related_name="items")
    version = models.ForeignKey(FamilyVersion, models.PROTECT, related_name="items")
    variant = models.SlugField(_("variant"), max_length=80)
    digest = models.CharField(max_length=64)
    state = models.CharField(_("state"), max_length=10, choices=ItemState, default=ItemState.ACTIVE)
    reason = models.TextField(_("reason"), blank=True, default="")
    languages: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    modalities: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    seconds = models.PositiveSmallIntegerField(_("seconds"), default=40)
    a = models.FloatField(default=1.0)
    b = models.FloatField()
    c = models.FloatField(default=0.0)
    se_a = models.FloatField(default=0.3)
    se_b = models.FloatField(default=0.5)
    calibrated_at = models.DateTimeField(_("calibrated"), null=True, blank=True)
    given = models.PositiveBigIntegerField(default=0)
    offered = models.PositiveBigIntegerField(default=0)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ("family", "variant", "pk")
        constraints = (
            models.UniqueConstraint(fields=["family", "variant", "digest"], name="item_once"),
        )

    def __str__(self) -> str:
        return f"{self.family}/{self.variant}"


class BankState(models.Model):
    """The one row that says which bank is asked: its number goes up with every change of it.

    ``settings`` are those of ``bank.yaml``; each process keeps what it read until ``stamp``,
    drawn anew with every change, is another one.
    """

    revision = models.PositiveBigIntegerField(default=0)
    stamp = models.UUIDField(default=uuid.uuid4, editable=False)
    settings: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    changed_at = models.DateTimeField(_("changed"))

    def __str__(self) -> str:
        return str(self.revision)


class FrameworkPart(models.Model):
    """A statement, an outcome or a term of the framework, as its owner publishes it."""

    framework = models.SlugField(_("framework"), max_length=40)
    kind = models.CharField(_("kind"), max_length=12, choices=PartKind)
    code = models.CharField(_("code"), max_length=160)
    competence = models.CharField(_("competence"), max_length=10, blank=True, default="")
    level = models.SlugField(_("level"), max_length=20, blank=True, default="")
    place = models.PositiveIntegerField(_("place"), default=0)
    words: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(default=dict)
    further: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)

    class Meta:
        ordering = ("framework", "kind", "competence", "place")
        constraints = (
            models.UniqueConstraint(
                fields=["framework", "kind", "code"], name="framework_part_once"
            ),
        )

    def __str__(self) -> str:
        return self.code
