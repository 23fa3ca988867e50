"""Letters that leave, and the categories that an address does not want."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from perron.letters.enums import LetterState


class Letter(models.Model):
    """One message to one address, in one language.

    ``reference`` names the reason for which it is written: the same reason never makes two to one
    address (an erased letter, which has no address, keeps its key there). ``secret`` letters (a
    sign-in code) forget their words as soon as they are handed over.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.SlugField(_("kind"), max_length=60)
    category = models.SlugField(_("category"), max_length=40)
    reference = models.CharField(max_length=200)
    address = models.EmailField(_("e-mail address"), blank=True, default="")
    party = models.CharField(max_length=160, blank=True, default="", db_index=True)
    language = models.CharField(_("language"), max_length=8)
    subject = models.CharField(_("subject"), max_length=300, blank=True, default="")
    text = models.TextField(_("words"), blank=True, default="")
    html = models.TextField(blank=True, default="")
    secret = models.BooleanField(default=False)
    state = models.CharField(
        _("state"), max_length=10, choices=LetterState, default=LetterState.WAITING
    )
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    written_at = models.DateTimeField(_("written"))
    not_before = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    handed_at = models.DateTimeField(_("handed over"), null=True, blank=True)
    message_id = models.CharField(max_length=200, blank=True, default="", db_index=True)
    fault = models.CharField(_("fault"), max_length=300, blank=True, default="")

    class Meta:
        ordering = ("-written_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["reference", "address"], name="letter_once"),
        )
        indexes = (
            models.Index(
                fields=["not_before"],
                name="letters_letter_open",
                condition=Q(state__in=["waiting", "sending"]),
            ),
            models.Index(fields=["state", "written_at"]),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Preference(models.Model):
    """A category of letters that an address does not want."""

    address = models.EmailField(_("e-mail address"))
    category = models.SlugField(_("category"), max_length=40)
    refused_at = models.DateTimeField(_("refused"))

    class Meta:
        ordering = ("address", "category")
        constraints = (
            models.UniqueConstraint(fields=["address", "category"], name="preference_once"),
        )

    def __str__(self) -> str:
        return f"{self.category} {self.pk}"
