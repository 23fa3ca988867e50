"""The states of letters and inquiries."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LetterState(models.TextChoices):
    """Where a letter stands; handed over at most once.

    ``sending`` is written before the mail server is spoken to: a letter found in it after its
    lease has run out may or may not have left, and becomes ``uncertain``.
    """

    WAITING = "waiting", pgettext_lazy("of a letter", "waiting")
    SENDING = "sending", pgettext_lazy("of a letter", "being handed over")
    HANDED = "handed", pgettext_lazy("of a letter", "handed over")
    UNCERTAIN = "uncertain", pgettext_lazy("of a letter", "uncertain")
    REFUSED = "refused", pgettext_lazy("of a letter", "refused by the mail server")
    BOUNCED = "bounced", pgettext_lazy("of a letter", "came back")
    DROPPED = "dropped", pgettext_lazy("of a letter", "not wanted")


class Channel(models.TextChoices):
    """How something reached the agency."""

    WEB = "web", _("on this site")
    PAPER = "paper", _("on paper")
    TELEPHONE = "telephone", _("by telephone")
    LETTER = "letter", _("by e-mail")


class InquiryKind(models.TextChoices):
    """What somebody wants of the agency."""

    QUESTION = "question", _("a question")
    CORRECTION = "correction", _("a correction")
    ACCESSIBILITY = "accessibility", _("a barrier met on this site")
    RIGHTS = "rights", _("a request about one's own data")


class InquiryState(models.TextChoices):
    """What became of an inquiry."""

    OPEN = "open", pgettext_lazy("of an inquiry", "awaits an answer")
    ANSWERED = "answered", pgettext_lazy("of an inquiry", "answered")
    REFUSED = "refused", pgettext_lazy("of an inquiry", "refused, with a reason")
    WITHDRAWN = "withdrawn", pgettext_lazy("of an inquiry", "withdrawn")
    SPAM = "spam", pgettext_lazy("of an inquiry", "no inquiry at all")
