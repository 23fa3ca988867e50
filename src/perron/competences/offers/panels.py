"""What panels register: the right to keep them, live figures."""

from django.utils.translation import gettext_lazy as _

from perron.accounts.offers import KEEPERS
from perron.core.rights import Right, rights

rights.add(Right("panels.keep", _("keep panels of the test and see its figures"), KEEPERS))
