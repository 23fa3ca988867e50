"""All that changes accounts, roles and mandates."""

from perron.accounts.services.mandates import (
    NewMandate,
    accept_mandate,
    give_mandate,
    revoke_mandate,
)
from perron.accounts.services.opening import NewPerson, open_account
from perron.accounts.services.passwords import set_password
from perron.accounts.services.roles import change_role, close_account, reopen_account

__all__ = [
    "NewMandate",
    "NewPerson",
    "accept_mandate",
    "change_role",
    "close_account",
    "give_mandate",
    "open_account",
    "reopen_account",
    "revoke_mandate",
    "set_password",
]
