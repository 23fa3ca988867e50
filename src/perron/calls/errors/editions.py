"""Refusals about editions: what happened, why, and what is safe or next."""

from django.utils.translation import gettext_lazy as _

from perron.core.errors import Refusal


class EditionExists(Refusal):
    """The code is taken."""

    sentence = _(
        "There is an edition “%(code)s” already. Nothing was changed: change its draft, or give "
        "the new one another code."
    )


class EditionFrozen(Refusal):
    """The rules of a published edition do not change."""

    sentence = _(
        "“%(edition)s” is published, and its rules no longer change. Correct it by a notice with "
        "a reason, or begin another edition from it. Nothing was changed."
    )


class DraftMoved(Refusal):
    """Somebody else saved the draft meanwhile."""

    sentence = _(
        "Somebody else has saved the draft of “%(edition)s” since you opened this page. What you "
        "sent is shown again below and was not saved: look at the draft as it is now, then save."
    )


class DraftUnready(Refusal):
    """The dates of a draft are over."""

    sentence = _(
        "“%(edition)s” would be closed already when it is published. Choose a later closing. "
        "Nothing was changed."
    )
    status = 422


class NotPublished(Refusal):
    """Only what is published can be corrected or extended."""

    sentence = _(
        "“%(edition)s” is not running: only a published edition that is not ranked yet is "
        "corrected or extended. Nothing was changed."
    )


class RulesFixed(Refusal):
    """Once open, what decides about applications stays."""

    sentence = _(
        "“%(edition)s” is open. What decides about applications no longer changes: %(places)s. "
        "Texts and days outside of the judging may still be corrected. Nothing was changed."
    )


class NothingCorrected(Refusal):
    """The correction changes nothing."""

    sentence = _("Nothing is different from what is published, so no notice was made.")
    status = 422


class ClosingNotLater(Refusal):
    """More time must be more time."""

    sentence = _(
        "The new closing must come after now and after %(closes)s: it is never moved forward. "
        "Nothing was changed."
    )
    status = 422


class NoClosing(Refusal):
    """A continuous edition does not close."""

    sentence = _("“%(edition)s” has no closing day, so it needs no more time.")


class WordsMissing(Refusal):
    """A notice is read in every language of the edition."""

    sentence = _(
        "Say why in each language in which one may apply: %(languages)s is missing. Nothing was "
        "changed."
    )
    status = 422


class HistoryNotReached(Refusal):
    """The invented awards are not those that were published."""

    sentence = _(
        "The invented awards of “%(edition)s” come to %(awards)s and %(cents)s cents instead of "
        "%(wanted)s and %(wanted_cents)s: its envelopes or bounds leave no room for them. Nothing "
        "was kept."
    )
    status = 422


class FactsRefused(Refusal):
    """The file holds no table of facts."""

    sentence = _("“%(name)s” was not read: %(why)s Nothing was changed.")
    status = 422
