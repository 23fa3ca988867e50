"""The pages of applicants and of the officers who look after applications."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from perron.accounts.models import User
from perron.calls.enums import MemberRole
from perron.calls.models import Application, Attachment, Edition, Invitation, Member
from perron.calls.services.applying.members import invite_colleague, token_of
from perron.core.operating.arrivals import ARRIVED
from tests.calls.applying import a_school, a_submitted_one, an_application
from tests.calls.make import an_edition
from tests.make import NOON, aline, bruno, chantal

pytestmark = pytest.mark.django_db
CLOSES = NOON + timedelta(days=2)
BASE = "/en/calls/applications"


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be noon wherever a page asks."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def arriving(moment: Any) -> dict[str, Any]:
    return {ARRIVED: moment.timestamp()}


def test_from_the_beginning_to_the_receipt() -> None:
    by, edition = aline(), an_edition()
    a_school(speaks=by)
    client = signed_in(by)
    client.post(
        f"/en/calls/{edition.code}/apply/",
        {"for": "school", "language": "de"},
        **arriving(NOON),
    )
    one = f"{BASE}/{Application.objects.get().key}"
    page = client.get(f"{one}/pages/idea/").content.decode()
    assert "page 1 of 2" in page

    sent = {"q-title": "Robots", "q-aims": "Every class.", "q-robots": "no", "do": "next"}
    assert client.post(f"{one}/pages/idea/", sent).headers["Location"].endswith("/pages/things/")
    things = {"q-choice.here": "1", "q-choice:laptop": "2", "do": "next"}
    assert client.post(f"{one}/pages/things/", things).headers["Location"].endswith("/hand-in/")
    page = client.get(f"{one}/hand-in/").content.decode()
    assert "€1,200" in page
    assert "<p>2 × Laptop (€600)</p>" in page
    assert "<p>No</p>" in page

    handed = client.post(
        f"{one}/hand-in/", {"hours": "6.5"}, **arriving(CLOSES - timedelta(seconds=1))
    )
    receipt = client.get(handed.headers["Location"]).content.decode()
    assert "12:59:59" in receipt
    assert Application.objects.get().submissions.get().digest in receipt
    assert "handed in" in client.get(f"{one}/").content.decode()


def test_a_hand_in_that_arrives_at_the_closing_keeps_the_draft_and_says_so() -> None:
    by = aline()
    application = an_application(by, an_edition(), a_school(speaks=by))
    answer = signed_in(by).post(f"{BASE}/{application.key}/hand-in/", **arriving(CLOSES))

    assert answer.status_code == 409
    assert "Your draft is kept" in answer.content.decode()
    assert Application.objects.get().state == "draft"


def test_what_is_missing_is_listed_with_links_to_its_place() -> None:
    by = aline()
    application = an_application(by, an_edition(), a_school(speaks=by), filled=False)
    page = signed_in(by).get(f"{BASE}/{application.key}/hand-in/").content.decode()

    assert "/pages/idea/?check=1#q-aims" in page


def test_both_versions_are_shown_where_a_colleague_was_quicker() -> None:
    by = aline()
    application = an_application(by, an_edition(), a_school(speaks=by))
    client, path = signed_in(by), f"{BASE}/{application.key}/pages/idea/"
    client.post(path, {"q-title": "Theirs", "do": "save"})
    answer = client.post(path, {"q-title": "Mine", "seen": "an older page", "do": "save"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs" in page
    assert "Mine" in page
    assert Application.objects.get().answers["title"] == "Theirs"


def test_the_script_is_told_when_it_saved_and_what_the_choice_comes_to() -> None:
    by = aline()
    application = an_application(by, an_edition(), a_school(speaks=by))
    answer = signed_in(by).post(
        f"{BASE}/{application.key}/pages/things/",
        {"q-choice.here": "1", "q-choice:board": "7"},
        headers={"Accept": "application/json"},
    )

    told = answer.json()
    assert told["saved"]
    assert told["says"] == "Saved at 13:00:00."
    assert told["sum"]["over"]
    assert told["sum"]["left"] == "€2,500"


@pytest.mark.parametrize(
    "page",
    ["", "pages/idea/", "hand-in/", "receipts/1/", "team/", "files/", "withdraw/", "together/"],
)
def test_a_stranger_finds_no_page_of_an_application(page: str) -> None:
    application = a_submitted_one(by := aline(), an_edition(), a_school(speaks=by))
    assert signed_in(by).get(f"{BASE}/{application.key}/{page}").status_code == 200

    assert signed_in(bruno()).get(f"{BASE}/{application.key}/{page}").status_code == 404


def test_a_file_is_attached_given_to_the_team_alone_and_removed() -> None:
    by = aline()
    application = an_application(by, an_edition(), a_school(speaks=by))
    client, path = signed_in(by), f"{BASE}/{application.key}/files/"
    refused = client.post(path, {"field": "plan", "file": a_file("plan.pdf", b"MZ not a pdf")})
    assert "whatever its name says" in refused.content.decode()

    client.post(path, {"field": "plan", "file": a_file("plan.pdf", PDF)})
    file = Attachment.objects.get()
    answer = client.get(f"{path}{file.key}/")
    assert answer.getvalue() == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert signed_in(bruno()).get(f"{path}{file.key}/").status_code == 404

    client.post(path, {"do": "remove", "one": str(file.key)})
    assert not Attachment.objects.exists()


def test_a_colleague_without_an_account_joins_by_the_link() -> None:
    by = aline()
    application = an_application(by, an_edition(), a_school(speaks=by))
    invite_colleague(application, "Dora@example.org", MemberRole.WRITER, by=by, at=NOON)
    path = f"{BASE}/join/{token_of(Invitation.objects.get())}/"
    assert "dora@example.org" in Client().get(path).content.decode()
    assert not User.objects.filter(email="dora@example.org").exists()
    Client().post(path, {"name": "Dora"})

    assert Member.objects.get(person__email="dora@example.org").role == "writer"
    assert Client().post(path, {"name": "Again"}).status_code == 410


def test_an_officer_finds_checks_and_completes_applications() -> None:
    application = a_submitted_one(by := aline(), an_edition(), a_school(speaks=by))
    client, path = signed_in(chantal()), f"/en/calls/keep/applications/{application.key}/"
    assert application.number in client.get("/en/calls/keep/applications/").content.decode()
    client.post(path, {"do": "take"})
    refused = client.post(path, {"do": "admit"})
    assert "The board agrees" in refused.content.decode()
    client.post(path, {"do": "ask", "missing": ["aims"], "words": "Say more.", "due": "2026-03-20"})
    application.refresh_from_db()
    assert application.state == "incomplete"

    missing = f"{BASE}/{application.key}/missing/{application.completions.get().key}/"
    assert "Say more." in signed_in(by).get(missing).content.decode()
    signed_in(by).post(missing, {"q-aims": "Every class, every week."})
    client.post(path, {"do": "admit", "holds-signed": "yes"})
    application.refresh_from_db()
    assert (application.state, application.officer) == (
        "admissible",
        User.objects.get(name="Chantal"),
    )


def test_a_contact_has_no_business_at_the_officers_pages() -> None:
    client = signed_in(bruno())
    assert client.get("/en/calls/keep/applications/").status_code == 403
    assert client.get("/en/calls/keep/signings/").status_code == 403


def test_the_number_of_queries_does_not_grow_with_the_list(
    django_assert_max_num_queries: Any,
) -> None:
    by, edition = aline(), an_edition()
    for number in range(3):
        a_submitted_one(by, edition, a_school(speaks=None if number else by, code=f"s{number}"))
    client = signed_in(chantal())
    with django_assert_max_num_queries(25):
        client.get("/en/calls/keep/applications/")
    assert Edition.objects.count() == 1


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"


def a_file(name: str, content: bytes) -> Any:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def test_one_chooses_for_whom_one_begins() -> None:
    by, edition = aline(), an_edition()
    a_school(speaks=by)
    page = signed_in(by).get(f"/en/calls/{edition.code}/apply/").content.decode()

    assert "School" in page
    assert signed_in(by).get(f"{BASE}/").status_code == 200
