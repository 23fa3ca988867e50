"""Editions of calls: rules and forms as data, frozen at publication, and what changed since."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from perron.calls.enums import EditionState, NoticeKind
from perron.core.text import TextField, text_check


class EditionQuerySet(models.QuerySet["Edition"]):
    """Editions by what everybody may see and by the clock."""

    def shown(self) -> Self:
        """Those that the public sees: all but drafts."""
        return self.exclude(state=EditionState.DRAFT)

    def open(self, at: datetime) -> Self:
        """Those that take applications at this moment."""
        running = self.filter(state=EditionState.PUBLISHED, opens_at__lte=at)
        return running.filter(Q(closes_at__gt=at) | Q(closes_at=None))


class PublishedManager(models.Manager["Edition"]):
    """Editions that everybody may know of: what lists every kind of thing asks this manager."""

    def get_queryset(self) -> EditionQuerySet:
        return EditionQuerySet(self.model, using=self._db).shown()


class Edition(models.Model):
    """One edition of a call.

    ``definition`` is the whole document (rules, form, criteria, money, calendar; its JSON Schema
    is ``edition.schema.json``); ``digest`` is the SHA-256 of its canonical form, published when the
    edition is, and from then on neither changes but by a numbered notice. ``opens_at`` and
    ``closes_at`` are the calendar after all notices; without ``closes_at`` it is continuous.
    ``history`` holds published totals of a past edition with their sources. ``seed`` is the text of
    the public draw; its SHA-256 is published at opening, the text with the ranking.
    """

    code = models.SlugField(_("code"), max_length=80, unique=True)
    call = models.SlugField(_("call"), max_length=80, db_index=True)
    measure_code = models.SlugField(_("measure"), max_length=80, blank=True, default="")
    name = TextField(_("name"))
    summary = TextField(_("in short"), blank=True)
    definition: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True, default="")
    history: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        default=dict, blank=True
    )
    seed = models.CharField(max_length=120, blank=True, default="")
    state = models.CharField(
        _("state"), max_length=10, choices=EditionState, default=EditionState.DRAFT
    )
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    demonstration = models.BooleanField(default=False)
    order_key = models.CharField(max_length=200, default="", db_index=True)

    objects = EditionQuerySet.as_manager()
    published = PublishedManager()

    class Meta:
        ordering = ("-opens_at", "order_key", "code")
        default_manager_name = "published"
        constraints = (
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="edition_closes_after_it_opens",
                violation_error_message=_("An edition can't close before it opens."),
            ),
            *text_check("edition", "name", "summary"),
        )

    def __str__(self) -> str:
        return str(self.name)

    def is_open(self, at: datetime) -> bool:
        """Whether an application that arrives at this moment is in time."""
        return (
            self.state == EditionState.PUBLISHED
            and self.opens_at is not None
            and self.opens_at <= at
            and (self.closes_at is None or at < self.closes_at)
        )


class Notice(models.Model):
    """A numbered, reasoned change of a published edition, told to all drafts.

    ``change`` maps a place in the definition (``calendar/closes``) to the values before and after.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="notices")
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=NoticeKind)
    reason = TextField(_("reason"))
    change: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    at = models.DateTimeField(_("on"))
    by = models.CharField(max_length=160, blank=True, default="")

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["edition", "number"], name="notice_number_once"),
            *text_check("notice", "reason"),
        )

    def __str__(self) -> str:
        return f"{self.edition} – {self.number}"
