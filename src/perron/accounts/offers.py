"""The rights that every app above may ask about people."""

from django.utils.translation import gettext_lazy as _

from perron.accounts.enums import Role
from perron.core.rights import Right, rights

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
