"""Refusals about appeals against decisions."""

from django.utils.translation import gettext_lazy as _

from perron.core.errors import Refusal


class RemedyOver(Refusal):
    """Too late to appeal."""

    sentence = _(
        "An appeal against this decision could be lodged until %(day)s. Nothing was lodged; what "
        "you wrote is still here. The letter names who else you can turn to."
    )


class NothingToAppeal(Refusal):
    """Nothing was announced to this applicant, or it was awarded."""

    sentence = _("There is no announced decision against which this application could appeal.")


class AppealOpen(Refusal):
    """One appeal at a time."""

    sentence = _("An appeal of %(day)s already awaits its answer. Nothing was lodged twice.")


class AppealAnswered(Refusal):
    """Somebody answered before."""

    sentence = _("This appeal is %(state)s. Nothing was changed.")


class WordsMissing(Refusal):
    """Words without which a step would mean nothing."""

    sentence = _("Write it in words first: %(what)s. Nothing was changed.")
    status = 422


class RemedyNotUpheld(Refusal):
    """Only an appeal that was upheld leads to a decision."""

    sentence = _("This appeal was not upheld, so there is nothing to decide anew.")
    status = 422
