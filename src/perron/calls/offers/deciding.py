"""What decisions register: the right to sign and announce them."""

from django.utils.translation import gettext_lazy as _

from perron.accounts.enums import Role
from perron.core.rights import Right, rights

# Deciding is never lent: it is what a person was chosen for.
rights.add(Right("awards.decide", _("enter signed decisions"), frozenset({Role.DECIDER.value})))
