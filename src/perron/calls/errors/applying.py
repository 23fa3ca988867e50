"""Refusals to applicants and their colleagues: what happened, why, and what is safe or next."""

from django.utils.translation import gettext_lazy as _

from perron.core.errors import Refusal

UNPROCESSABLE = 422


class EditionNotOpen(Refusal):
    """It arrived before the opening or after the closing."""

    sentence = _(
        "“%(edition)s” takes applications from %(opens)s to %(closes)s. This arrived at "
        "%(arrived)s. Your draft is kept."
    )


class EditionNotOpenYet(Refusal):
    """Nothing can be begun now."""

    sentence = _(
        "“%(edition)s” takes applications from %(opens)s to %(closes)s, so none can be begun now. "
        "Nothing was changed."
    )


class NotEligible(Refusal):
    """A rule of the edition does not hold of the site or body."""

    sentence = _(
        "“%(applicant)s” cannot apply to “%(edition)s”: %(reason)s Nothing was begun. If a fact "
        "about it is wrong, write to the agency."
    )


class NotForBody(Refusal):
    """Whoever begins does not speak for the body."""

    sentence = _(
        "You were not approved to speak for “%(organisation)s”, so nothing was begun. Ask for it "
        "on the page of the organisation; the agency decides."
    )
    status = 403


class WrongApplicant(Refusal):
    """The edition is for sites and a body was given, or for another kind."""

    sentence = _("“%(edition)s” is not for “%(applicant)s”. Choose a site or body that it is for.")


class LanguageNotOffered(Refusal):
    """One cannot apply in this language."""

    sentence = _("One can't apply to “%(edition)s” in this language. Choose another one.")
    status = UNPROCESSABLE


class HasApplication(Refusal):
    """One application for each site or body."""

    sentence = _(
        "“%(applicant)s” has an application to “%(edition)s” already: %(number)s. Ask whoever "
        "leads it to invite you; nothing was begun a second time."
    )


class SavedMeanwhile(Refusal):
    """A colleague saved the same page since it was opened."""

    sentence = _(
        "A colleague saved this page while you were writing. Nothing was overwritten: both "
        "versions are shown below. Choose which one counts."
    )


class NotYoursToWrite(Refusal):
    """The person reads only, or nothing."""

    sentence = _(
        "You may read this application but not change it. Ask whoever leads it for another role. "
        "Nothing was changed."
    )
    status = 403


class NotYoursToLead(Refusal):
    """Only who leads may do this."""

    sentence = _("Only whoever leads this application may do this. Nothing was changed.")
    status = 403


class HandedInAlready(Refusal):
    """What was handed in is not changed."""

    sentence = _(
        "This application is %(state)s, so it cannot be changed. What you wrote was not saved. "
        "Until the closing you can open it again and hand it in anew."
    )


class NotComplete(Refusal):
    """Something is missing."""

    sentence = _("Something is still missing. Your draft is kept; nothing was handed in yet.")
    status = UNPROCESSABLE


class MayNotSign(Refusal):
    """The edition wants somebody who may sign for the body."""

    sentence = _(
        "Only somebody who may sign for “%(organisation)s” can hand this in. Your draft is kept. "
        "Ask for the right to sign, or invite a colleague who has it."
    )
    status = 403


class NotAgreed(Refusal):
    """A body that shares the application has not agreed."""

    sentence = _(
        "“%(organisation)s” has not agreed to its share yet. Your draft is kept; nothing was "
        "handed in."
    )


class SharesDiffer(Refusal):
    """The shares are not what is asked."""

    sentence = _(
        "The shares come to %(shares)s, and %(asked)s is asked for. They must be the same. Your "
        "draft is kept; nothing was handed in."
    )


class TooManySharers(Refusal):
    """The edition says how many may apply together."""

    sentence = _("At most %(most)s can share one application here. Nothing was added.")


class SharedAlready(Refusal):
    """It takes part already."""

    sentence = _("“%(organisation)s” takes part already. Nothing was added.")


class NotNow(Refusal):
    """The application is not in a state in which this can be done."""

    sentence = _("This application is %(state)s, so this cannot be done now. Nothing was changed.")


class LastLead(Refusal):
    """Somebody has to lead."""

    sentence = _(
        "You are the only one who leads this application. Let a colleague lead it first, or "
        "withdraw it. Nothing was changed."
    )


class InvitedAlready(Refusal):
    """The address has a link."""

    sentence = _("%(address)s takes part already, or has been invited. No letter was written.")


class TooManyInvited(Refusal):
    """So many letters are no invitation any more."""

    sentence = _("Many were invited within a day. Go on tomorrow; no letter was written.")
    status = 429


class InvitationOver(Refusal):
    """The link was used or taken back."""

    sentence = _(
        "This invitation was used or taken back. Nothing was changed. Ask whoever invited you."
    )
    status = 410


class InvitedSomebodyElse(Refusal):
    """Signed in with another address."""

    sentence = _(
        "This invitation is for another address than the one you signed in with. Nothing was "
        "changed. Sign in with the address that got the letter."
    )
    status = 403


class SigningUnderWay(Refusal):
    """A claim waits, or the right is there."""

    sentence = _(
        "You have asked to sign for “%(organisation)s” already, or may do so. Nothing was changed."
    )


class SigningDecided(Refusal):
    """It does not wait any more."""

    sentence = _("This claim no longer waits: it is %(state)s. Nothing was changed.")


class NotYourOwnClaim(Refusal):
    """Nobody decides for themselves."""

    sentence = _("Nobody decides on their own claim. A colleague has to. Nothing was changed.")
    status = 403


class EndsTooEarly(Refusal):
    """A right to sign ends on a day to come."""

    sentence = _("Choose a day to come, three years ahead at most. Nothing was changed.")
    status = UNPROCESSABLE


class FileRefused(Refusal):
    """The file is not what the field takes."""

    sentence = _("“%(name)s” was not kept: %(why)s The rest of your application is safe.")
    status = UNPROCESSABLE


class TooManyFiles(Refusal):
    """The field or the application is full."""

    sentence = _(
        "At most %(most)s files fit here. “%(name)s” was not kept; remove another one first."
    )
    status = UNPROCESSABLE


class CompletionOver(Refusal):
    """What was asked for is answered, or too late."""

    sentence = _("This request is %(state)s. Nothing was changed.")


class FindingsMissing(Refusal):
    """Each criterion needs its finding, and each no its reason."""

    sentence = _(
        "Say of each criterion whether it holds, and why where it does not: %(missing)s. Nothing "
        "was decided."
    )
    status = UNPROCESSABLE
