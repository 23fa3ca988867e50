"""How allauth is bound to this house."""

from perron.accounts.adapters.signing_in import SigningIn as ClosedAdapter

__all__ = ["ClosedAdapter"]
