"""Refusals of the command line."""

from django.utils.translation import gettext_lazy as _

from perron.core.errors import Refusal


class FolderTaken(Refusal):
    """A region of this name was begun before."""

    sentence = _("There is a region “%(folder)s” already. It was left as it is.")


class NotConfirmed(Refusal):
    """Somebody thought again."""

    sentence = _("Nothing was erased.")


class NothingHeld(Refusal):
    """There is nothing about an address."""

    sentence = _("Nothing is kept about %(email)s. Nothing was changed.")


class FileTaken(Refusal):
    """A file of this name exists."""

    sentence = _("There is a file %(file)s already. It was left as it is; give another name.")


class NoAccount(Refusal):
    """Nobody has an account under this address."""

    sentence = _("There is no account for %(email)s. Nothing was changed.")


class PasswordsDiffer(Refusal):
    """The same password was not typed twice."""

    sentence = _("The two passwords differ. Nothing was changed.")


class PortTaken(Refusal):
    """Another program listens where the site should."""

    sentence = _("Port %(port)s is in use. Choose another one: make run PORT=%(next)s")


class NoTerritory(Refusal):
    """The region's folder describes no territory."""

    sentence = _("This region's folder has no territory.yaml. Nothing was changed.")


class NoBank(Refusal):
    """The region's folder holds no questions."""

    sentence = _("This region's folder has no bank/bank.yaml. Nothing was changed.")
