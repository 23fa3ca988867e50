"""States of claims to an organisation's page."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AffiliationState(models.TextChoices):
    """How far a person's claim to speak for an organisation has come."""

    ASKED = "asked", _("asked for")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")
    ENDED = "ended", _("ended")
