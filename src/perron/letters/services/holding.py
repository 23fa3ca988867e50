"""The personal data that letters and inquiries are, for the register of holdings."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from perron.core.personal import Holding
from perron.letters.services import persons

HOLDINGS = (
    Holding(
        name="inquiries",
        label=_("Questions and corrections"),
        why=_("So that the agency can answer you, and so that you can follow what became of it."),
        kept=_(
            "Your words, your name and your address: %(days)s days after the answer. The agency's "
            "neutral title and its answer stay."
        ),
        seen=_("The officers who answer. Nobody else, unless you agreed to publication."),
        tables=("letters.Inquiry",),
        export=persons.export_inquiries,
        erase=persons.erase_inquiries,
        purge=persons.purge_inquiries,
        days=180,
        order=40,
    ),
    Holding(
        name="letters",
        label=_("Letters"),
        why=_("So that each letter leaves once, and so that one which did not arrive is noticed."),
        kept=_("Words, addresses and subjects: %(days)s days after the letter left."),
        seen=_("The administrators see to whom a letter went and how it stands, never its words."),
        tables=("letters.Letter",),
        export=persons.export_letters,
        erase=persons.erase_letters,
        purge=persons.purge_letters,
        days=settings.LETTERS_KEPT_DAYS,
        order=50,
    ),
    Holding(
        name="letter-choices",
        label=_("Letters that you do not want"),
        why=_("So that you get no letters of a kind that you refused."),
        kept=_("Until you take your refusal back, or have your data erased."),
        seen=_("You."),
        tables=("letters.Preference",),
        export=persons.export_preferences,
        erase=persons.erase_preferences,
        order=51,
    ),
)
