"""Sessions that know whose they are, end when idle, and end for good after a while."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.utils import timezone
from django.utils.crypto import salted_hmac

from perron.accounts.models import Session

SIGNED_IN, BROWSER = "signed_in_at", "browser"
REFRESH_PARTS = 12


class SessionStore(db.SessionStore):
    """Django's sessions in the database, each with its person.

    ``SESSION_COOKIE_AGE`` is how long one may be idle: a session that is used is written again
    once a twelfth of that time has passed, not at every request. ``SESSION_LONGEST`` is how long
    a sign-in lasts at most, used or not.
    """

    @classmethod
    def get_model_class(cls) -> type[AbstractBaseSession]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        session = super().create_model_instance(data)
        if not isinstance(session, Session):
            raise TypeError(session)
        session.key = UUID(salted_hmac("perron.session", session.session_key).hexdigest()[:32])
        session.person_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        since = data.get(SIGNED_IN)
        session.signed_in_at = datetime.fromisoformat(since) if since else None
        session.browser = data.get(BROWSER, "")
        session.seen_at = timezone.now()
        return session

    def load(self) -> dict[str, Any]:
        now = timezone.now()
        session = Session.objects.filter(session_key=self.session_key, expire_date__gt=now).first()
        if session is None:
            self._session_key = None
            return {}
        longest = timedelta(seconds=settings.SESSION_LONGEST)
        if session.signed_in_at and session.signed_in_at + longest <= now:
            self.delete(session.session_key)
            self._session_key = None
            return {}
        if session.seen_at + timedelta(seconds=settings.SESSION_COOKIE_AGE) / REFRESH_PARTS <= now:
            self.modified = True
        data: dict[str, Any] = self.decode(session.session_data)
        return data
