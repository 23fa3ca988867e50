"""One draft open in two windows: the second save is refused, shows both, and loses nothing."""

from typing import Any

import pytest
from django.test import Client

from perron.accounts.models import User
from perron.core.models import Draft
from perron.desk.errors import SavedElsewhere
from perron.desk.services import save_draft
from perron.desk.services.drafts import revision_of
from tests.desk.make import DESK, RICH, a_rich_plan, at_desk, form_on, published, shown
from tests.desk.test_drafts import MEASURE, begun
from tests.make import NOON, a_measure, chantal

pytestmark = pytest.mark.django_db
TABLETS = f"{DESK}/edit/measure/tablets/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def windows() -> tuple[Client, Client]:
    """Two sessions of Chantal."""
    a_rich_plan()
    officer = chantal()
    return at_desk(officer), at_desk(officer)


def opened(window: Client, **changed: Any) -> dict[str, Any]:
    """The form as this window has it, with what is typed into it."""
    return {**form_on(window.get(TABLETS)), **changed}


def choosing(answer: Any, **chosen: str) -> dict[str, Any]:
    """The form of the page that compares, with a choice for some parts."""
    page = answer.content.decode()
    fields = form_on_main(page)
    return {**fields, "do": "save", **{f"keep.{part}": one for part, one in chosen.items()}}


def form_on_main(page: str) -> dict[str, list[str]]:
    class Page:
        content = ('<form id="choice"' + page.split("<main")[1].split("<form")[1]).encode()

    return form_on(Page(), "choice")


def both_saved(windows: tuple[Client, Client], **second: Any) -> Any:
    """The first window saves a state; the second, opened before, is answered."""
    one, other = windows
    first, later = opened(one, state="open", do="save"), opened(other, do="save", **second)
    assert one.post(TABLETS, first).status_code == 302
    return other.post(TABLETS, later)


def test_the_second_save_is_refused_and_shows_both(windows: tuple[Client, Client]) -> None:
    answer = both_saved(windows, state="stopped", start="2021")

    assert answer.status_code == 409
    words = shown(answer)
    assert "This draft was saved elsewhere after this page was opened" in words
    assert "Nothing that you typed is lost" in words
    assert 'value="2021"' in answer.content.decode()
    assert Draft.objects.get().record["state"] == "open"


def test_what_was_typed_goes_on_where_nothing_else_is_chosen(
    windows: tuple[Client, Client],
) -> None:
    refused = both_saved(windows, state="stopped", start="2021")

    assert windows[1].post(TABLETS, choosing(refused)).status_code == 302

    kept = Draft.objects.get().record
    assert (kept["state"], kept["start"], kept["name"]) == ("stopped", "2021", RICH["name"])


def test_each_part_may_come_from_the_other_window(windows: tuple[Client, Client]) -> None:
    refused = both_saved(windows, state="stopped", start="2021")

    windows[1].post(TABLETS, choosing(refused, state="theirs"))

    kept = Draft.objects.get().record
    assert (kept["state"], kept["start"], kept["name"]) == ("open", "2021", RICH["name"])


def test_nothing_is_taken_unseen_from_a_third_save(windows: tuple[Client, Client]) -> None:
    one, other = windows
    refused = both_saved(windows, state="stopped")
    one.post(TABLETS, opened(one, state="announced", do="save"))

    again = other.post(TABLETS, choosing(refused, state="theirs"))

    assert again.status_code == 409
    assert Draft.objects.get().record["state"] == "announced"
    assert 'name="state" value="stopped"' in again.content.decode()


def test_typing_the_same_twice_is_no_conflict(windows: tuple[Client, Client]) -> None:
    assert both_saved(windows, state="open").status_code == 302


def test_a_script_that_saves_is_told_in_its_corner_and_keeps_its_revision(
    windows: tuple[Client, Client],
) -> None:
    one, other = windows
    later = opened(other, state="stopped")
    one.post(TABLETS, opened(one, state="open", do="save"))

    answer = other.post(TABLETS, later, headers=HTMX)

    assert answer.status_code == 409
    assert answer["HX-Retarget"] == answer["HX-Reselect"] == "#draft-state"
    assert "What you type here is not saved." in shown(answer)
    assert '<input type="hidden" name="revision" value="">' in answer.content.decode()
    assert Draft.objects.get().record["state"] == "open"


def test_a_window_that_goes_on_typing_is_in_no_conflict_with_itself(
    windows: tuple[Client, Client],
) -> None:
    fields = opened(windows[0], state="open")
    for state in ("open", "stopped", "running"):
        answer = windows[0].post(TABLETS, {**fields, "state": state}, headers=HTMX)
        assert answer.status_code == 200
        fields |= {"revision": revision_of(Draft.objects.get().record)}
        assert fields["revision"] in answer.content.decode()


def test_publishing_what_was_not_looked_at_is_refused(windows: tuple[Client, Client]) -> None:
    one, other = windows
    one.post(TABLETS, opened(one, state="open", do="save"))
    draft = Draft.objects.get()
    looked_at = revision_of(draft.record)
    other.post(TABLETS, opened(other, state="stopped", do="save"))

    for deed in ("publish", "discard", "settle"):
        answer = one.post(f"{DESK}/drafts/{draft.pk}/{deed}/", {"revision": looked_at})
        assert answer.status_code == 409
        assert "This is the draft as it is now." in shown(answer)

    assert published("measure", "tablets") == RICH
    assert Draft.objects.get().record["state"] == "stopped"


def test_what_is_typed_outlives_a_draft_that_was_thrown_away(
    windows: tuple[Client, Client],
) -> None:
    one, other = windows
    new = f"{DESK}/edit/measure/robots/"
    one.post(f"{DESK}/new/measure/", {"name_en": "Robots"})
    fields = {**form_on(other.get(new)), "start": "2021", "do": "save"}
    one.post(f"{DESK}/drafts/{Draft.objects.get().pk}/discard/")

    assert other.post(new, fields).status_code == 302

    kept = Draft.objects.get()
    assert (kept.code, kept.record["name"], kept.record["start"]) == (
        "robots",
        {"en": "Robots"},
        "2021",
    )


def test_two_officers_have_a_draft_each(windows: tuple[Client, Client]) -> None:
    colleague = User.objects.create_user("x@example.org", "x", name="X", role="administrator")
    theirs = at_desk(colleague)
    mine, other = opened(windows[0], state="open", do="save"), opened(theirs, state="stopped")

    assert windows[0].post(TABLETS, mine).status_code == 302
    assert theirs.post(TABLETS, {**other, "do": "save"}).status_code == 302

    assert Draft.objects.count() == 2


def test_a_save_on_an_older_revision_is_refused() -> None:
    draft = begun()

    with pytest.raises(SavedElsewhere, match="saved elsewhere"):
        save_draft(
            MEASURE, a_measure(start="2020"), base="", by=draft.author, at=NOON, revision="0" * 64
        )
