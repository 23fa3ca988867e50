"""Refusals of the directory: claims, contacts, mergers and files."""

from django.utils.translation import gettext_lazy as _

from perron.core.errors import Refusal


class ClaimUnderWay(Refusal):
    """The same person asked for the same organisation before."""

    sentence = _(
        "You have already asked to speak for “%(organisation)s”. An officer will answer; "
        "there is nothing more to do."
    )


class SpeaksAlready(Refusal):
    """The person was approved before."""

    sentence = _("You already speak for “%(organisation)s”. Nothing was changed.")


class ReasonNeeded(Refusal):
    """A decision about a person needs its sentence."""

    sentence = _("Say why in a sentence: it is kept with the decision. Nothing was changed.")
    status = 422


class ClaimDecided(Refusal):
    """Somebody decided this before."""

    sentence = _(
        "This claim to “%(organisation)s” was decided before: it is %(state)s. Nothing was changed."
    )


class NotOwnClaim(Refusal):
    """Nobody decides about oneself."""

    sentence = _("Nobody decides about a claim of their own. Ask a colleague.")
    status = 403


class DoesNotSpeak(Refusal):
    """The person was not approved to speak for the organisation."""

    sentence = _(
        "You may not change the page of “%(organisation)s”: that takes an approved claim to it. "
        "Nothing was changed."
    )
    status = 403


class PartNotYours(Refusal):
    """A contact may write some parts of the page only."""

    sentence = _(
        "“%(part)s” of an organisation's page is kept by the agency. Tell an officer what is "
        "wrong. Nothing was changed."
    )
    status = 403


class ContactRefused(Refusal):
    """A contact can't be kept as it was written."""

    sentence = _("The contact was not saved: %(why)s")
    status = 422


class SameOrganisation(Refusal):
    """An organisation does not become itself."""

    sentence = _("“%(organisation)s” can't be merged with itself. Nothing was changed.")
    status = 422


class SpreadsheetRefused(Refusal):
    """A file that can't be read as a table."""

    sentence = _("“%(name)s” can't be loaded: %(why)s Nothing was changed.")
    status = 422
