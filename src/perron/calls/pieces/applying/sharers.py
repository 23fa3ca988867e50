"""Who applies together, with their shares in words."""

from typing import Any

from perron.accounts.models import User
from perron.calls.models import Application
from perron.core.formats import money_in_words
from perron.core.money import euros
from perron.directory.rules import acts_for


def in_euros(cents: int) -> str:
    """An amount in cents as the reader's language writes it."""
    return money_in_words(euros(cents))


def sharers_of(application: Application, reader: User | None = None) -> list[dict[str, Any]]:
    """Everybody who takes part beside the applicant; ``reader`` may agree for some."""
    return [
        {
            "pk": one.pk,
            "name": one.site or one.organisation,
            "share": in_euros(one.share),
            "euros": f"{euros(one.share)}".removesuffix(".00"),
            "agreed_at": one.agreed_at,
            "mine": reader is not None and acts_for(reader, one.organisation),
        }
        for one in application.sharers.select_related("organisation", "site")
    ]
