"""What stands in the ledger, and where money comes from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SourceKind(models.TextChoices):
    """Whose money it is."""

    OWN = "own", _("own budget")
    EUROPEAN = "european", _("European Union")
    PUBLIC = "public", _("another public body")
    PRIVATE = "private", _("private")


class EntryKind(models.TextChoices):
    """What an entry of the ledger does; a reversal names what it undoes."""

    GRANTED = "granted", _("put into the envelope")
    COMMITTED = "committed", _("committed")
    REVERSED = "reversed", _("reversed")
