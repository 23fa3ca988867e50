"""What the strategy registers with the floors below: its letters, what is owed, personal data."""

from django.utils.translation import gettext_lazy as _

from perron.core.clock.policy import OwedKind, Shown, owed_kinds
from perron.core.personal import holdings
from perron.letters.services.kinds import DECISIONS, REMINDERS, LetterKind, register_kind
from perron.strategy.services.asking import KIND
from perron.strategy.services.holding import HOLDINGS

for kind in (
    LetterKind("update-asked", REMINDERS.name, _("Is a measure still as published?")),
    LetterKind("update-declined", DECISIONS.name, _("An update is not published")),
):
    register_kind(kind)

owed_kinds.add(OwedKind(KIND, _("an update by a measure's holder"), days=30, shown=Shown.WHEN_LATE))

for holding in HOLDINGS:
    holdings.add(holding)
