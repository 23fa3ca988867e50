"""What the indicators refuse."""

from django.utils.translation import gettext_lazy as _

from perron.core.errors import Refusal


class NeverAdded(Refusal):
    """People or attendances of several figures have no honest sum."""

    sentence = _(
        "Figures in “%(unit)s” are never added: the same person may stand in several of them. "
        "Show them side by side; nothing was computed."
    )


class UnitsDiffer(Refusal):
    """Numbers of different units have no sum."""

    sentence = _("Figures in “%(unit)s” and in “%(other)s” cannot be added. Nothing was computed.")
