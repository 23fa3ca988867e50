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


class WordsRefused(Refusal):
    """An inquiry or an answer without words, with too many, or with signs that are no words."""

    sentence = _(
        "Write between 1 and %(most)s characters of plain words, without control characters. "
        "Nothing was sent."
    )
    status = 422


class TooManyInquiries(Refusal):
    """More inquiries in a short time than a person writes."""

    sentence = _(
        "Many inquiries came from the same place in the last hour, so this one was not taken. "
        "What you wrote is still here: send it in an hour, or write to the agency on paper."
    )
    status = 429


class InquiryClosed(Refusal):
    """Somebody else decided first, or the asker withdrew."""

    sentence = _(
        "“%(inquiry)s” no longer waits for an answer: it is %(state)s. Nothing was changed or sent."
    )


class ReceivedInFuture(Refusal):
    """Nothing arrives tomorrow."""

    sentence = _("The day on which it was received can't lie in the future. Nothing was entered.")
    status = 422


class NothingPublished(Refusal):
    """There is no consent to take back."""

    sentence = _("This answer is not published, so nothing was changed.")
