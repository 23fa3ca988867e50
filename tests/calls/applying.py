"""Builders for tests of applications: a school, who speaks for it, drafts, what was handed in."""

from typing import Any

from perron.accounts.models import User
from perron.calls.models import Application, Edition, SiteFact
from perron.calls.services.applying.drafts import Begun, Page, begin_application, save_answers
from perron.calls.services.applying.handing import hand_in
from perron.core.text import Text
from perron.directory.enums import AffiliationState
from perron.directory.models import Affiliation, Organisation, Site
from tests.make import NOON


def a_school(*, speaks: User | None = None, code: str = "school") -> Site:
    """A school of the town; whoever speaks was approved to speak for the town."""
    town, _new = Organisation.objects.get_or_create(
        code="town", defaults={"name": Text({"en": "Town"}), "kind": "public"}
    )
    site = Site.objects.create(
        code=code, name=Text({"en": code.title()}), organisation=town, kind="school"
    )
    SiteFact.objects.create(site=site, name="awarded", value=[], as_of=NOON.date())
    if speaks:
        an_affiliation(speaks, town)
    return site


def an_affiliation(person: User, organisation: Organisation) -> Affiliation:
    """Somebody was approved to speak for a body."""
    return Affiliation.objects.create(
        person=person,
        organisation=organisation,
        state=AffiliationState.APPROVED,
        asked_at=NOON,
        decided_at=NOON,
    )


ANSWERS: dict[str, Any] = {
    "title": "Robots in the school garden",
    "aims": "Every class measures and programmes.",
    "robots": "no",
    "choice": {"laptop": "2"},
}


def an_application(by: User, edition: Edition, site: Site, *, filled: bool = True) -> Application:
    """A draft for a school; ``filled``: it lacks nothing."""
    new = Begun(site.organisation, site, "fr")
    application = begin_application(edition, new, by=by, at=NOON)
    if filled:
        pages = ("idea", "things")
        for page in pages:
            application = save_answers(application, Page(page, ANSWERS), by=by, at=NOON)
    return application


def a_submitted_one(by: User, edition: Edition, site: Site) -> Application:
    """The same, handed in at noon."""
    hand_in(an_application(by, edition, site), by=by, at=NOON)
    return Application.objects.get(site=site, edition=edition)
