"""Refusals of the records' register."""

from django.utils.translation import gettext_lazy as _

from perron.core.errors import Refusal


class StillNamed(Refusal):
    """Something that others point to can't go."""

    sentence = _(
        "“%(thing)s” can't be removed: it is still named by %(others)s. Nothing was changed."
    )


class NotAStrategy(Refusal):
    """No strategy has this code."""

    sentence = _("No strategy has the code “%(code)s”. Those loaded are: %(known)s.")
    status = 404


class RecordRefused(Refusal):
    """Records contradict each other or name what is not there."""

    sentence = _("This can't be published yet: %(what)s Nothing was changed.")
    status = 422
