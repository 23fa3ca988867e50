"""The pages of jurors and of those who keep juries: what they take, refuse, and never lose."""

import json
from http import HTTPStatus
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from perron.accounts.enums import Role
from perron.accounts.models import User
from perron.calls.models import Consensus, Interest, Juror, Ranking, Review
from perron.calls.services.judging.declaring import declare_free
from perron.calls.services.judging.naming import NewJuror, name_juror
from perron.core.personal import Subject, holdings
from perron.directory.models import Organisation
from tests.calls.judging import (
    LATER,
    a_judged_edition,
    a_juror,
    a_jury,
    a_person,
    all_scored,
    readers_of,
    scored,
    the_officer,
)
from tests.make import NOON

pytestmark = pytest.mark.django_db


def of(person: User) -> Client:
    """The browser of a person."""
    client = Client()
    client.force_login(person)
    return client


def a_declared_review() -> Review:
    """One that may be scored."""
    a_jury(a_judged_edition(1), 2)
    review = readers_of("A-001")[0]
    return declare_free(review, by=review.juror.person, at=LATER)


def sheet(said: dict[str, str], revision: int = 0) -> dict[str, Any]:
    """What a score sheet sends."""
    return {"revision": revision, "do": "save", **said}


def test_saving_shows_the_same_sheet_with_what_was_written() -> None:
    review = a_declared_review()
    client, address = of(review.juror.person), reverse("calls:review", args=[review.key])

    answer = client.post(address, sheet({"mark-aims": "some", "sentence-aims": "Fair."}))

    assert answer.status_code == HTTPStatus.FOUND
    page = client.get(address).content.decode()
    assert "Fair." in page
    assert 'value="some"' in page


def test_what_was_typed_in_an_older_window_stands_beside_what_is_saved() -> None:
    review = a_declared_review()
    client, address = of(review.juror.person), reverse("calls:review", args=[review.key])
    client.post(address, sheet({"sentence-aims": "First."}))

    answer = client.post(address, sheet({"sentence-aims": "Second."}))

    assert answer.status_code == HTTPStatus.CONFLICT
    page = answer.content.decode()
    assert "First." in page
    assert "Second." in page
    assert Review.objects.get(pk=review.pk).sentences == {"aims": "First."}
    saved = client.post(address, sheet({"sentence-aims": "Second."}, 1))
    assert saved.status_code == HTTPStatus.FOUND


def test_a_level_that_does_not_exist_is_said_on_the_page() -> None:
    review = a_declared_review()
    address = reverse("calls:review", args=[review.key])

    answer = of(review.juror.person).post(address, sheet({"mark-aims": "splendid"}))

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_a_double_press_hands_in_once() -> None:
    a_jury(a_judged_edition(1), 2)
    review = scored(readers_of("A-001")[0])
    address = reverse("calls:review_check", args=[review.key])

    assert of(review.juror.person).post(address).status_code == HTTPStatus.FOUND
    assert of(review.juror.person).get(address).status_code == HTTPStatus.OK


def brought(seat: Juror, content: bytes) -> Any:
    """Bring a file of scores back."""
    file = SimpleUploadedFile("scores.json", content, "application/json")
    return of(seat.person).post(reverse("calls:jury_upload", args=[seat.key]), {"file": file})


def test_scores_from_a_file_are_checked_like_those_written_here() -> None:
    review = a_declared_review()
    other = readers_of("A-001")[1]
    seat = review.juror
    good = {"review": str(review.key), "revision": 0, "marks": {"aims": "full"}}
    rows = [
        good | {"sentences": {"aims": "In the train."}},
        good | {"sentences": {"aims": "Twice."}},
        good | {"marks": {"aims": [1]}, "revision": 1, "sentences": {}},
        {"review": str(other.key), "number": "A-001", "marks": {}, "sentences": {}},
        {"review": "nonsense", "number": "A-009"},
        good | {"marks": 7},
    ]
    whole = {"format": "perron-scores/1", "seat": str(seat.key), "reviews": rows}

    page = brought(seat, json.dumps(whole).encode()).content.decode()

    kept = Review.objects.get(pk=review.pk)
    assert kept.sentences == {"aims": "In the train."}
    assert kept.handed_at is None
    assert page.count("saved as a draft") == 1
    assert page.count("not among those that you read") == 2


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 a spreadsheet with merged cells",
        b'{"format": "other"}',
        b'{"format": "perron-scores/1", "seat": "another"}',
        b"[" * 100_000,
        b" " * (2 * 1024 * 1024 + 1),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused_with_the_reason(content: bytes) -> None:
    seat = a_declared_review().juror

    answer = brought(seat, content)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert b"Nothing was changed" in answer.content


