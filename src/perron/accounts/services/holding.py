"""The personal data of accounts, for the register of holdings."""

from django.utils.translation import gettext_lazy as _

from perron.accounts.services import persons
from perron.accounts.services.unused import purge_accounts
from perron.core.personal import Holding

HOLDINGS = (
    Holding(
        name="account",
        label=_("Account"),
        why=_("So that you can sign in, that your rights are yours, and that letters reach you."),
        kept=_(
            "Until you erase it. A closed account that nobody used for %(days)s days is erased; "
            "you are told a month before."
        ),
        seen=_("The administrators and the auditors; each look is kept and shown to you."),
        tables=("accounts.User",),
        export=persons.export_account,
        erase=persons.erase_account,
        purge=purge_accounts,
        days=1095,
        order=10,
    ),
    Holding(
        name="sessions",
        label=_("Where you are signed in"),
        why=_("So that you stay signed in, and can sign a browser out that you have lost."),
        kept=_("Until you sign out, or until the sign-in ends by itself: a week at the latest."),
        seen=_("You. Of the browser only its family is kept, never its address in the network."),
        tables=("accounts.Session", "sessions.Session"),
        export=persons.export_sessions,
        erase=persons.erase_sessions,
        purge=persons.purge_sessions,
        order=11,
    ),
    Holding(
        name="factors",
        label=_("Second factors and passkeys"),
        why=_("So that a stolen password alone opens nothing."),
        kept=_("Until you remove them."),
        seen=_("You see kind and date. Secrets are kept encrypted and shown to nobody."),
        tables=("mfa.Authenticator",),
        export=persons.export_factors,
        erase=persons.erase_factors,
        order=12,
    ),
    Holding(
        name="identities",
        label=_("Identities at the provider"),
        why=_("So that you can sign in with the identity that you tied to your account."),
        kept=_("Until you untie the identity."),
        seen=_("You."),
        tables=(
            "socialaccount.SocialAccount",
            "socialaccount.SocialToken",
            "account.EmailAddress",
            "account.EmailConfirmation",
        ),
        export=persons.export_identities,
        erase=persons.erase_identities,
        order=13,
    ),
    Holding(
        name="mandates",
        label=_("Mandates"),
        why=_("So that one person can act for another within written limits, and no further."),
        kept=_("Until one of the two people has their data erased."),
        seen=_("Both people, the officers who keep mandates, the administrators, the auditors."),
        tables=("accounts.Mandate",),
        export=persons.export_mandates,
        erase=persons.erase_mandates,
        order=20,
    ),
)
