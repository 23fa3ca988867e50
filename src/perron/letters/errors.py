"""Refusals about letters."""

from django.utils.translation import gettext_lazy as _

from perron.core.errors import Refusal


class AddressRefused(Refusal):
    """No letter can go to this address."""

    sentence = _("“%(address)s” is no e-mail address. No letter was written.")
    status = 400


class LinkRefused(Refusal):
    """A link out of a letter that is not one of ours, or not whole."""

    sentence = _(
        "This link is not whole, so nothing was changed. Open it from the letter again, or copy "
        "all of it."
    )
    status = 404


class LetterUnknown(Refusal):
    """No letter has this key."""

    sentence = _("No letter has the key “%(key)s”. Nothing was changed.")
    status = 404


class NothingToSend(Refusal):
    """The letter is under way or has arrived, or its words are gone."""

    sentence = _(
        "This letter is not sent again: it is “%(state)s”, or its words were forgotten. Whoever "
        "needs it can ask for a new one."
    )


class NothingToGiveUp(Refusal):
    """Only what still waits for somebody can be given up."""

    sentence = _("This letter is “%(state)s”: there is nothing to give up.")


class NoNotification(Refusal):
    """The bytes given are no notification of a delivery that failed."""

    sentence = _(
        "This is no delivery status notification (RFC 3464) about a letter of this site. Nothing "
        "was changed."
    )
    status = 400
