"""What a request holds once a person has signed in."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from perron.accounts.models import User

ACTING = "mandate"  # the key in the session that names the mandate under which somebody acts


class SignedIn(HttpRequest):
    """A request by a person who signed in."""

    user: User
    htmx: HtmxDetails
