"""Where officers keep editions: from a model to publication, notices, who may."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from perron.accounts.enums import Role
from perron.accounts.models import User
from perron.calls.enums import EditionState
from perron.calls.models import Edition
from perron.calls.services.editions.reading import written_edition
from perron.core.journal.lines import digest_of
from tests.calls.make import a_definition, an_edition, said
from tests.make import bruno, chantal

pytestmark = pytest.mark.django_db
DESK = "/en/calls/keep/editions/"
ONE = f"{DESK}tablets-2026/"


@pytest.fixture
def officer(client: Client) -> Client:
    client.force_login(chantal())
    return client


def open_now(**changes: Any) -> Edition:
    now = timezone.now()
    return an_edition(opens=now - timedelta(days=1), closes=now + timedelta(days=1), **changes)


def test_a_new_edition_begins_from_another(officer: Client) -> None:
    model = an_edition(EditionState.HISTORY)
    sent = {"model": model.pk, "code": "tablets-2099"}
    response = officer.post(DESK, sent)
    assert response["Location"] == f"{DESK}tablets-2099/"
    page = officer.get(response["Location"]).content.decode()
    assert "Change names, days and amounts" in page
    assert officer.post(DESK, sent).status_code == 422
    assert officer.post(DESK, {"model": model.pk, "code": "jury"}).status_code == 422


def test_what_changes_each_year_is_a_form(officer: Client) -> None:
    draft = an_edition(EditionState.DRAFT)
    page = officer.get(f"{ONE}year/").content.decode()
    assert 'value="2026-03-04T22:00"' in page
    sent = {
        "seen": digest_of(draft.definition),
        "name_fr": "Tablettes 2027",
        "name_de": "Tablets 2027",
        "summary_fr": "",
        "summary_de": "Tablets.",
        "opens": "2127-01-05T09:00",
        "closes": "2127-03-04T22:00",
        "decision_by": "2127-06-30",
        "ceiling": "12000.50",
        "envelope_region": "200000",
    }
    assert officer.post(f"{ONE}year/", sent)["Location"] == ONE
    draft.refresh_from_db()
    definition = draft.definition
    assert definition["name"] == {
        "fr": "Tablettes 2027",
        "de": "Tablets 2027",
        "en": "Tablets 2026",
    }
    assert definition["catalogue"]["ceiling"] == 1_200_050
    assert definition["award"]["envelopes"][0]["amount"] == 20_000_000
    assert "questions_until" not in definition["calendar"]
    response = officer.post(f"{ONE}year/", sent)
    assert response.status_code == 422
    assert "Somebody else has saved the draft" in response.content.decode()
    backwards = {**sent, "seen": "", "closes": "2127-01-01T09:00"}
    page = officer.post(f"{ONE}year/", backwards).content.decode()
    assert "The edition would close before it opens." in page
    assert officer.post(f"{ONE}year/", {}).status_code == 422


def test_a_fixed_sum_and_a_continuous_edition_have_their_form_too(officer: Client) -> None:
    calendar = {"opens": "2126-01-05T09:00"}
    grant = {"rule": "fixed", "amount": 3_000_000}
    draft = an_edition(EditionState.DRAFT, kind="continuous", calendar=calendar, grant=grant)
    page = officer.get(f"{ONE}year/").content.decode()
    assert 'name="closes"' not in page
    sent = {"name_fr": "A", "name_de": "B", "opens": "2126-01-05T09:00", "grant": "10"}
    officer.post(f"{ONE}year/", {**sent, "ceiling": "15", "envelope_region": "5"})
    draft.refresh_from_db()
    assert draft.definition["grant"]["amount"] == 1000
    assert "summary" in draft.definition


def test_a_document_comes_as_text_or_as_a_file_and_errors_have_lines(officer: Client) -> None:
    text = written_edition(a_definition())
    broken = text.replace("kind: in-kind", "kind: gift")
    response = officer.post(f"{DESK}new/", {"text": broken})
    assert response.status_code == 422
    line = broken.splitlines().index("kind: gift") + 1
    assert f"Line {line}" in response.content.decode()
    assert "kind: gift" in response.content.decode()
    file = SimpleUploadedFile("tablets.yaml", text.encode())
    assert officer.post(f"{DESK}new/", {"file": file})["Location"] == ONE
    assert officer.post(f"{DESK}new/", {"text": text}).status_code == 422
    changed = written_edition(a_definition(summary=said("Other")))
    seen = digest_of(a_definition())
    sent = {"text": changed, "seen": seen}
    assert officer.post(f"{ONE}document/", sent)["Location"] == ONE
    assert officer.post(f"{ONE}document/", sent).status_code == 422
    assert "Other" in officer.get(f"{ONE}document/").content.decode()


def test_one_looks_as_an_applicant_and_as_a_juror_before_publishing(officer: Client) -> None:
    an_edition(EditionState.DRAFT)
    page = officer.get(f"{ONE}as-applicant/").content.decode()
    assert "a choice from the catalogue" in page
    assert "only where an earlier answer asks for it" in page
    page = officer.get(f"{ONE}as-juror/").content.decode()
    assert "Aims" in page
    assert "Lead" not in page


def test_publishing_shows_the_digest_first(officer: Client) -> None:
    calendar = {"opens": "2126-01-05T09:00", "closes": "2126-03-04T22:00"}
    draft = an_edition(
        EditionState.DRAFT, calendar=calendar, closes=timezone.now() + timedelta(days=400)
    )
    assert digest_of(draft.definition) in officer.get(f"{ONE}publish/").content.decode()
    assert officer.post(f"{ONE}publish/")["Location"] == ONE
    draft.refresh_from_db()
    assert draft.state == EditionState.PUBLISHED
    assert officer.get(f"{ONE}publish/").status_code == 404
    page = officer.get(ONE).content.decode()
    assert "Correct by a notice" in page


def test_what_is_over_already_is_not_published(officer: Client) -> None:
    an_edition(EditionState.DRAFT)
    response = officer.post(f"{ONE}publish/")
    assert response.status_code == 422
    assert "would be closed already" in response.content.decode()


def test_a_draft_that_makes_no_sense_any_more_says_why(officer: Client) -> None:
    rule = {"code": "a", "when": {"fact": "moon", "is": "full"}, "reason": said("No.")}
    edition = an_edition(EditionState.DRAFT)
    Edition.objects.filter(pk=edition.pk).update(definition=a_definition(eligibility=[rule]))
    assert "“moon”" in officer.get(ONE).content.decode()
    assert officer.post(f"{ONE}publish/").status_code == 422


def test_a_draft_can_be_thrown_away(officer: Client) -> None:
    an_edition(EditionState.DRAFT)
    assert officer.post(f"{ONE}discard/")["Location"] == DESK
    assert not Edition.objects.exists()


def test_a_correction_needs_reasons_and_may_not_touch_the_judging(officer: Client) -> None:
    open_now()
    sent = {"text": written_edition(a_definition(summary=said("Other")))}
    response = officer.post(f"{ONE}correct/", sent)
    assert "Say why in each language" in response.content.decode()
    reasons = {"reason_fr": "Faute.", "reason_de": "Fehler."}
    assert officer.post(f"{ONE}correct/", {**sent, **reasons})["Location"] == ONE
    assert "Faute." in officer.get("/fr/calls/tablets-2026/").content.decode()
    fixed = {"text": written_edition(a_definition(eligibility=[]))}
    response = officer.post(f"{ONE}correct/", {**fixed, **reasons})
    assert "no longer changes" in response.content.decode()
    assert officer.post(f"{ONE}correct/", {"text": "x: ["}).status_code == 422
    assert "Other" in officer.get(f"{ONE}correct/").content.decode()


def test_more_time_only_moves_the_closing_back(officer: Client) -> None:
    open_now()
    reasons = {"reason_fr": "Panne.", "reason_de": "Störung."}
    early = officer.post(f"{ONE}extend/", {"closes": "2020-01-01T10:00", **reasons})
    assert early.status_code == 422
    assert officer.get(f"{ONE}extend/").status_code == 200
    sent = {"closes": "2127-01-01T10:00", **reasons}
    assert officer.post(f"{ONE}extend/", sent)["Location"] == ONE
    assert "2127" in officer.get("/en/calls/tablets-2026/").content.decode()


def test_strangers_see_nothing_and_auditors_change_nothing(client: Client) -> None:
    an_edition(EditionState.DRAFT)
    client.force_login(bruno())
    for part in ("", "document/", "year/", "publish/", "as-juror/", "correct/", "extend/"):
        assert client.get(f"{ONE}{part}").status_code == 403
    auditor = User.objects.create_user("audit@example.org", "rue-1", role=Role.AUDITOR)
    client.force_login(auditor)
    assert client.get(ONE).status_code == 200
    assert client.post(f"{ONE}publish/").status_code == 403
    assert client.post(f"{ONE}discard/").status_code == 403
    assert Edition.objects.get().state == EditionState.DRAFT
