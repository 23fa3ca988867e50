"""People, where they are signed in, and the mandates under which one acts for another."""

from perron.accounts.models.mandates import Mandate
from perron.accounts.models.people import User, UserManager
from perron.accounts.models.sessions import Session, Spent

__all__ = ["Mandate", "Session", "Spent", "User", "UserManager"]
