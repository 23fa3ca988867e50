"""Builders for tests of updates: a measure with its holder, a request that was sent."""

from typing import Any

from perron.accounts.models import User
from perron.core.records.proposing import publish_records
from perron.directory.models import Contact, Organisation
from perron.strategy.models import Measure, UpdateRequest
from perron.strategy.services.answering import Arrival, Proposal, digest_seen, propose_update
from perron.strategy.services.asking import ask_holder
from perron.strategy.services.links import token_of
from tests.make import NOON, a_measure, a_plan, an_organisation, records

ROLE = {
    "role/holder": {"list": "role", "code": "holder", "name": {"en": "Holder"}, "nature": "holder"}
}
HELD: dict[str, Any] = {
    "partners": [{"organisation": "mill", "role": "holder"}],
    "state": "planned",
}


def a_held_measure(code: str = "tablets", **fields: Any) -> Measure:
    """A measure that the mill holds; somebody at the mill has an address."""
    a_plan(organisation=[an_organisation("town"), an_organisation("mill")])
    publish_records(
        {"term": ROLE, **records(measure=[a_measure(code, **{**HELD, **fields})])}, by=None, at=NOON
    )
    mill = Organisation.objects.get(code="mill")
    Contact.objects.create(organisation=mill, name="Aline", email="aline@example.org")
    return Measure.objects.get(code=code)


def an_update(by: User, code: str = "tablets") -> UpdateRequest:
    """What the mill was asked."""
    measure = Measure.objects.get(code=code)
    return ask_holder(measure, Organisation.objects.get(code="mill"), by=by, at=NOON)


def now_published(code: str = "tablets") -> Arrival:
    """An answer by somebody who looks at what is published now."""
    return Arrival(seen=digest_seen(Measure.objects.get(code=code)))


def a_proposal(request: UpdateRequest, **said: str) -> UpdateRequest:
    """The mill proposes that the measure runs."""
    given = {
        "state": "running",
        "words": "120 schools have their tablets.",
        "url": "https://mill.example.org/report",
        "language": "en",
    }
    return propose_update(request, Proposal(**{**given, **said}), now_published(), at=NOON)


def path_of(request: UpdateRequest, language: str = "en") -> str:
    """Where the link of a letter leads."""
    return f"/{language}/update/{token_of(request)}/"
