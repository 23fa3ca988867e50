"""What decisions register: the right to sign them, letters, what is owed, personal data."""

from django.utils.translation import gettext_lazy as _

from perron.accounts.enums import Role
from perron.calls.services.deciding.announcing import LETTER as DECIDED
from perron.calls.services.deciding.appealing import CLOCK
from perron.calls.services.deciding.appealing import LETTER as ANSWERED
from perron.calls.services.deciding.holding import APPEALS
from perron.core.clock.policy import OwedKind, Shown, owed_kinds
from perron.core.personal import holdings
from perron.core.rights import Right, rights
from perron.letters.services.kinds import DECISIONS, LetterKind, register_kind

# Deciding is never lent: it is what a person was chosen for.
rights.add(Right("awards.decide", _("enter signed decisions"), frozenset({Role.DECIDER.value})))

register_kind(LetterKind(DECIDED, DECISIONS.name, _("What was decided of an application")))
register_kind(LetterKind(ANSWERED, DECISIONS.name, _("The answer to an appeal")))
owed_kinds.add(OwedKind(CLOCK, _("the answer to an appeal"), days=45, shown=Shown.WHEN_LATE))
holdings.add(APPEALS)
