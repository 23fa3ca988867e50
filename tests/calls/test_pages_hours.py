"""What applying cost the applicants stands on the edition's page once it is past."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from perron.calls.enums import ApplicationState
from tests.calls.make import a_ranked, an_edition

pytestmark = pytest.mark.django_db
HEADING = "What applying cost the applicants"


def test_the_median_is_told_where_five_teams_said_it(client: Client) -> None:
    now = timezone.now()
    edition = an_edition(opens=now - timedelta(days=30), closes=now - timedelta(days=1))
    address = f"/en/calls/{edition.code}/"
    for number in range(5):
        said = {"state": ApplicationState.SUBMITTED, "hours": Decimal(10 + number)}
        assert HEADING not in client.get(address).content.decode()
        a_ranked(edition, f"A-{number}", asked=1_000_000, **said)

    told = client.get(address, {"anew": "1"}).content.decode()

    assert HEADING in told
    assert "1.2 hours for each 1,000 € asked for" in told
