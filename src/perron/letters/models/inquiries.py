"""Inquiries: what people ask of the agency, and what they were answered."""

import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from perron.letters.enums import Channel, InquiryKind, InquiryState


class InquiryQuerySet(models.QuerySet["Inquiry"]):
    """Inquiries, and those that everybody may read."""

    def shown(self) -> Self:
        """Answered ones whose asker agreed to publication: the only ones on any public page."""
        return self.filter(state=InquiryState.ANSWERED, may_publish=True).exclude(title="")


class Inquiry(models.Model):
    """A question, a correction, a complaint, a request: with its answer.

    ``title`` is the agency's own neutral wording, the only words that are public before the
    answer. ``answer`` and ``title`` hold nothing personal; ``words``, ``name`` and ``address``
    are seen by those who answer, and erased on schedule.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=InquiryKind)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.WEB)
    about_kind = models.SlugField(max_length=40, blank=True, default="")
    about_code = models.CharField(max_length=120, blank=True, default="")
    page = models.CharField(_("page"), max_length=300, blank=True, default="")
    language = models.CharField(_("language"), max_length=8)
    name = models.CharField(_("name"), max_length=120, blank=True, default="")
    address = models.EmailField(_("e-mail address"), blank=True, default="")
    person = models.CharField(max_length=80, blank=True, default="", db_index=True)
    words = models.TextField(_("words"), max_length=5000, blank=True, default="")
    may_publish = models.BooleanField(_("may be published"), default=False)
    asked_at = models.DateTimeField(_("asked"))
    entered_by = models.CharField(max_length=160, blank=True, default="")
    state = models.CharField(
        _("state"), max_length=10, choices=InquiryState, default=InquiryState.OPEN
    )
    title = models.CharField(_("title"), max_length=200, blank=True, default="")
    answer = models.TextField(_("answer"), max_length=10_000, blank=True, default="")
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.CharField(max_length=160, blank=True, default="")
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = InquiryQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-pk")
        indexes = (
            models.Index(fields=["state", "asked_at"]),
            models.Index(fields=["about_kind", "about_code"]),
            models.Index(fields=["address"]),
        )

    def __str__(self) -> str:
        return self.title or f"{self.get_kind_display()} {self.pk}"
