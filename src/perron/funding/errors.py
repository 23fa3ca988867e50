"""Refusals about money."""

from django.utils.translation import gettext_lazy as _

from perron.core.errors import Refusal


class EnvelopeTooSmall(Refusal):
    """More would be committed than an envelope holds."""

    sentence = _(
        "“%(envelope)s” holds %(left)s that is not committed; %(asked)s was asked. Nothing was "
        "committed."
    )


class CommittedAlready(Refusal):
    """Money can't be taken out of an envelope that has promised it."""

    sentence = _(
        "%(committed)s of “%(envelope)s” is committed, so it can't go down to %(left)s. Nothing "
        "was changed."
    )


class ReversedAlready(Refusal):
    """An entry is reversed once."""

    sentence = _("The entry “%(reference)s” was reversed before. Nothing was changed.")


class ReversalForever(Refusal):
    """A reversal is not reversed: the amount is entered anew."""

    sentence = _(
        "“%(reference)s” is itself a reversal. Enter the amount anew instead; nothing was changed."
    )


class ReferenceTaken(Refusal):
    """A reference stands for one entry."""

    sentence = _(
        "The reference “%(reference)s” stands for another entry in the ledger. Nothing was entered."
    )


class NoAmount(Refusal):
    """An entry is about some money."""

    sentence = _("An amount must be more than nothing, in whole cents. Nothing was entered.")
    status = 422


class MixIncomplete(Refusal):
    """A co-financing mix that promises more than the whole, or names no source."""

    sentence = _(
        "The shares of “%(mix)s” add up to %(shares)s ten-thousandths; they must be more than 0 "
        "each and at most 10000 together. Nothing was kept."
    )
    status = 422
