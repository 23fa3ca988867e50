"""Refusals of the desk."""

from django.utils.translation import gettext_lazy as _

from perron.core.errors import Refusal


class CodeTaken(Refusal):
    """A new record would have the code of another."""

    sentence = _("There is a %(kind)s with the code “%(code)s” already. Nothing was changed.")


class UnknownParts(Refusal):
    """A form held fields that its record does not have."""

    sentence = _("This form holds what a %(kind)s does not have: %(parts)s. Nothing was saved.")
    status = 400


class DraftGone(Refusal):
    """A draft that was published or thrown away, perhaps by a second click."""

    sentence = _(
        "This draft is no longer there: it was published or thrown away. Nothing else was changed."
    )


class SavedElsewhere(Refusal):
    """A draft that was saved by another page after this one was opened."""

    sentence = _(
        "This draft was saved elsewhere after this page was opened, perhaps in another window. "
        "Nothing was changed by this page."
    )


class StillWrong(Refusal):
    """A draft that can't be published as it is."""

    sentence = _("This can't be published yet. Your draft is kept. %(what)s")
    status = 422


class TooLarge(Refusal):
    """More was sent than is read."""

    sentence = _("What was sent is larger than %(most)s MB. It was not read; nothing was changed.")
    status = 413


class TooManyParts(Refusal):
    """A form with more fields than are read."""

    sentence = _("This form has more than %(most)s fields. It was not read; nothing was changed.")
    status = 413


class FileGone(Refusal):
    """A file that was checked, and is kept no longer."""

    sentence = _("The file that was checked is no longer kept. Choose it once more.")
    status = 410


class NoFile(Refusal):
    """A form that should bring a file brought none."""

    sentence = _("No file was chosen. Nothing was changed.")
    status = 422


class NobodyChosen(Refusal):
    """A list of whom to ask came back with nobody in it."""

    sentence = _("Nobody was chosen, so nobody was asked.")
    status = 422