def test_the_rules_come_before_everything_else() -> None:
    edition = a_judged_edition(1)
    person = a_person("Dora")
    seat = name_juror(edition, NewJuror(person), by=the_officer(), at=NOON)
    Organisation.objects.create(code="mill", name={"en": "Old Mill"}, kind="public")
    client, address = of(person), reverse("calls:jury_accept", args=[seat.key])
    form = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"}

    for name in ("jury_offline", "jury_upload"):
        answer = client.get(reverse(f"calls:{name}", args=[seat.key]))
        assert answer.status_code == HTTPStatus.CONFLICT
    assert client.post(address, form).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    near = client.post(address, {**form, "form-0-kind": "employer", "form-0-body": "mil"})
    assert b"Did you mean: Old Mill?" in near.content
    told = {**form, "agree": "yes", "form-0-kind": "employer", "form-0-body": "old mill"}
    assert client.post(address, told).status_code == HTTPStatus.FOUND
    assert Interest.objects.get().organisation
    assert Juror.objects.get().accepted_at


def test_an_officer_keeps_a_jury_from_naming_to_the_seal() -> None:
    edition = a_judged_edition(1)
    edition.closes_at = NOON
    edition.save()
    client = of(the_officer())
    a_person("Dora")
    page = reverse("calls:kept_jury", args=[edition.code])

    def send(name: str, **said: str) -> int:
        return client.post(reverse(f"calls:{name}", args=[edition.code]), said).status_code

    assert send("name_juror", email="nobody@example.org", most="5") == 422
    assert send("name_juror", email="dora@example.org", most="5") == HTTPStatus.FOUND
    assert send("name_juror", email="dora@example.org", most="5") == HTTPStatus.CONFLICT
    assert send("assign_reviews") == HTTPStatus.CONFLICT
    assert send("seal_ranking") == HTTPStatus.CONFLICT
    for name in ("Edgar", "Flora"):
        a_juror(edition, name)
    assert send("assign_reviews") == HTTPStatus.FOUND
    all_scored(edition)
    score = reverse("calls:consensus", args=[edition.code, "A-001"])
    marks = {f"mark-{code}": "some" for code in ("aims", "strategy", "value")}
    assert client.post(score, {}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert client.post(score, marks).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert client.post(score, marks | {"note": "Agreed."}).status_code == HTTPStatus.FOUND
    assert Consensus.objects.get().total == 50_000
    assert send("seal_ranking") == HTTPStatus.FOUND
    assert Ranking.objects.get().rows[0]["score"] == 50_000
    for address in (page, score, reverse("calls:kept_severity", args=[edition.code])):
        assert client.get(address).status_code == HTTPStatus.OK


def test_an_auditor_reads_and_changes_nothing_and_others_see_no_jury() -> None:
    edition = a_judged_edition(1)
    a_jury(edition, 2)
    auditor = a_person("Paul", role=Role.AUDITOR)
    page = reverse("calls:kept_jury", args=[edition.code])

    assert of(auditor).get(page).status_code == HTTPStatus.OK
    sealed = of(auditor).post(reverse("calls:seal_ranking", args=[edition.code]))
    assert sealed.status_code == HTTPStatus.FORBIDDEN
    for person in (a_person("Bruno"), readers_of("A-001")[0].juror.person):
        assert of(person).get(page).status_code == HTTPStatus.FORBIDDEN


def test_a_jurors_data_is_given_out_and_erased() -> None:
    review = scored(a_declared_review())
    person = review.juror.person
    subject = Subject(key=str(person.key), address=person.email)

    assert holdings["jury-seats"].export(subject)[0]["edition"] == "tablets-2026"
    assert holdings["jury-reviews"].export(subject)[0]["application"] == "A-001"
    Interest.objects.create(
        person=person,
        kind="board",
        organisation=Organisation.objects.create(code="x", name={"en": "X"}, kind="public"),
        declared_at=NOON,
        declared_by="person",
    )
    assert holdings["jury-ties"].export(subject)
    for name in ("jury-seats", "jury-reviews", "jury-ties"):
        holdings[name].erase(subject, LATER)
        assert holdings[name].export(Subject()) == []
    assert not Interest.objects.exists()
    assert Review.objects.get(pk=review.pk).sentences  # the reasons of a decision stay
    assert Juror.objects.get(pk=review.juror_id).left_at == LATER
