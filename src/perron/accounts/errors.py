"""Refusals about accounts."""

from django.utils.translation import gettext_lazy as _

from perron.core.errors import Refusal


class AccountRefused(Refusal):
    """An account can't be made."""

    sentence = _("The account was not made: %(why)s")
