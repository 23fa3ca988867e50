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


class InTheMaking(Refusal):
    """One version of a family is worked on at a time."""

    sentence = _(
        "Somebody is already working on “%(family)s”. Wait until that version is in the bank or "
        "thrown away; nothing was changed."
    )


class DraftMoved(Refusal):
    """Another window saved the same draft."""

    sentence = _(
        "“%(family)s” was saved in another window meanwhile. Nothing was overwritten: both texts "
        "stand below. Put them together, then save again."
    )


class NotYourDraft(Refusal):
    """A draft is its author's."""

    sentence = _("“%(family)s” is being written by %(author)s. Nothing was changed.")
    status = 403


class OtherFamily(Refusal):
    """A version stays with its family."""

    sentence = _(
        "This is a version of “%(family)s”, but the text is called “%(other)s”. Begin a new family "
        "for another code; nothing was saved."
    )
    status = 422


class DraftUnready(Refusal):
    """A version that does not pass the check."""

    sentence = _(
        "%(count)d things have to be put right first; the page says which. The draft is kept."
    )
    status = 422


class AuthorCannotReview(Refusal):
    """Two people make a question."""

    sentence = _("You wrote “%(family)s”, so somebody else has to look at it. Nothing was changed.")
    status = 403


class NotInState(Refusal):
    """Somebody else was faster."""

    sentence = _("“%(family)s” is now: %(state)s. Nothing was changed; look at it again.")


class FamilyKept(Refusal):
    """Only what is asked can be withdrawn."""

    sentence = _("“%(family)s” is not asked now, so it can't be withdrawn. Nothing was changed.")
