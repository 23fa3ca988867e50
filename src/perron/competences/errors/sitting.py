"""Refusals of sittings: what happened, why, and what is safe or next."""

from django.utils.translation import gettext_lazy as _

from perron.core.errors import Refusal


class NothingToAsk(Refusal):
    """The bank holds no question for this person."""

    sentence = _(
        "There is no question in this language yet that fits what you told us. Nothing was begun; "
        "you can try with other choices or in another language."
    )
    status = 503


class NoSuchQuestion(Refusal):
    """An answer to a question that was not asked yet."""

    sentence = _(
        "Question %(number)s of this test was not asked yet, so the answer was not counted. "
        "All earlier answers are kept: go on with the question that waits."
    )


class SittingOver(Refusal):
    """Something was sent after the end."""

    sentence = _(
        "This test is finished, so nothing more was counted. Your answers and your picture are "
        "kept."
    )


class QuestionGone(Refusal):
    """A question that was reported or taken out of the bank."""

    sentence = _(
        "This question was taken out and does not count, for you or against you. All other "
        "answers are kept: go on with the question that waits."
    )


class SittingErased(Refusal):
    """The sitting was erased meanwhile, here or in another window."""

    sentence = _("This test was erased meanwhile, so nothing more was counted. Begin a new one.")
    status = 404


class ClosedHere(Refusal):
    """A shared computer, left alone."""

    sentence = _(
        "Nobody answered here for %(minutes)s minutes, so this shared computer has forgotten the "
        "test. If you noted the code to come back, the test is still there; without it, it is "
        "erased."
    )
    status = 410


class UnknownWayBack(Refusal):
    """No sitting has this code."""

    sentence = _(
        "No test has this code. Look at it once more: it has four groups of three signs, without "
        "the letters I and O and without 0 and 1. Tests are erased %(days)s days after the last "
        "answer."
    )
    status = 404


class TooManyTries(Refusal):
    """Codes are being guessed."""

    sentence = _(
        "Too many codes were tried from here within an hour. Nothing is lost: try again in an "
        "hour, or begin a new test."
    )
    status = 429


class SomebodyElses(Refusal):
    """The sitting was added to an account before."""

    sentence = _("This test was already added to another account. Nothing was changed.")


class ActingForSomebody(Refusal):
    """Whoever acts for another has no test of theirs."""

    sentence = _(
        "You are acting for somebody else just now. A test is one’s own: stop acting for them "
        "first. Nothing was changed."
    )
    status = 403
