"""What profiles register: a section of the account page for whoever took the test twice."""

from django.utils.translation import gettext_lazy as _

from perron.competences.pieces.profile.mine import progress_section
from perron.core.account_sections import AccountSection, register_section

register_section(
    AccountSection(
        name="progress",
        order=67,
        title=_("My progress in digital skills"),
        template="competences/profile/section.html",
        context=progress_section,
    )
)
