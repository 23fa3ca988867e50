"""Colleagues, who may sign, what is missing, feedback, files and clocks of applications."""

from datetime import date, timedelta

import pytest
from django.test import TestCase

from perron.calls.enums import MemberRole
from perron.calls.errors.applying import (
    FindingsMissing,
    InvitedAlready,
    InvitedSomebodyElse,
    LastLead,
    MayNotSign,
    NotAgreed,
    NotComplete,
    NotYourOwnClaim,
    SharesDiffer,
)
from perron.calls.models import Application, Attachment, Edition, SiteFact
from perron.calls.services.applying.attachments import (
    attach_file,
    erase_due_files,
    schedule_erasing,
)
from perron.calls.services.applying.clocks import NEWS, settle_news, start_news_clocks
from perron.calls.services.applying.completing import (
    answer_completion,
    ask_completion,
    lapse_completions,
)
from perron.calls.services.applying.drafts import Page, save_answers
from perron.calls.services.applying.handing import hand_in, withdraw_application
from perron.calls.services.applying.hours import published_hours
from perron.calls.services.applying.looking import decide_admissibility, give_feedback
from perron.calls.services.applying.members import (
    accept_invitation,
    invite_colleague,
    leave_application,
)
from perron.calls.services.applying.sharing import add_sharer, agree_to_share, set_shares
from perron.calls.services.applying.signatures import (
    approve_signing,
    claim_signing,
    expire_signings,
)
from perron.calls.services.files import checked, path_of
from perron.core.errors import NotAllowed
from perron.core.models import Owed
from perron.directory.models import Organisation
from tests.calls.applying import a_school, a_submitted_one, an_affiliation, an_application
from tests.calls.make import DEFINITION, an_edition
from tests.calls.test_services_files import PDF
from tests.make import NOON, aline, bruno, chantal

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SIGNED = {"unit": "site", "kinds": ["school"], "signature": True}
TOGETHER = {"unit": "site", "kinds": ["school"], "signature": False, "together": {"most": 3}}


def test_only_the_address_that_got_the_letter_joins() -> None:
    by, other = aline(), bruno()
    application = an_application(by, an_edition(), a_school(speaks=by))
    invitation = invite_colleague(
        application, "dora@example.org", MemberRole.READER, by=by, at=NOON
    )
    with pytest.raises(InvitedAlready):
        invite_colleague(application, "Dora@example.org", MemberRole.LEAD, by=by, at=NOON)

    with pytest.raises(InvitedSomebodyElse):
        accept_invitation(invitation, "", by=other, at=NOON)

    assert accept_invitation(invitation, "Dora", by=None, at=NOON).role == "reader"


def test_the_last_lead_cannot_leave() -> None:
    by = aline()
    application = an_application(by, an_edition(), a_school(speaks=by))

    with pytest.raises(LastLead):
        leave_application(application.members.get(), by=by, at=NOON)


def test_whoever_may_sign_hands_in_until_the_right_ends() -> None:
    by, officer = aline(), chantal()
    application = an_application(by, an_edition(applicant=SIGNED), a_school(speaks=by))
    with pytest.raises(MayNotSign):
        hand_in(application, by=by, at=NOON)

    claim = claim_signing(Organisation.objects.get(), "head since 2021", by=by, at=NOON)
    with pytest.raises(NotAllowed):
        approve_signing(claim, date(2026, 12, 31), by=by, at=NOON)
    approve_signing(claim, NOON.date() + DAY, by=officer, at=NOON)

    assert expire_signings(NOON + DAY) == 0
    assert hand_in(application, by=by, at=NOON).number == 1
    assert expire_signings(NOON + 2 * DAY) == 1


def test_nobody_decides_on_their_own_claim() -> None:
    officer = chantal()
    a_school(speaks=officer)
    claim = claim_signing(Organisation.objects.get(), "I say so", by=officer, at=NOON)

    with pytest.raises(NotYourOwnClaim):
        approve_signing(claim, date(2026, 12, 31), by=officer, at=NOON)


def test_small_schools_apply_together_once_each_has_agreed() -> None:
    by, partner = aline(), bruno()
    application = an_application(by, an_edition(applicant=TOGETHER), a_school(speaks=by))
    mill = Organisation.objects.create(code="mill", name={"en": "Mill"}, kind="public")
    site = mill.sites.create(code="small", name={"en": "Small"}, kind="school")
    SiteFact.objects.create(site=site, name="awarded", value=[], as_of=NOON.date())
    an_affiliation(partner, mill)
    sharer = add_sharer(application, mill, site, by=by, at=NOON)
    set_shares(application, {sharer.pk: 200_000}, by=by, at=NOON)
    with pytest.raises(NotAgreed):
        hand_in(application, by=by, at=NOON)

    agree_to_share(sharer, by=partner, at=NOON)
    with pytest.raises(SharesDiffer):
        hand_in(application, by=by, at=NOON)

    set_shares(application, {sharer.pk: 50_000}, by=by, at=NOON)
    agree_to_share(sharer, by=partner, at=NOON)
    assert hand_in(application, by=by, at=NOON).content["shares"] == [
        {"who": "small", "share": 50_000}
    ]


