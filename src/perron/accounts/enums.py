"""The roles of people who sign in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person does here; everyone else is a visitor."""

    CONTACT = "contact", _("contact of an organisation")
    OFFICER = "officer", _("programme officer")
    EVALUATOR = "evaluator", _("evaluator")
    AUDITOR = "auditor", _("auditor")
    DECIDER = "decider", _("decider on awards")
    ADMINISTRATOR = "administrator", _("administrator")
