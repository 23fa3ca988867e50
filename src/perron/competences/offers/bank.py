"""What the bank registers: the right to keep it.

It can't be lent: whoever acted for another could let in what they wrote themselves.
"""

from django.utils.translation import gettext_lazy as _

from perron.accounts.offers import KEEPERS
from perron.core.rights import Right, rights

rights.add(Right("bank.keep", _("write and review questions of the test"), KEEPERS))
