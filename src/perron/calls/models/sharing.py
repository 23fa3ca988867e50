"""What is said around an application: invitations, feedback on a first step, admissibility."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from perron.calls.enums import MemberRole
from perron.calls.models.applications import Application


class Invitation(models.Model):
    """A colleague's address to which a link was sent; the link is good for one person, once."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, models.CASCADE, related_name="invitations")
    address = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=10, choices=MemberRole)
    sent_at = models.DateTimeField(_("sent"))
    sent_by = models.CharField(max_length=160)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)

    class Meta:
        ordering = ("sent_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["application", "address"],
                condition=Q(accepted_at=None),
                name="invitation_one_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.application} – {self.role}"


class Feedback(models.Model):
    """What the agency says of a step that was handed in; ``goes_on`` opens the next step."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="feedback")
    step = models.PositiveSmallIntegerField(_("step"))
    words = models.TextField(_("feedback"), max_length=5000)
    goes_on = models.BooleanField(_("may write the next step"), default=True)
    at = models.DateTimeField(_("given"))
    by = models.CharField(max_length=160)

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["application", "step"], name="feedback_once_a_step"),
        )

    def __str__(self) -> str:
        return f"{self.application} – {self.step}"


class Admission(models.Model):
    """An officer's finding on whether an application is admissible; the last one counts.

    ``findings`` maps the edition's admissibility criteria to ``{"holds": bool, "words": str}``.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="admissions")
    is_admissible = models.BooleanField(_("admissible"))
    findings: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    at = models.DateTimeField(_("decided"))
    by = models.CharField(max_length=160)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.application} – {self.at:%Y-%m-%d}"
