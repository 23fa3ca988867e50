"""Writing at the desk: everything works by buttons alone, and saves by itself with a script."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.utils import override_settings

from perron.accounts.models import User
from perron.core.models import Draft, Term
from perron.core.records.kinds import kinds
from perron.desk.services import begin_record
from tests.desk.make import DESK, RICH, a_rich_plan, at_desk, form_on, published, republish
from tests.make import NOON, a_fact, a_measure, an_evaluator, chantal

pytestmark = pytest.mark.django_db
TABLETS = f"{DESK}/edit/measure/tablets/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def desk() -> Client:
    a_rich_plan()
    return at_desk(chantal())


def send(desk: Client, address: str = TABLETS, *, htmx: bool = False, **changed: Any) -> Any:
    """Open the form, change some answers, and send it; double underscores stand for dots."""
    fields: dict[str, Any] = {**form_on(desk.get(address))}
    assert "do" not in fields
    fields |= {name.replace("__", "."): value for name, value in changed.items()}
    return desk.post(address, fields, headers=HTMX if htmx else {})


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_form_shows_what_is_published_and_no_draft(desk: Client) -> None:
    page = text_of(desk.get(TABLETS))

    assert "No draft yet: it begins with the first change." in page
    assert '<option value="running" selected>' in page
    assert not Draft.objects.exists()


def test_saving_keeps_a_draft_and_says_that_nobody_else_sees_it(desk: Client) -> None:
    answer = send(desk, state="open", do="save")

    assert answer.status_code == 302
    assert "Nobody else sees it until you publish it" in text_of(desk.get(answer["Location"]))
    assert Draft.objects.get().record["state"] == "open"
    assert published("measure", "tablets") == RICH


def test_the_enter_key_saves(desk: Client) -> None:
    page = desk.get(TABLETS).content.decode()
    form = page[page.index('id="record-form"') :]

    assert 'value="save"' in re.findall(r"<button[^>]*>", form)[0]


def test_typing_saves_by_itself_and_answers_with_the_state_alone(desk: Client) -> None:
    answer = send(desk, htmx=True, state="open")

    assert "<html" not in answer.content.decode()
    assert "Draft saved at" in text_of(answer)
    assert Draft.objects.get().record["state"] == "open"


def test_checking_saves_and_leads_to_what_would_change(desk: Client) -> None:
    answer = send(desk, state="open", do="check")

    assert answer["Location"] == f"{DESK}/drafts/{Draft.objects.get().pk}/"


def test_a_malformed_answer_is_kept_and_shown_with_its_sentence(desk: Client) -> None:
    send(desk, start="in spring", facts__0__number="550,000", do="save")

    page = text_of(desk.get(TABLETS))
    assert 'value="in spring"' in page
    assert "“in spring” is not a date. Write 2018, 2018-12 or 2018-12-06" in page
    assert 'value="550,000"' in page
    assert "“550,000” is not a number" in page
    assert '<a href="#f-facts-0-number">Figures and statements 1, Number</a>' in page


def test_what_is_only_missing_is_listed_without_scolding(desk: Client) -> None:
    officer = User.objects.get(email="chantal@example.org")
    begin_record(kinds["measure"], {"code": "robots"}, by=officer, at=NOON)

    page = text_of(desk.get(f"{DESK}/edit/measure/robots/"))
    assert '<p>Still needed:</p><ul><li><a href="#f-strategy">Strategy</a></li>' in page
    assert "This is still needed." not in page
    assert "This is still needed." in text_of(desk.get(f"{DESK}/edit/measure/robots/?check=1"))


@pytest.mark.parametrize(
    ("button", "rows"),
    [
        ("add:facts", ["budget", "budget", ""]),
        ("remove:facts.0", ["budget"]),
    ],
)
def test_buttons_change_lists_without_a_script(desk: Client, button: str, rows: list[str]) -> None:
    answer = send(desk, do=button)

    assert answer.status_code == 302
    assert re.search(r"#f-facts-\d$", answer["Location"])
    assert [fact.get("of", "") for fact in Draft.objects.get().record["facts"]] == rows


def test_parts_are_moved_without_a_script(desk: Client) -> None:
    send(desk, do="down:facts.0")

    assert [fact["number"] for fact in Draft.objects.get().record["facts"]] == ["11.2", 500]


def working(answer: Any) -> str:
    """The part of a page that the buttons of lists exchange."""
    page = answer.content.decode()
    page = page[page.index('<div class="sidebar" id="working">') :]
    return re.sub(r"\s+", " ", page.split("</aside>")[0])


def test_a_fragment_is_what_a_reload_shows(desk: Client) -> None:
    fragment = working(send(desk, htmx=True, do="add:milestones"))

    reloaded = working(desk.get(TABLETS))
    assert fragment.replace(" autofocus", "").replace(" open", "") == reloaded.replace(" open", "")
    assert "<html" not in fragment


def test_the_new_part_gets_the_focus(desk: Client) -> None:
    fragment = working(send(desk, htmx=True, do="add:milestones"))

    row = fragment[fragment.index('id="f-milestones-1"') :]
    assert row.index(" open") < row.index("autofocus") < row.index("</summary>")


def test_a_source_is_added_by_its_name(desk: Client) -> None:
    republish("reference", {"code": "paper", "title": {"en": "A paper"}})

    answer = send(desk, sources__more="A paper (paper)", do="more:sources")

    assert answer["Location"].endswith("#f-sources-more")
    assert Draft.objects.get().record["sources"] == ["gazette", "paper"]


def test_a_word_with_its_list_in_the_address_is_edited_too(desk: Client) -> None:
    address = f"{DESK}/edit/term/unit/euro/"

    send(desk, address, name__fr="euro", do="save")
    desk.post(f"{DESK}/drafts/{Draft.objects.get().pk}/publish/")

    assert Term.objects.get(vocabulary="unit", code="euro").name == {"en": "Euro", "fr": "euro"}


@pytest.mark.parametrize(
    "forged",
    [{"colour": "red"}, {"code": "other"}, {"facts.0.owner_pk": "1"}, {"do": "add:nothing"}],
)
def test_a_forged_form_is_refused_in_a_sentence_and_saves_nothing(
    desk: Client, forged: dict[str, str]
) -> None:
    answer = desk.post(TABLETS, {**form_on(desk.get(TABLETS)), **forged})

    assert answer.status_code == 400
    assert "This form holds what a measure does not have" in text_of(answer)
    assert not Draft.objects.exists()


def test_the_form_of_another_kind_is_refused(desk: Client) -> None:
    fields = form_on(desk.get(TABLETS))

    answer = desk.post(f"{DESK}/edit/organisation/town/", fields)

    assert answer.status_code == 400
    assert not Draft.objects.exists()


def test_a_forged_beginning_is_taken_for_none(desk: Client) -> None:
    send(desk, base="x" * 5000, do="save")

    assert Draft.objects.get().base == ""
    assert "Somebody else has published this since you began" in text_of(desk.get(TABLETS))


def test_who_published_between_opening_and_saving_is_noticed(desk: Client) -> None:
    fields = form_on(desk.get(TABLETS))
    republish("measure", {**RICH, "state": "stopped"})

    desk.post(TABLETS, {**fields, "start": "2019", "do": "save"})

    assert "Somebody else has published this since you began" in text_of(desk.get(TABLETS))


def test_too_many_megabytes_are_refused_in_a_sentence(desk: Client) -> None:
    answer = desk.post(TABLETS, {"name.en": "x" * 20_000_000})

    assert answer.status_code == 413
    assert "larger than 2 MB. It was not read; nothing was changed." in text_of(answer)

    answer = desk.post(TABLETS, {"name.en": "x" * 50_000_000})
    assert answer.status_code == 413
    assert "larger than the site takes (32 MB)" in text_of(answer)


def test_a_large_file_in_a_form_without_files_is_refused(desk: Client) -> None:
    file = SimpleUploadedFile("x.bin", b"x" * 3_000_000)

    assert desk.post(TABLETS, {"name.en": file}).status_code == 413


@override_settings(DATA_UPLOAD_MAX_NUMBER_FIELDS=5)
def test_too_many_fields_are_refused_in_a_sentence(desk: Client) -> None:
    answer = desk.post(TABLETS, {f"f{number}": "x" for number in range(9)})

    assert answer.status_code == 413
    assert "This form has more than 5 fields" in text_of(answer)


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1_048_576)
def test_more_than_the_site_reads_is_refused_in_a_sentence(desk: Client) -> None:
    answer = desk.post(TABLETS, {"name.en": "x" * 1_100_000})

    assert answer.status_code == 413
    assert "larger than 1 MB" in text_of(answer)


def test_a_form_without_its_token_is_refused() -> None:
    a_rich_plan()
    desk = Client(enforce_csrf_checks=True)
    desk.force_login(chantal())

    assert desk.post(TABLETS, {"do": "save"}).status_code == 403
    assert not Draft.objects.exists()


def test_a_refusal_reaches_a_script_as_its_sentence(desk: Client) -> None:
    answer = send(desk, htmx=True, do="add:nothing")

    assert answer.status_code == 400
    assert answer.content.decode().startswith('<div class="message')


def test_a_new_record_begins_with_its_name(desk: Client) -> None:
    form = {"name_fr": "Robots à l’école", "name_en": "Robots at school"}

    answer = desk.post(f"{DESK}/new/measure/", form)

    assert answer["Location"] == f"{DESK}/edit/measure/robots-a-l-ecole/"
    assert Draft.objects.get().record == {
        "code": "robots-a-l-ecole",
        "name": {"fr": "Robots à l’école", "en": "Robots at school"},
        "strategy": "plan",
    }


def test_what_looks_like_something_known_is_asked_about_first(desk: Client) -> None:
    form = {"name_en": "The tablets"}

    asked = desk.post(f"{DESK}/new/measure/", form)
    assert "Is it one of these?" in text_of(asked)
    assert f'href="{TABLETS}"' in asked.content.decode()
    assert not Draft.objects.exists()

    begun = desk.post(f"{DESK}/new/measure/", {**form, "do": "another"})
    assert begun["Location"] == f"{DESK}/edit/measure/the-tablets/"


def test_a_new_record_may_be_given_its_code(desk: Client) -> None:
    desk.post(f"{DESK}/new/measure/", {"name_en": "Robots", "code": "robots-2"})

    assert Draft.objects.get().code == "robots-2"


@pytest.mark.parametrize("fields", [{}, {"name_en": "…"}, {"code": "Robots!"}])
def test_a_new_record_needs_a_code_that_can_stand_in_an_address(
    desk: Client, fields: dict[str, str]
) -> None:
    answer = desk.post(f"{DESK}/new/measure/", {**fields, "x": "y"})

    assert answer.status_code == 422
    assert "Write a code: Small letters without accents" in text_of(answer)
    assert not Draft.objects.exists()


def test_a_new_word_needs_its_list(desk: Client) -> None:
    refused = desk.post(f"{DESK}/new/term/", {"name_en": "Franc", "list": "the units"})
    assert "Write a code" in text_of(refused)

    begun = desk.post(f"{DESK}/new/term/", {"name_en": "Franc", "list": "unit"})
    assert begun["Location"] == f"{DESK}/edit/term/unit/franc/"


def test_a_code_that_is_taken_is_refused(desk: Client) -> None:
    answer = desk.post(f"{DESK}/new/measure/", {"code": "tablets", "name_fr": "Ardoises"})

    assert answer.status_code == 422
    assert 'value="Ardoises"' in text_of(answer)
    assert "There is a measure with the code “tablets” already" in text_of(answer)


def test_a_card_has_no_name_and_is_begun_by_its_code() -> None:
    a_rich_plan()
    desk = at_desk(an_evaluator())

    answer = desk.post(f"{DESK}/new/card/", {"code": "card-2"})

    assert answer["Location"] == f"{DESK}/edit/card/card-2/"
    assert Draft.objects.get().record == {
        "code": "card-2",
        "round": "round-1",
        "measure": "tablets",
    }


def test_names_are_asked_for_while_one_types(desk: Client) -> None:
    answer = desk.get(f"{DESK}/names/organisation/", {"partners.0.organisation": "tow"})

    assert answer.content.decode().strip() == '<option value="Town (town)"></option>'
    assert desk.get(f"{DESK}/names/organisation/").content.decode().strip() == ""


@pytest.mark.parametrize("code", ["%00", "tablets%00", "UPPER", "a/b", "é", "x" * 2000])
def test_an_address_that_names_nothing_leads_nowhere(desk: Client, code: str) -> None:
    assert desk.get(f"{DESK}/edit/measure/{code}/").status_code == 404
    assert desk.post(f"{DESK}/edit/measure/{code}/", {"do": "save"}).status_code == 404


def test_signs_that_nobody_types_find_no_name(desk: Client) -> None:
    assert desk.get(f"{DESK}/names/organisation/", {"x": "\x00"}).content.strip() == b""


def test_the_page_carries_no_code_and_asks_no_more_than_it_needs(
    desk: Client, django_assert_max_num_queries: Any
) -> None:
    republish("measure", a_measure("many", facts=[a_fact(number=place) for place in range(40)]))
    desk.get(TABLETS)

    with django_assert_max_num_queries(50):
        page = desk.get(f"{DESK}/edit/measure/many/").content.decode()
    assert page.count('id="names-reference"') == 1


def test_two_records_of_one_person_are_two_drafts(desk: Client) -> None:
    send(desk, state="open", do="save")
    send(desk, f"{DESK}/edit/programme/school/", start="2019", do="save")

    assert Draft.objects.count() == 2
