"""How often a figure is measured."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Periodicity(models.TextChoices):
    """How often a figure is measured."""

    ONCE = "once", _("once")
    IRREGULAR = "irregular", _("from time to time")
    YEARLY = "yearly", _("every year")
    BIENNIAL = "biennial", _("every two years")
    QUARTERLY = "quarterly", _("every quarter")
    MONTHLY = "monthly", _("every month")
    LIVE = "live", _("computed from records")
