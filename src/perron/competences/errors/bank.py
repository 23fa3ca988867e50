"""Refusals of the bank: answers that can't be marked, and versions that may not go on."""

from django.utils.translation import gettext_lazy as _

from perron.core.errors import Refusal


class AnswerMissing(Refusal):
    """Nothing was chosen or written."""

    sentence = _(
        "There is no answer yet. Choose or write one, or say that you don't know: that is fine too."
    )
    status = 422


class AnswerMisshapen(Refusal):
    """What arrived is no answer to this question."""

    sentence = _(
        "This answer does not belong to this question. Nothing was counted; please answer again."
    )
    status = 422


class AnswerTooLong(Refusal):
    """Far more was written than an answer needs."""

    sentence = _(
        "Your answer is longer than %(most)d characters. A few words or a number are enough; "
        "nothing was counted."
    )
    status = 422


class AnswerNoNumber(Refusal):
    """A number was asked for, and there is none in what was written."""

    sentence = _("Please write a number with digits, such as 12 or 3.50. Nothing was counted.")
    status = 422


class ChooseOtherwise(Refusal):
    """As many have to be chosen as are asked for."""

    sentence = _("Please choose exactly %(choose)d. Nothing was counted.")
    status = 422


class PlaceTwice(Refusal):
    """Putting in order gives each place once."""

    sentence = _("Each place in the order is taken by one only. Nothing was counted.")
    status = 422


class PairMissing(Refusal):
    """Matching asks for every left side."""

    sentence = _("Please choose a partner for each line. Nothing was counted.")
    status = 422


class NoSupplement(Refusal):
    """The file is not what the framework's owner publishes."""

    sentence = _(
        "This is not the framework's data supplement in JSON-LD. Nothing was changed; what was "
        "imported before is still there."
    )
    status = 422


class CountsDiffer(Refusal):
    """A supplement that is not whole."""

    sentence = _(
        "The file has %(found)d %(kind)s, the framework %(asked)d. It may be another edition, or "
        "not whole; nothing was changed."
    )
    status = 422
