"""What editions register: the right to keep calls."""

from django.utils.translation import gettext_lazy as _

from perron.accounts.offers import KEEPERS
from perron.core.rights import Right, rights

rights.add(Right("calls.keep", _("keep calls, applications and juries"), KEEPERS, lendable=True))
