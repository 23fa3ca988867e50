"""Applications: drafts shared by colleagues, what was handed in, what was asked for since."""

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from perron.accounts.models import User
from perron.calls.enums import ApplicationState, MemberRole, RequestState, SigningState
from perron.calls.models.editions import Edition
from perron.core.text import TextField, text_check
from perron.directory.models import Municipality, Organisation, Site

NOT_HANDED_IN = (ApplicationState.DRAFT, ApplicationState.WITHDRAWN)


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Applications by who may see them and how far they are."""

    def of(self, user: User) -> Self:
        """Those that this person writes or reads with colleagues.

        Under a mandate, only if it lends speaking for an organisation.
        """
        if not user.may("organisation.speak"):
            return self.none()
        return self.filter(members__person=user).distinct()

    def handed_in(self) -> Self:
        """All that were handed in and not withdrawn."""
        return self.exclude(state__in=NOT_HANDED_IN)


class Application(models.Model):
    """One application to one edition.

    ``answers`` maps field codes of the form to values; ``revision`` counts its savings, so that
    nobody overwrites a colleague. ``number`` is given when it is begun. ``facts`` are those of the
    site or body on which eligibility, weighting and cells were decided, frozen when handed in.
    ``asked`` is in cents. ``arrived_at`` is when the request that handed it in reached the server,
    before any queue; that is the time that counts. ``applicant`` is the name where there is no
    organisation of the directory (generated applications, whose names are visibly invented).
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="applications")
    number = models.CharField(_("number"), max_length=40)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="applications", null=True, blank=True
    )
    site = models.ForeignKey(
        Site, models.PROTECT, related_name="applications", null=True, blank=True
    )
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="applications", null=True, blank=True
    )
    applicant = models.CharField(_("applicant"), max_length=200, blank=True, default="")
    title = models.CharField(_("title"), max_length=200, blank=True, default="")
    language = models.CharField(_("language"), max_length=8)
    state = models.CharField(
        _("state"), max_length=12, choices=ApplicationState, default=ApplicationState.DRAFT
    )
    step = models.PositiveSmallIntegerField(_("step"), default=1)
    answers: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    facts: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    asked = models.BigIntegerField(_("asked, in cents"), default=0)
    revision = models.PositiveIntegerField(default=0)
    hours = models.DecimalField(
        _("hours spent"), max_digits=6, decimal_places=1, null=True, blank=True
    )
    begun_at = models.DateTimeField(_("begun"))
    begun_by = models.CharField(max_length=160, blank=True, default="")
    saved_at = models.DateTimeField(_("saved"))
    arrived_at = models.DateTimeField(_("arrived"), null=True, blank=True)
    arrived_from = models.CharField(max_length=160, blank=True, default="")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="files_looked_after", null=True
    )
    previous = models.ForeignKey(
        "self", models.SET_NULL, related_name="later", null=True, blank=True
    )
    demonstration = models.BooleanField(default=False)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ("edition", "number")
        constraints = (
            models.UniqueConstraint(fields=["edition", "number"], name="application_number_once"),
            models.UniqueConstraint(
                fields=["edition", "site"],
                condition=~Q(site=None) & ~Q(state__in=["withdrawn", "renounced"]),
                name="application_site_once",
                violation_error_message=_("This site has an application in this edition already."),
            ),
            models.CheckConstraint(condition=Q(asked__gte=0), name="application_asks_no_less"),
        )
        indexes = (
            models.Index(fields=["edition", "state"]),
            models.Index(fields=["state", "arrived_at"]),
        )

    def __str__(self) -> str:
        return self.number


