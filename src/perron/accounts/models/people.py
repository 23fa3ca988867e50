"""People who sign in, with the role that says what they may do."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from perron.accounts.enums import Role


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
    """A person with an account."""

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
        """How the journal names this person: meaningless once the account is erased."""
        return f"person:{self.key}"

    @property
    def edits_strategy(self) -> bool:
        return self.is_active and self.role in {Role.OFFICER, Role.ADMINISTRATOR}

    @property
    def edits_evaluations(self) -> bool:
        return self.is_active and self.role in {Role.EVALUATOR, Role.ADMINISTRATOR}

    @property
    def sees_desk(self) -> bool:
        return self.is_active and self.role != Role.CONTACT

    @property
    def is_administrator(self) -> bool:
        return self.is_active and self.role == Role.ADMINISTRATOR
