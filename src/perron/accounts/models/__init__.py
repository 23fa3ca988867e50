"""People, and the mandates under which one acts for another."""

from perron.accounts.models.mandates import Mandate
from perron.accounts.models.people import User, UserManager

__all__ = ["Mandate", "User", "UserManager"]
