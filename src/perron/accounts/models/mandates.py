"""Mandates: one person acts for another, in writing, within limits, for a time."""

import uuid
from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from perron.accounts.errors import MandateOver

MOST_DAYS = 366


class MandateQuerySet(models.QuerySet["Mandate"]):
    """Mandates, and those in force."""

    def in_force(self, day: date) -> Self:
        return self.filter(
            revoked_at=None, accepted_at__isnull=False, begins__lte=day, ends__gte=day
        )


class Mandate(models.Model):
    """``proxy`` may act for ``principal``, who gets every message about it.

    ``scope`` holds names of rights; nothing outside it may be done, and nothing that the principal
    may not do. ``grounds`` says where the written mandate is, or that it was given on this site.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    principal = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mandates_given"
    )
    proxy = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mandates_held"
    )
    scope: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    begins = models.DateField(_("from"))
    ends = models.DateField(_("until"))
    grounds = models.CharField(_("where the written mandate is"), max_length=300)
    written_at = models.DateTimeField(_("written"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering = ("-begins", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(principal=F("proxy")),
                name="mandate_for_another",
                violation_error_message=_("Nobody needs a mandate for themselves."),
            ),
            models.CheckConstraint(
                condition=Q(ends__gte=F("begins")),
                name="mandate_ends_after_it_begins",
                violation_error_message=_("A mandate can't end before it begins."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.proxy} – {self.principal}"

    def is_in_force(self, day: date) -> bool:
        """Whether it may be used on this day."""
        return (
            self.revoked_at is None
            and self.accepted_at is not None
            and self.begins <= day <= self.ends
        )

    def vouch(self, at: datetime) -> None:
        """Refuse a decision under a mandate that ended while it was being taken."""
        rows = type(self).objects.select_for_update(of=("self",)).select_related("proxy")
        now = rows.filter(pk=self.pk).first()  # none once its proxy was erased
        if not (now and now.is_in_force(timezone.localdate(at)) and now.proxy.is_active):
            raise MandateOver(person=self.principal)
