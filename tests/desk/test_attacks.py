"""Somebody who means harm, or is only unlucky: forged numbers, lost roles, two clicks at once."""

from threading import Barrier, Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from perron.accounts.enums import Role
from perron.accounts.models import User
from perron.core.errors import ChangedMeanwhile, Refusal
from perron.core.models import Draft, JournalLine
from perron.core.records.files import dump_strategy
from perron.desk.services import begin_record, publish_draft, save_draft
from tests.desk.make import DESK, RICH, a_rich_plan, at_desk, form_on, person, republish, shown
from tests.desk.test_drafts import MEASURE, begun
from tests.desk.test_file_pages import hidden
from tests.make import NOON, a_measure, chantal

pytestmark = pytest.mark.django_db
TABLETS = f"{DESK}/edit/measure/tablets/"
DEEDS = ("publish", "discard", "settle")


@pytest.fixture
def officer() -> User:
    a_rich_plan()
    return chantal()


def drafted(author: User) -> tuple[Client, Draft]:
    """The author's browser, and a draft that could be published."""
    browser = at_desk(author)
    browser.post(TABLETS, {**form_on(browser.get(TABLETS)), "state": "open", "do": "save"})
    return browser, Draft.objects.get(author=author)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.EVALUATOR, Role.CONTACT])
def test_the_draft_of_another_is_not_there_for_a_guessed_number(officer: User, role: Role) -> None:
    _browser, draft = drafted(officer)
    stranger = at_desk(person(role, "stranger"))

    assert stranger.get(f"{DESK}/drafts/{draft.pk}/").status_code == 404
    for deed in DEEDS:
        assert stranger.post(f"{DESK}/drafts/{draft.pk}/{deed}/").status_code == 409
    draft.refresh_from_db()
    assert draft.record["state"] == "open"


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_who_sees_the_draft_of_another_may_not_touch_it(officer: User, role: Role) -> None:
    _browser, draft = drafted(officer)
    overseer = at_desk(person(role, "overseer"))

    for deed in DEEDS:
        assert overseer.post(f"{DESK}/drafts/{draft.pk}/{deed}/").status_code == 403
    assert Draft.objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize(
    "address",
    [
        "drafts/{draft}/publish/",
        "drafts/{draft}/discard/",
        "drafts/{draft}/settle/",
        "new/measure/",
        "edit/measure/tablets/",
        "strategy-file/",
        "spreadsheet/",
        "organisations/town/",
        "organisations/town/confirm/",
        "organisations/town/claim/",
        "organisations/town/contacts/",
        "organisations/town/merge/town/",
        "claims/1/decide/",
        "claims/1/end/",
    ],
)
def test_no_deed_is_done_without_the_token_of_the_page(officer: User, address: str) -> None:
    _browser, draft = drafted(officer)
    elsewhere = Client(enforce_csrf_checks=True)
    elsewhere.force_login(officer)
    before = JournalLine.objects.count()

    answer = elsewhere.post(f"{DESK}/{address.format(draft=draft.pk)}", {"code": "robots"})

    assert answer.status_code == 403
    assert (Draft.objects.get(), JournalLine.objects.count()) == (draft, before)


def test_a_role_that_is_taken_away_ends_at_once(officer: User) -> None:
    browser, draft = drafted(officer)
    fields = form_on(browser.get(TABLETS))
    User.objects.filter(pk=officer.pk).update(role=Role.CONTACT)

    assert browser.post(TABLETS, {**fields, "do": "save"}).status_code == 403
    for deed in ("publish", "settle"):
        assert browser.post(f"{DESK}/drafts/{draft.pk}/{deed}/").status_code == 403
    page = browser.get(f"{DESK}/drafts/{draft.pk}/")
    assert "You no longer have the role that changes this." in shown(page)
    assert "/publish/" not in page.content.decode()
    assert Draft.objects.get().record["state"] == "open"


def test_who_was_shut_out_is_signed_out_at_once(officer: User) -> None:
    browser, draft = drafted(officer)
    User.objects.filter(pk=officer.pk).update(is_active=False)

    answer = browser.post(f"{DESK}/drafts/{draft.pk}/publish/")

    assert "/sign-in/" in answer["Location"]
    assert Draft.objects.exists()


def test_a_thousand_rows_that_nobody_filled_in_are_refused(officer: User) -> None:
    browser = at_desk(officer)
    fields = form_on(browser.get(TABLETS))

    for count in ("501", "999999999999999999", "-1", "x" * 999):
        answer = browser.post(TABLETS, {**fields, "facts.rows": count, "do": "save"})
        assert answer.status_code in {302, 400, 413}, count
    assert all(len(draft.record.get("facts", [])) <= 500 for draft in Draft.objects.all())


