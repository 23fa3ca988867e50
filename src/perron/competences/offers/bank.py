"""What the bank registers: the right to keep it, and the names of authors as personal data.

The right can't be lent: whoever acted for another could let in what they wrote themselves.
"""

from django.utils.translation import gettext_lazy as _

from perron.accounts.offers import KEEPERS
from perron.competences.services.bank.holding import VERSIONS
from perron.core.personal import holdings
from perron.core.rights import Right, rights

rights.add(Right("bank.keep", _("write and review questions of the test"), KEEPERS))
holdings.add(VERSIONS)