class Member(models.Model):
    """A colleague who shares an application."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="members")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="applications"
    )
    role = models.CharField(_("role"), max_length=10, choices=MemberRole)
    since = models.DateTimeField(_("since"))

    class Meta:
        ordering = ("since", "pk")
        constraints = (
            models.UniqueConstraint(fields=["application", "person"], name="member_once"),
        )

    def __str__(self) -> str:
        return f"{self.person} – {self.application}"


class Sharer(models.Model):
    """Another site or body that takes part in an application, and its share in cents."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="sharers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, models.PROTECT, related_name="+", null=True, blank=True)
    share = models.BigIntegerField(_("share, in cents"), default=0)
    agreed_at = models.DateTimeField(_("agreed"), null=True, blank=True)
    agreed_by = models.CharField(max_length=160, blank=True, default="")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["application", "organisation", "site"], name="sharer_once"
            ),
            models.CheckConstraint(condition=Q(share__gte=0), name="sharer_share_no_less"),
        )

    def __str__(self) -> str:
        return f"{self.organisation} – {self.application}"


class Submission(models.Model):
    """What was handed in, whole and never changed: the receipt shows its digest."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="submissions")
    number = models.PositiveSmallIntegerField(_("number"))
    content: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    arrived_at = models.DateTimeField(_("arrived"))
    by = models.CharField(max_length=160)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["application", "number"], name="submission_once"),
        )

    def __str__(self) -> str:
        return f"{self.application} – {self.number}"


class Attachment(models.Model):
    """A file of an application: kept outside the public folder, under its digest."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, models.CASCADE, related_name="attachments")
    field = models.SlugField(max_length=60)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=100)
    size = models.PositiveBigIntegerField(_("size"))
    digest = models.CharField(max_length=64)
    added_at = models.DateTimeField(_("added"))
    added_by = models.CharField(max_length=160)
    erase_on = models.DateField(_("erased on"), null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("field", "added_at", "pk")

    def __str__(self) -> str:
        return self.name


class Completion(models.Model):
    """A request for what is missing, with its own clock.

    ``missing`` lists field codes; ``words`` are in the applicant's language.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, models.CASCADE, related_name="completions")
    missing: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    words = models.TextField(_("what is missing"), max_length=2000)
    asked_at = models.DateTimeField(_("asked"))
    asked_by = models.CharField(max_length=160)
    due = models.DateField(_("due"))
    state = models.CharField(
        _("state"), max_length=10, choices=RequestState, default=RequestState.OPEN
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["application"], condition=Q(state="open"), name="completion_one_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.application} – {self.due}"


class Signing(models.Model):
    """A person's right to sign for a body: claimed, approved, expiring."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="signings")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="signings")
    state = models.CharField(
        _("state"), max_length=10, choices=SigningState, default=SigningState.ASKED
    )
    grounds = models.CharField(_("on what ground"), max_length=500)
    asked_at = models.DateTimeField(_("asked"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.CharField(max_length=160, blank=True, default="")
    reason = models.CharField(_("reason"), max_length=500, blank=True, default="")
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=Q(state__in=["asked", "approved"]),
                name="signing_one_at_a_time",
                violation_error_message=_("This claim is already under way."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} – {self.organisation}"


class SiteFact(models.Model):
    """A fact of a site or body by which editions decide: level, network, index, inventory.

    ``value`` is what the region's vocabulary of facts says of ``name``: text, number, yes or no,
    or a list. ``source`` says where it comes from.
    """

    site = models.ForeignKey(Site, models.CASCADE, related_name="call_facts", null=True, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="call_facts", null=True, blank=True
    )
    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="call_facts", null=True, blank=True
    )
    name = models.SlugField(_("fact"), max_length=60)
    value: "models.JSONField[Any, Any]" = models.JSONField()
    source = TextField(_("source"), blank=True)
    as_of = models.DateField(_("as of"))

    class Meta:
        ordering = ("name", "-as_of", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["site", "organisation", "municipality", "name"],
                name="site_fact_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=(
                    Q(site__isnull=False, organisation=None, municipality=None)
                    | Q(site=None, organisation__isnull=False, municipality=None)
                    | Q(site=None, organisation=None, municipality__isnull=False)
                ),
                name="site_fact_of_one_thing",
            ),
            *text_check("site_fact", "source"),
        )

    def __str__(self) -> str:
        return self.name
