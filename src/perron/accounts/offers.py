"""The rights that every app above may ask about people, and the letters about accounts."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from perron.accounts.enums import Role
from perron.accounts.pieces.mandates import section_of as mandates_of
from perron.accounts.pieces.persons import section_of
from perron.accounts.services.holding import HOLDINGS
from perron.accounts.services.witnessing import tell_principal
from perron.core.account_sections import AccountSection, register_section
from perron.core.journal.lines import witnesses
from perron.core.personal import holdings
from perron.core.rights import Right, rights
from perron.letters.services.kinds import DECISIONS, OWN_DATA, SIGN_IN, LetterKind, register_kind

EVERYBODY = frozenset(role.value for role in Role)
DESK = EVERYBODY - {Role.CONTACT.value}
KEEPERS = frozenset({Role.OFFICER.value, Role.ADMINISTRATOR.value})
OVERSEERS = frozenset({Role.AUDITOR.value, Role.ADMINISTRATOR.value})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR.value})
JUDGES = frozenset({Role.EVALUATOR.value, Role.ADMINISTRATOR.value})

# Judging, overseeing and administering are never lent: they are what a person was chosen for.
for right in (
    Right("organisation.speak", _("speak for an organisation"), EVERYBODY, lendable=True),
    Right(
        "strategy.edit", _("edit strategies, measures and the directory"), KEEPERS, lendable=True
    ),
    Right("desk.see", _("see the desk"), DESK, lendable=True),
    Right("inquiries.answer", _("answer questions and corrections"), KEEPERS, lendable=True),
    Right("mandates.record", _("enter mandates from paper"), KEEPERS),
    Right("evaluations.edit", _("judge measures"), JUDGES),
    Right("everything.see", _("see everything, personal values included"), OVERSEERS),
    Right("people.administer", _("open and close accounts, give roles"), ADMINISTRATORS),
):
    rights.add(right)

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
for kind in (
    LetterKind("sign-in-code", SIGN_IN.name, _("Code to sign in"), secret=True, lasts=HOUR),
    LetterKind(
        "password-code", SIGN_IN.name, _("Code for a new password"), secret=True, lasts=HOUR
    ),
    LetterKind("prove-code", SIGN_IN.name, _("Code to prove it is you"), secret=True, lasts=HOUR),
    LetterKind("email-code", SIGN_IN.name, _("Code for a new address"), secret=True, lasts=HOUR),
    LetterKind("no-account", SIGN_IN.name, _("No account has this address"), forgotten=True),
    LetterKind("email-changed", SIGN_IN.name, _("The address was changed")),
    LetterKind("password-changed", SIGN_IN.name, _("The password was changed")),
    LetterKind("password-removed", SIGN_IN.name, _("The password was removed")),
    LetterKind("factor-added", SIGN_IN.name, _("A second factor was added")),
    LetterKind("factor-removed", SIGN_IN.name, _("A second factor was removed")),
    LetterKind("recovery-codes-made", SIGN_IN.name, _("New recovery codes")),
    LetterKind("identity-added", SIGN_IN.name, _("An identity was tied to the account")),
    LetterKind("identity-removed", SIGN_IN.name, _("An identity was untied from the account")),
    LetterKind("new-browser", SIGN_IN.name, _("Signed in with a new browser")),
    LetterKind("account-opened", DECISIONS.name, _("An account was opened")),
    LetterKind("account-closed", DECISIONS.name, _("The account was closed")),
    LetterKind("account-reopened", DECISIONS.name, _("The account is open again")),
    LetterKind("role-changed", DECISIONS.name, _("Another role")),
    LetterKind("mandate-given", DECISIONS.name, _("A mandate was given")),
    LetterKind("mandate-accepted", DECISIONS.name, _("A mandate was accepted")),
    LetterKind("mandate-revoked", DECISIONS.name, _("A mandate has ended")),
    LetterKind("done-for-you", DECISIONS.name, _("Done in your name")),
    LetterKind("mandate-gone", DECISIONS.name, _("A mandate is gone with its other side")),
    LetterKind("data-erased-soon", OWN_DATA.name, _("An unused account will be erased")),
    LetterKind(
        "data-erased", OWN_DATA.name, _("Your data was erased"), lasts=3 * DAY, forgotten=True
    ),
):
    register_kind(kind)

witnesses.append(tell_principal)
for holding in HOLDINGS:
    holdings.add(holding)

register_section(
    AccountSection("mandates", 50, _("Mandates"), "accounts/mandate_section.html", mandates_of)
)
register_section(
    AccountSection("own-data", 90, _("My data"), "account/section_own_data.html", section_of)
)
