"""Refusals about accounts."""

from django.utils.translation import gettext_lazy as _

from perron.core.errors import Refusal


class AccountRefused(Refusal):
    """An account can't be made."""

    sentence = _("The account was not made: %(why)s")


class PasswordRefused(Refusal):
    """A password is too weak."""

    sentence = _("The password was not changed: %(why)s")
    status = 422


class RightLost(Refusal):
    """The account was closed or given another role while something was being decided."""

    sentence = _(
        "Your account was closed or given another role a moment ago. Nothing was changed; what "
        "you had saved as a draft is kept."
    )
    status = 403


class MandateOver(Refusal):
    """The mandate was revoked or ran out, perhaps in the middle of a step."""

    sentence = _(
        "Your mandate for %(person)s has ended. Nothing was changed, and from now on you act for "
        "yourself again."
    )
    status = 403


class MandateRefused(Refusal):
    """The mandate can't be given like this."""

    sentence = _("This mandate can't be given: %(why)s Nothing was changed.")


class AdministratorStays(Refusal):
    """One administrator can't remove another, and the last one can't leave."""

    sentence = _(
        "%(person)s is an administrator. Only they themselves can give that up, while there is "
        "another administrator, or whoever runs this platform at its command line. Nothing was "
        "changed; %(person)s was not removed."
    )
    status = 403


class AccountClosed(Refusal):
    """The account is closed or was erased."""

    sentence = _("The account of %(person)s is closed. Nothing was changed.")


class AccountUnchanged(Refusal):
    """Somebody can't change the own account like this."""

    sentence = _("Nothing was changed: %(why)s")


class FactorUnreadable(Refusal):
    """A second factor was kept under a key that this platform no longer has."""

    sentence = _(
        "Your second factor can't be checked: this platform's own key was changed since you set it "
        "up. Your account is untouched; ask an administrator of the agency for help."
    )
    status = 503