def test_what_is_missing_has_its_own_clock_and_lapses() -> None:
    by, officer = aline(), chantal()
    application = a_submitted_one(by, an_edition(), a_school(speaks=by))
    due = NOON.date() + 7 * DAY
    asked = ask_completion(application, ["aims"], "Say more.", due=due, by=officer, at=NOON)
    with pytest.raises(NotComplete):
        answer_completion(asked, {"aims": ""}, by=by, at=NOON)
    assert Owed.objects.open().get().due == due

    assert lapse_completions(NOON + 8 * DAY) == 1
    application.refresh_from_db()
    assert (application.state, Owed.objects.open().count()) == ("submitted", 0)


def test_admissibility_is_decided_by_criterion_with_reasons() -> None:
    by, officer = aline(), chantal()
    application = a_submitted_one(by, an_edition(), a_school(speaks=by))
    with pytest.raises(FindingsMissing, match="The board agrees"):
        decide_admissibility(application, {"signed": {"holds": False}}, by=officer, at=NOON)

    found = {"signed": {"holds": False, "words": "No decision of the board."}}
    decide_admissibility(application, found, by=officer, at=NOON)
    application.refresh_from_db()
    assert application.state == "inadmissible"


def test_after_feedback_on_the_first_step_the_full_application_is_written() -> None:
    by, officer = aline(), chantal()
    whole = DEFINITION["form"]["steps"][0]["pages"]
    steps = [
        {"code": "first", "title": {"en": "First"}, "minutes": 45, "pages": whole[:1]},
        {"code": "full", "title": {"en": "Full"}, "pages": whole[1:]},
    ]
    edition = an_edition(form={"version": 1, "steps": steps})
    application = an_application(by, edition, a_school(speaks=by))
    hand_in(application, by=by, at=NOON)
    give_feedback(application, "Good. Say which robots.", goes_on=True, by=officer, at=NOON)

    application.refresh_from_db()
    assert (application.state, application.step) == ("draft", 2)
    hand_in(application, by=by, at=NOON)
    assert application.submissions.count() == 2


def test_after_the_closing_the_agency_owes_every_applicant_news() -> None:
    by, edition = aline(), an_edition()
    application = a_submitted_one(by, edition, a_school(speaks=by))
    assert start_news_clocks(NOON) == 0

    assert start_news_clocks(NOON + 3 * DAY) == 1
    assert start_news_clocks(NOON + 3 * DAY) == 0
    news = Owed.objects.get(kind=NEWS)
    assert (news.due, news.alert_days) == (date(2026, 6, 30), [])
    settle_news(application, by=None, at=NOON + 4 * DAY)
    assert not Owed.objects.open().filter(kind=NEWS).exists()


def test_files_are_erased_when_their_day_is_over() -> None:
    by = aline()
    application = an_application(by, an_edition(), a_school(speaks=by))
    file = attach_file(application, "plan", checked("plan.pdf", PDF), by=by, at=NOON)
    assert attach_file(application, "plan", checked("other.pdf", PDF), by=by, at=NOON) == file
    withdraw_application(application, by=by, at=NOON)
    assert schedule_erasing(NOON) == 1
    assert erase_due_files(NOON + 365 * DAY) == 0

    with TestCase.captureOnCommitCallbacks(execute=True):
        assert erase_due_files(NOON + 366 * DAY) == 1

    assert Attachment.objects.get().name == ""
    assert not path_of(file.digest).exists()


def test_hours_are_published_from_five_teams_on() -> None:
    by, edition = aline(), an_edition()
    for number in range(5):
        site = a_school(speaks=None if number else by, code=f"s{number}")
        a_submitted_one(by, edition, site)
        assert published_hours(Edition.objects.get()) is None
        hours = {"hours": 6 + number}
        Application.objects.filter(site=site).update(**hours)

    found = published_hours(edition)
    assert found is not None
    assert (str(found.median), found.count) == ("6.7", 5)


def test_a_team_that_applies_again_begins_with_what_it_wrote() -> None:
    by, site = aline(), a_school()
    site = a_school(speaks=by, code="other")
    earlier = a_submitted_one(by, an_edition(code="tablets-2025b"), site)
    again = an_application(by, an_edition(), site, filled=False)

    assert again.previous == earlier
    assert again.answers["aims"] == earlier.answers["aims"]
    assert "choice" not in again.answers
    save_answers(again, Page("idea", {"title": "Anew"}), by=by, at=NOON)
