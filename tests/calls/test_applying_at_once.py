"""Two colleagues, or one in a hurry, at the very same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from perron.accounts.models import User
from perron.calls.errors.applying import LastLead, SavedMeanwhile
from perron.calls.models import Application, Member, Submission
from perron.calls.services.applying.drafts import Page, digest_seen, save_answers
from perron.calls.services.applying.handing import hand_in
from perron.calls.services.applying.members import leave_application
from perron.core.errors import Refusal
from tests.calls.applying import a_school, an_application
from tests.calls.make import an_edition
from tests.make import NOON, aline, bruno

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """Do all of them at the same moment; answer the names of refusals, "" for what went through."""
    barrier = Barrier(len(deeds))

    def do(deed: Callable[[], object]) -> str:
        barrier.wait(10)
        try:
            deed()
        except Refusal as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(deeds)) as people:
        return list(people.map(do, deeds))


def a_shared_draft() -> tuple[Application, User, User]:
    by, other = aline(), bruno()
    application = an_application(by, an_edition(), a_school(speaks=by))
    Member.objects.create(application=application, person=other, role="lead", since=NOON)
    return application, by, other


def test_two_presses_at_once_hand_in_one_application() -> None:
    application, by, other = a_shared_draft()
    told = at_once(
        lambda: hand_in(application, by=by, at=NOON),
        lambda: hand_in(application, by=other, at=NOON),
        lambda: hand_in(application, by=by, at=NOON),
    )

    assert told == ["", "", ""]
    assert Submission.objects.count() == 1


def test_of_two_savings_of_a_page_one_is_shown_the_other() -> None:
    application, by, other = a_shared_draft()
    seen = digest_seen(application, "idea")
    told = at_once(
        lambda: save_answers(application, Page("idea", {"title": "A"}, seen), by=by, at=NOON),
        lambda: save_answers(application, Page("idea", {"title": "B"}, seen), by=other, at=NOON),
    )

    assert sorted(told) == ["", SavedMeanwhile.__name__]


def test_two_leads_cannot_leave_at_once() -> None:
    application, by, other = a_shared_draft()
    mine, theirs = (application.members.get(person=one) for one in (by, other))
    told = at_once(
        lambda: leave_application(mine, by=by, at=NOON),
        lambda: leave_application(theirs, by=other, at=NOON),
    )

    assert sorted(told) == ["", LastLead.__name__]
