"""Organisations, the people one may reach there, and those who speak for them."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from perron.core.dates import PartialDateField
from perron.core.models import Fact, Sourced
from perron.core.text import TextField, text_check
from perron.directory.enums import AffiliationState
from perron.directory.models.territory import Municipality

CONFIRMATION_LASTS = timedelta(days=365)


class Organisation(Sourced):
    """A legal body or a unit of one: a holder, a partner, a funder, an adviser."""

    code = models.SlugField(_("code"), max_length=80, unique=True)
    name = TextField(_("name"))
    kind = models.SlugField(_("kind"), max_length=80)
    summary = TextField(_("in short"), blank=True)
    enterprise_number = models.CharField(
        _("enterprise number"), max_length=20, blank=True, default=""
    )
    website = models.URLField(_("website"), max_length=500, blank=True, default="")
    street = models.CharField(_("street and number"), max_length=200, blank=True, default="")
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True, default="")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="organisations", null=True, blank=True
    )
    founded = PartialDateField(_("founded"))
    ended = PartialDateField(_("ended"))
    gap = TextField(_("what is not known"), blank=True)
    facts = GenericRelation(Fact, "owner_pk", "owner_type")
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    demonstration = models.BooleanField(default=False)
    order_key = models.CharField(max_length=200, default="", db_index=True)

    class Meta:
        ordering = ("order_key", "code")
        constraints = (
            models.UniqueConstraint(
                fields=["enterprise_number"],
                condition=~Q(enterprise_number=""),
                name="organisation_enterprise_number_once",
                violation_error_message=_("Another organisation has this enterprise number."),
            ),
            *text_check("organisation", "name", "summary", "gap"),
        )

    def __str__(self) -> str:
        return str(self.name)

    def is_confirmed(self, at: datetime) -> bool:
        """Whether its own people confirmed the page within the last year."""
        return self.confirmed_at is not None and at - self.confirmed_at <= CONFIRMATION_LASTS


class ContactQuerySet(models.QuerySet["Contact"]):
    """Contacts, and those that may be shown."""

    def shown(self) -> Self:
        """Those who did not refuse to be displayed: the only ones that any page or file holds."""
        return self.filter(display_refused=False)


class Contact(models.Model):
    """A person to reach at an organisation; shown nowhere once display is refused."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="contacts")
    name = models.CharField(_("name"), max_length=120)
    role = TextField(_("role"), blank=True)
    email = models.EmailField(_("e-mail address"), blank=True, default="")
    phone = models.CharField(_("telephone"), max_length=40, blank=True, default="")
    display_refused = models.BooleanField(_("does not want to be shown"), default=False)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        constraints = text_check("contact", "role")

    def __str__(self) -> str:
        return self.name


class Affiliation(models.Model):
    """A person's right to speak for an organisation: asked for, approved, ended."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="affiliations"
    )
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="affiliations")
    state = models.CharField(
        _("state"), max_length=10, choices=AffiliationState, default=AffiliationState.ASKED
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True, default="")
    asked_at = models.DateTimeField(_("asked"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=Q(state__in=["asked", "approved"]),
                name="affiliation_one_at_a_time",
                violation_error_message=_("This claim is already under way."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} – {self.organisation}"


class Merger(models.Model):
    """A duplicate that became another organisation: its address leads there for ever."""

    old_code = models.SlugField(max_length=80, unique=True)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="mergers")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.old_code} → {self.organisation.code}"