def test_saving_a_hundred_times_keeps_one_draft_and_no_line(officer: User) -> None:
    browser = at_desk(officer)
    fields = form_on(browser.get(TABLETS))
    before = JournalLine.objects.count()

    for _turn in range(100):
        browser.post(TABLETS, {**fields, "state": "open", "do": "save"})

    assert (Draft.objects.count(), JournalLine.objects.count()) == (1, before)


@pytest.mark.parametrize(
    "content",
    [
        b"<!doctype html><script>alert(1)</script>",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"name\n<script>alert(1)</script>\n",
        b"",
    ],
)
def test_what_is_no_table_is_refused_or_shown_as_text(officer: User, content: bytes) -> None:
    file = SimpleUploadedFile("<b>page</b>.csv", content, content_type="text/html")

    answer = at_desk(officer).post(f"{DESK}/spreadsheet/", {"kind": "organisation", "file": file})

    assert answer.status_code in {200, 422}
    page = answer.content.decode()
    assert "<script>alert" not in page
    assert "<b>page" not in page


@pytest.mark.parametrize("address", ["spreadsheet/", "strategy-file/"])
def test_fifty_megabytes_are_not_read(officer: User, address: str) -> None:
    file = SimpleUploadedFile("x.csv", b"x" * 50_000_000)

    answer = at_desk(officer).post(f"{DESK}/{address}", {"file": file})

    assert answer.status_code == 413


def test_the_file_of_another_is_not_found_by_its_token(officer: User) -> None:
    mine = at_desk(officer)
    file = SimpleUploadedFile("x.csv", b"Name;Art\nMill;public\n")
    page = mine.post(f"{DESK}/spreadsheet/", {"kind": "organisation", "file": file})
    token = hidden(page)

    other = at_desk(person(Role.OFFICER, "other"))
    answer = other.post(f"{DESK}/spreadsheet/", {"kind": "organisation", "token": token})

    assert answer.status_code == 410
    assert "Choose it once more" in shown(answer)


def test_a_file_with_judgements_is_not_offered_to_an_officer(officer: User) -> None:
    source = dump_strategy("plan").replace("en: Round", "en: The round")
    file = SimpleUploadedFile("plan.yaml", source.encode())

    page = at_desk(officer).post(f"{DESK}/strategy-file/", {"file": file})

    assert "it changes what people with another role keep. evaluation round." in shown(page)
    assert 'value="load"' not in page.content.decode()


def test_a_draft_begun_before_another_publication_is_not_published(officer: User) -> None:
    _browser, draft = drafted(officer)
    republish("measure", {**RICH, "state": "stopped"})

    with pytest.raises(ChangedMeanwhile):
        publish_draft(draft, by=officer, at=NOON)


def outcomes(*drafts: Draft) -> list[str]:
    """Publish these from threads that begin together; what each of them was told, in order."""
    together = Barrier(len(drafts))
    told: list[str] = []

    def click(draft: Draft) -> None:
        together.wait(10)
        try:
            publish_draft(draft, by=draft.author, at=NOON)
            told.append("published")
        except Refusal as refusal:
            told.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [Thread(target=click, args=(draft,)) for draft in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(told)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_published_by_two_clicks_at_once_it_is_published_once() -> None:
    draft = begun(a_measure(state="running"))

    assert outcomes(draft, draft) == ["DraftGone", "published"]

    changed = JournalLine.objects.filter(verb="measure.changed", about_code="tablets")
    assert sum("state" in line.change for line in changed) == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_publish_one_record_at_once_do_not_overwrite_each_other() -> None:
    mine = begun(a_measure(state="running"))
    theirs = save_draft(
        MEASURE,
        a_measure(state="stopped"),
        base=mine.base,
        by=person(Role.OFFICER, "colleague"),
        at=NOON,
    )

    assert outcomes(mine, theirs) == ["ChangedMeanwhile", "published"]
    assert Draft.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_begin_one_code_and_publish_at_once_do_not_overwrite_each_other() -> None:
    mine = begun()
    robots = a_measure("robots", name={"en": "Mine"})
    one = begin_record(MEASURE, robots, by=mine.author, at=NOON)
    colleague = person(Role.OFFICER, "colleague")
    other = begin_record(MEASURE, {**robots, "name": {"en": "Theirs"}}, by=colleague, at=NOON)

    assert outcomes(one, other) == ["ChangedMeanwhile", "published"]
    assert JournalLine.objects.filter(about_code="robots").count() == 1
