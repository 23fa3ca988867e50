"""How signing in is bound to this house: accounts are made by an administrator."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Nobody opens an account alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        del request
        return False
