"""What editions register: the right to keep calls, and the letter about a change."""

from django.utils.translation import gettext_lazy as _

from perron.accounts.offers import KEEPERS
from perron.calls.services.editions.notices import LETTER
from perron.core.rights import Right, rights
from perron.letters.services.kinds import DECISIONS, LetterKind, register_kind

rights.add(Right("calls.keep", _("keep calls, applications and juries"), KEEPERS, lendable=True))

register_kind(LetterKind(LETTER, DECISIONS.name, _("Something changed about a call")))
