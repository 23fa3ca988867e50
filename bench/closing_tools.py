"""What the bench of the closing minute needs of the site, once Django is ready."""

from datetime import datetime, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from perron.accounts.models import User
from perron.calls.enums import ApplicationState, EditionState, MemberRole
from perron.calls.models import Application, Edition, Member, Submission
from perron.core.journal.lines import digest_of
from perron.core.text import Text
from perron.directory.models import Organisation, Site

__all__ = ["a_team", "an_open_edition", "closing_in", "outcome"]


def an_open_edition(definition: dict[str, Any]) -> Edition:
    """A published edition that is open for long."""
    return Edition.objects.create(
        code=definition["code"],
        call=definition["call"],
        name=definition["name"],
        definition=definition,
        digest=digest_of(definition),
        seed="closing",
        state=EditionState.PUBLISHED,
        opens_at=datetime(2020, 1, 1, tzinfo=timezone.get_current_timezone()),
        closes_at=datetime(2099, 1, 1, tzinfo=timezone.get_current_timezone()),
        published_at=timezone.now(),
    )


def closing_in(edition: Edition, seconds: float) -> float:
    """Let it close in so many seconds; answer when that is."""
    edition.closes_at = timezone.now() + timedelta(seconds=seconds)
    edition.save(update_fields=["closes_at"])
    return edition.closes_at.timestamp()


def a_team(edition: Edition, number: int, answers: dict[str, Any]) -> dict[str, str]:
    """A signed-in head teacher with a complete draft: the address to hand in, and the cookies."""
    at, name = timezone.now(), Text.fromkeys(("fr", "de", "en"), f"School {number}")
    person = User.objects.create_user(f"team-{number}@example.org", name=f"Team {number}")
    board = Organisation.objects.create(code=f"board-{number}", name=name, kind="public")
    site = Site.objects.create(code=f"site-{number}", name=name, organisation=board)
    application = Application.objects.create(
        edition=edition,
        number=f"CL-{number:04}",
        organisation=board,
        site=site,
        language="fr",
        answers=answers,
        begun_at=at,
        saved_at=at,
    )
    Member.objects.create(application=application, person=person, role=MemberRole.LEAD, since=at)
    client = Client()
    client.force_login(person)
    with translation.override("fr"):
        address = reverse("calls:hand_in", args=[application.key])
    kept = {one.key: one.value for one in client.cookies.values()}
    return {"address": address, "session": kept["sessionid"], "number": application.number}


def outcome() -> dict[str, Any]:
    """What the database says became of every draft."""
    rows = Application.objects.values_list("number", "state")
    late = Submission.objects.filter(arrived_at__gte=Edition.objects.get().closes_at).count()
    return {
        "in": sorted(number for number, state in rows if state == ApplicationState.SUBMITTED),
        "drafts": sum(state == ApplicationState.DRAFT for _number, state in rows),
        "submissions": Submission.objects.count(),
        "after closing": late,
    }
