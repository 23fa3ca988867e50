"""People who sign in, with the role that says what they may do."""

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from perron.accounts.enums import Role
from perron.accounts.errors import RightLost
from perron.accounts.models.mandates import Mandate
from perron.core.rights import rights


class UserManager(BaseUserManager["User"]):
    """Makes people; addresses are kept in one case so that one person has one account."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person with an account.

    ``acting`` is the mandate under which somebody else uses this person's rights in this request.
    """

    acting: Mandate | None = None

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.CONTACT)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    language = models.CharField(_("language"), max_length=2, blank=True, default="")
    is_active = models.BooleanField(_("may sign in"), default=True)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True)
    is_demonstration = models.BooleanField(_("demonstration person"), default=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    @property
    def actor_name(self) -> str:
        """How the journal names this person, and whoever acts for them.

        The names are meaningless once the account is erased.
        """
        own = f"person:{self.key}"
        return f"{self.acting.proxy.actor_name} for {own}" if self.acting else own

    def may(self, right: str) -> bool:
        """Whether the role gives this right, and the mandate under which it is used lends it."""
        lent = self.acting is None or right in self.acting.scope
        return self.is_active and lent and self.role in rights[right].roles

    def is_moved_by(self, person: "User") -> bool:
        """Whether what this one decides is that person's doing: their own, or under a mandate."""
        return person == self or (self.acting is not None and person == self.acting.proxy)

    def vouch(self, at: datetime) -> None:
        """Refuse a decision by someone who lost the right to it while it was being taken.

        The row is read again, and locked, in the transaction that takes the decision.
        """
        rows = type(self).objects.select_for_update(of=("self",), no_key=True)
        now = rows.filter(pk=self.pk).values_list("is_active", "role").first()
        if self.pk and now != (True, self.role):
            raise RightLost
        if self.acting:
            self.acting.vouch(at)

    @property
    def edits_strategy(self) -> bool:
        return self.may("strategy.edit")

    @property
    def edits_evaluations(self) -> bool:
        return self.may("evaluations.edit")

    @property
    def sees_desk(self) -> bool:
        return self.may("desk.see")

    @property
    def sees_everything(self) -> bool:
        return self.may("everything.see")

    @property
    def is_administrator(self) -> bool:
        return self.may("people.administer")
