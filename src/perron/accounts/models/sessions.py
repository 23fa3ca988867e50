"""Where people are signed in, and what may be used only once."""

import uuid

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class Session(AbstractBaseSession):
    """A browser's visit; with a person once somebody signed in.

    ``key`` names it on pages: the session key itself is the sign-in and never leaves the cookie.
    ``browser`` is a rough family (“Firefox, Linux”), not what the browser says of itself.
    """

    key = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions"
    )
    signed_in_at = models.DateTimeField(_("signed in"), null=True)
    seen_at = models.DateTimeField(_("last seen"))
    browser = models.CharField(_("browser"), max_length=80, blank=True, default="")

    class Meta:
        ordering = ("-seen_at",)

    def __str__(self) -> str:
        return str(self.key)

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        store: type[SessionBase] = import_string(f"{settings.SESSION_ENGINE}.SessionStore")
        return store


class Spent(models.Model):
    """Something that opens a door once: the digest of a code or of a provider's answer.

    A row is the proof of use, whichever process or machine saw it; after ``until`` the thing
    opens nothing any more by itself.
    """

    digest = models.CharField(max_length=64, unique=True)
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.digest
