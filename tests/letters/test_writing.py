"""Writing letters: once for a reason, in the caller's transaction, to an address that is one."""

import pytest
from django.db import transaction

from perron.core.models import Seal, Work
from perron.core.text import Text
from perron.letters.enums import LetterState
from perron.letters.errors import AddressRefused
from perron.letters.models import Letter
from perron.letters.services import faults
from perron.letters.services.preferences import refuse_category
from perron.letters.services.wording import Quoted
from tests.letters.make import ALINE, a_letter
from tests.letters.samples import CHANGED, DECIDED
from tests.make import NOON

pytestmark = pytest.mark.django_db
BAD = (
    "aline@example.org\nBcc: bruno@example.org",
    "aline@example.org, bruno@example.org",
    "Aline <aline@example.org>",
    '"aline\x0b"@example.org',
    "aline@example.org\x00",
    "aline",
    "",
)


def waiting_jobs() -> list[list[int]]:
    return list(Work.objects.filter(name="letters.hand_over").values_list("arguments", flat=True))


def test_a_letter_is_written_and_a_worker_is_asked_to_hand_it_over() -> None:
    letter = a_letter()

    assert letter.state == LetterState.WAITING
    assert letter.subject == "Measures: Tablets"
    assert letter.key.hex in letter.message_id
    assert waiting_jobs() == [[letter.pk]]


def test_the_same_reason_makes_one_letter_to_one_address() -> None:
    first = a_letter()

    assert a_letter(name="Other tablets", address=" ALINE@Example.org ") == first
    assert a_letter(address="bruno@example.org") != first
    assert Letter.objects.count() == 2
    assert len(waiting_jobs()) == 2


def test_whoever_rolls_back_has_written_nothing() -> None:
    @transaction.atomic
    def write_and_fail() -> None:
        a_letter()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()

    assert not Letter.objects.exists()
    assert waiting_jobs() == []


@pytest.mark.parametrize("address", BAD)
def test_what_is_no_address_gets_no_letter(address: str) -> None:
    with pytest.raises(AddressRefused, match="No letter was written"):
        a_letter(address=address)

    assert not Letter.objects.exists()


def test_a_name_of_two_lines_neither_ends_the_subject_nor_begins_a_paragraph() -> None:
    letter = a_letter(name="Tablets\r\nBcc: bruno@example.org\n\nhttp://127.0.0.1:8000/sign-in/")

    assert letter.subject.startswith("Measures: Tablets Bcc: bruno@example.org")
    assert "\n" not in letter.subject
    assert 'href="http://127.0.0.1:8000/sign-in/"' not in letter.html


def test_words_of_strangers_are_escaped_and_marked_as_theirs() -> None:
    said = Quoted("<script>alert(1)</script>\n\nhttp://127.0.0.1:8000/sign-in/\n- no list")
    letter = a_letter(name="<b>Tablets</b>", said=said)

    assert "<script" not in letter.html
    assert "<b>" not in letter.html
    assert "&lt;b&gt;Tablets&lt;/b&gt;" in letter.html
    assert letter.html.count("<li") == 2
    assert 'href="http://127.0.0.1:8000/sign-in/"' not in letter.html
    assert "> http://127.0.0.1:8000/sign-in/\n" in letter.text
    assert "<b>Tablets</b>" in letter.text


def test_a_letter_is_a_page_without_tables_scripts_or_anything_to_fetch() -> None:
    html = a_letter().html

    assert "prefers-color-scheme:dark" in html
    for fetched in ("<table", "<img", "<script", "<link", "src=", "url(", "@import"):
        assert fetched not in html
    assert html.count("<h1") == 1
    assert ">Open the measure</a>" in html


def test_a_text_in_several_languages_is_said_in_the_addressees() -> None:
    letter = a_letter(name=Text({"en": "Tablets", "de": "Tafeln"}), language="de")

    assert letter.subject == "Maßnahmen: Tafeln"


def test_a_language_that_letters_are_not_written_in_becomes_the_sites_first() -> None:
    assert a_letter(language="nl").language == "fr"


def test_a_living_thing_in_the_context_is_refused() -> None:
    with pytest.raises(TypeError, match="Letter"):
        a_letter(name=Letter())


def test_a_reason_that_does_not_fit_is_refused() -> None:
    for reference in ("", "x" * 201, "erased:1"):
        with pytest.raises(ValueError, match="no reason's name"):
            a_letter(reference=reference)


def test_a_category_that_was_refused_is_kept_as_dropped_without_words() -> None:
    refuse_category(ALINE, CHANGED.category, at=NOON)
    letter = a_letter()

    assert letter.state == LetterState.DROPPED
    assert (letter.subject, letter.text, letter.html) == ("", "", "")
    assert waiting_jobs() == []


def test_what_must_be_known_cannot_be_refused() -> None:
    refuse_category(ALINE, DECIDED.category, at=NOON)

    assert a_letter(DECIDED.name).state == LetterState.WAITING


def test_each_letter_ends_with_the_newest_seal_of_the_journal() -> None:
    assert "Journal seal" not in a_letter(reference="before").text

    Seal.objects.create(day=NOON.date(), at=NOON, digest="0123456789abcdef" * 4)
    letter = a_letter()

    assert "Journal seal of 2 March 2026: 0123456789abcdef\n" in letter.text
    assert "Journal seal of 2 March 2026: 0123456789abcdef<" in letter.html


def test_lines_are_short_and_addresses_whole() -> None:
    letter = a_letter(name="Tablets " * 30)

    lines = letter.text.splitlines()
    assert max(len(line) for line in lines if "://" not in line) <= 76
    assert "http://127.0.0.1:8000/measures/tablets/" in lines


def test_after_a_letter_came_back_the_next_one_warns() -> None:
    assert a_letter().fault == ""
    Letter.objects.update(state=LetterState.BOUNCED)

    assert a_letter(reference="tablets:again").fault == faults.CAME_BACK_BEFORE
    assert a_letter(address="bruno@example.org").fault == ""
