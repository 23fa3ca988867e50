"""What the directory offers to the floors below: names of parties, what they owe, personal data."""

from django.utils.translation import gettext_lazy as _

from perron.core.clock.parties import namings
from perron.core.clock.policy import OwedKind, Shown, owed_kinds
from perron.core.personal import holdings
from perron.directory.services.holding import HOLDINGS
from perron.directory.services.parties import named_organisations

for holding in HOLDINGS:
    holdings.add(holding)

namings["organisation"] = named_organisations
for kind in (
    OwedKind(
        "renewal",
        _("the end of a convention"),
        days=365,
        alerts=(183, 91, 30, 0),
        shown=Shown.AT_ONCE,
        is_asked=False,
    ),
    OwedKind("request", _("an answer to a request"), days=60, shown=Shown.AT_ONCE),
    OwedKind("partner-correction", _("a correction by a partner"), days=15),
):
    owed_kinds.add(kind)
