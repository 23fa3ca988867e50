"""Letters at the desk: by state, addresses masked for auditors, decided by administrators."""

import pytest

from perron.accounts.enums import Role
from perron.core.models import JournalLine
from perron.desk.pieces.letters import masked
from perron.letters.enums import LetterState
from perron.letters.models import Letter
from perron.letters.services.writing import Addressee, write_letter
from tests.desk.make import DESK, at_desk, person, shown
from tests.make import NOON, aline

pytestmark = pytest.mark.django_db
PAGE = f"{DESK}/letters/"


def a_letter(reference: str, state: LetterState, party: str = "") -> Letter:
    """A letter to Aline in this state."""
    to = Addressee("aline@example.org", "en", party)
    context = {"name": "Aline", "at": NOON, "account": "https://example.org/", "role": "x"}
    letter = write_letter("test", to=to, reference=reference, context=context, at=NOON)
    Letter.objects.filter(pk=letter.pk).update(state=state)
    letter.refresh_from_db()
    return letter


def test_what_is_uncertain_comes_first_and_no_words_are_shown() -> None:
    for state in (LetterState.HANDED, LetterState.UNCERTAIN, LetterState.WAITING):
        letter = a_letter(state.value, state)

    page = shown(at_desk(person(Role.ADMINISTRATOR)).get(PAGE))
    rows = page.partition("Decision")[2]
    assert rows.index("uncertain") < rows.index("waiting")
    assert letter.subject not in page
    assert letter.text[:40] not in page


def test_a_list_of_one_state_holds_no_other() -> None:
    a_letter("one", LetterState.BOUNCED)
    desk = at_desk(person(Role.AUDITOR))

    assert "a…@example.org" in shown(desk.get(f"{PAGE}?state=bounced"))
    assert "No letter is in this state." in shown(desk.get(f"{PAGE}?state=uncertain"))
    assert "a…@example.org" in shown(desk.get(f"{PAGE}?state=nonsense"))


def test_an_auditor_sees_no_address_and_decides_nothing() -> None:
    letter = a_letter("one", LetterState.UNCERTAIN)
    auditor = at_desk(person(Role.AUDITOR))

    page = shown(auditor.get(PAGE))
    assert "aline@example.org" not in page
    assert "Send again" not in page
    assert auditor.post(f"{PAGE}{letter.key}/", {"do": "again"}).status_code == 403


def test_an_administrator_sees_the_address_and_the_look_is_kept() -> None:
    reader, owner = person(Role.ADMINISTRATOR), aline()
    a_letter("one", LetterState.UNCERTAIN, owner.actor_name)

    assert "aline@example.org" in shown(at_desk(reader).get(PAGE))
    line = JournalLine.objects.get(verb="person.read")
    assert (line.about_code, line.change) == (str(owner.key), {"what": "letter"})


@pytest.mark.parametrize(
    ("deed", "state"), [("again", LetterState.WAITING), ("give-up", LetterState.DROPPED)]
)
def test_an_uncertain_letter_is_sent_again_or_given_up(deed: str, state: LetterState) -> None:
    letter = a_letter("one", LetterState.UNCERTAIN)
    administrator = at_desk(person(Role.ADMINISTRATOR))

    assert administrator.post(f"{PAGE}{letter.key}/", {"do": deed}).status_code == 302
    letter.refresh_from_db()
    assert letter.state == state
    again = administrator.post(f"{PAGE}{letter.key}/", {"do": "again"})
    assert again.status_code == 409


def test_an_address_is_masked_to_its_first_sign() -> None:
    assert masked("aline@example.org") == "a…@example.org"
    assert masked("") == ""
