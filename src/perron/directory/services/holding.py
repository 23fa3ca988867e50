"""The personal data of the directory, for the register of holdings."""

from django.utils.translation import gettext_lazy as _

from perron.core.personal import Holding
from perron.directory.services import persons

HOLDINGS = (
    Holding(
        name="claims",
        label=_("Organisations you speak for"),
        why=_("So that only the people of an organisation change what it says of itself."),
        kept=_("Until you have your data erased; an ended claim is kept to show that it was."),
        seen=_("The officers, who decide claims; the people of the same organisation."),
        tables=("directory.Affiliation",),
        export=persons.export_claims,
        erase=persons.erase_claims,
        order=30,
    ),
    Holding(
        name="contacts",
        label=_("People to reach at an organisation"),
        why=_("So that readers can reach somebody there."),
        kept=_("Until the organisation or you remove it, or you have your data erased."),
        seen=_(
            "Everybody, unless you refuse to be shown: then only the organisation's own people and "
            "the officers."
        ),
        tables=("directory.Contact",),
        export=persons.export_contacts,
        erase=persons.erase_contacts,
        order=31,
    ),
)
