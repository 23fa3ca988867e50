"""Sources of money, mixes of them, envelopes, and the ledger of what is committed."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from perron.core.text import TextField, text_check
from perron.funding.enums import EntryKind, SourceKind


class Source(models.Model):
    """Where money comes from: a budget, a fund, a partner."""

    code = models.SlugField(_("code"), max_length=80, unique=True)
    name = TextField(_("name"))
    kind = models.CharField(_("kind"), max_length=10, choices=SourceKind)

    class Meta:
        ordering = ("code",)
        constraints = text_check("source", "name")

    def __str__(self) -> str:
        return str(self.name)


class Mix(models.Model):
    """A co-financing mix: ``parts`` maps sources to ten-thousandths of the cost.

    What the parts leave open is the operator's own share.
    """

    code = models.SlugField(_("code"), max_length=80, unique=True)
    name = TextField(_("name"))
    parts: "models.JSONField[dict[str, int], dict[str, int]]" = models.JSONField(default=dict)

    class Meta:
        ordering = ("code",)
        verbose_name_plural = _("mixes")
        constraints = text_check("mix", "name")

    def __str__(self) -> str:
        return str(self.name)


class EnvelopeQuerySet(models.QuerySet["Envelope"]):
    """Envelopes, and those of real money."""

    def real(self) -> Self:
        """Those that no demonstration filled: the only ones that any sum takes."""
        return self.filter(demonstration=False)


class Envelope(models.Model):
    """Money set aside for a purpose, such as an edition of a call.

    ``granted`` and ``committed`` are running totals of the ledger, in cents, kept under the row's
    lock; the database refuses a total beyond the other whoever writes it.
    """

    code = models.SlugField(_("code"), max_length=120, unique=True)
    name = TextField(_("name"))
    source = models.ForeignKey(Source, models.PROTECT, related_name="envelopes")
    purpose = models.SlugField(_("for"), max_length=80, db_index=True)
    granted = models.BigIntegerField(_("in the envelope, in cents"), default=0)
    committed = models.BigIntegerField(_("committed, in cents"), default=0)
    demonstration = models.BooleanField(default=False)

    objects = EnvelopeQuerySet.as_manager()

    class Meta:
        ordering = ("purpose", "code")
        constraints = (
            models.CheckConstraint(
                condition=Q(committed__gte=0) & Q(committed__lte=F("granted")),
                name="envelope_commits_what_it_holds",
                violation_error_message=_("An envelope can't commit more than it holds."),
            ),
            *text_check("envelope", "name"),
        )

    def __str__(self) -> str:
        return str(self.name)

    @property
    def left(self) -> int:
        """What is not committed, in cents."""
        return self.granted - self.committed


class LedgerEntry(models.Model):
    """A line of the ledger: never changed, never removed; a mistake is reversed by another.

    ``cents`` is always more than nothing. ``reference`` names the deed, so that the same deed is
    never entered twice; ``about_kind`` and ``about_code`` say for whom.
    """

    envelope = models.ForeignKey(Envelope, models.PROTECT, related_name="entries")
    kind = models.CharField(_("kind"), max_length=10, choices=EntryKind)
    cents = models.BigIntegerField(_("amount, in cents"))
    reference = models.CharField(_("reference"), max_length=160, unique=True)
    about_kind = models.SlugField(max_length=40, blank=True, default="")
    about_code = models.CharField(max_length=120, blank=True, default="")
    undoes = models.OneToOneField(
        "self", models.PROTECT, related_name="reversal", null=True, blank=True
    )
    note = models.CharField(_("note"), max_length=500, blank=True, default="")
    at = models.DateTimeField(_("entered"))
    by = models.CharField(max_length=160)

    class Meta:
        ordering = ("pk",)
        verbose_name_plural = _("ledger entries")
        constraints = (
            models.CheckConstraint(condition=Q(cents__gt=0), name="ledger_entry_has_an_amount"),
            models.CheckConstraint(
                condition=Q(kind="reversed", undoes__isnull=False)
                | (~Q(kind="reversed") & Q(undoes=None)),
                name="ledger_reversal_names_what_it_undoes",
            ),
        )
        indexes = (models.Index(fields=["about_kind", "about_code"]),)

    def __str__(self) -> str:
        return self.reference


def as_record(entry: LedgerEntry) -> dict[str, Any]:
    """An entry as the journal and open data tell it."""
    return {
        "envelope": entry.envelope.code,
        "kind": entry.kind,
        "cents": entry.cents,
        "reference": entry.reference,
        "about": [entry.about_kind, entry.about_code],
    }
