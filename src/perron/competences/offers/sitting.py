"""What sittings register: personal data and a section of the account page."""

from django.utils.translation import gettext_lazy as _

from perron.competences.pieces.sitting.mine import sittings_section
from perron.competences.services.sitting.holding import HOLDINGS
from perron.core.account_sections import AccountSection, register_section
from perron.core.personal import holdings

for holding in HOLDINGS:
    holdings.add(holding)

register_section(
    AccountSection(
        name="sittings",
        order=66,
        title=_("My tests of digital skills"),
        template="competences/sitting/section.html",
        context=sittings_section,
    )
)
