"""What judging registers: letters, personal data, a section of the account page."""

from django.utils.translation import gettext_lazy as _

from perron.calls.pieces.judging.mine import seats_section
from perron.calls.services.judging.holding import HOLDINGS
from perron.core.account_sections import AccountSection, register_section
from perron.core.personal import holdings
from perron.letters.services.kinds import DECISIONS, LetterKind, register_kind

for kind in (
    LetterKind("juror-named", DECISIONS.name, _("You are asked to sit on a jury")),
    LetterKind("reviews-given", DECISIONS.name, _("Applications to read")),
):
    register_kind(kind)

for holding in HOLDINGS:
    holdings.add(holding)

register_section(
    AccountSection(
        name="juries",
        order=65,
        title=_("Juries on which you sit"),
        template="calls/judging/section.html",
        context=seats_section,
    )
)
