"""Forgetting letters, and telling a person what is kept about them."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import override_settings
from pytest_django import DjangoCaptureOnCommitCallbacks

from perron.core.models import JournalLine
from perron.letters.enums import LetterState
from perron.letters.models import Letter, Preference
from perron.letters.services.couriers import kept_file
from perron.letters.services.handing import hand_over
from perron.letters.services.preferences import refuse_category
from perron.letters.services.retention import erase_letters_of, erase_old_letters, letters_of
from tests.letters.make import ALINE, a_letter
from tests.make import NOON

pytestmark = pytest.mark.django_db
BRUNO = "bruno@example.org"
FOLDER = "perron.letters.services.couriers.FolderBackend"


def test_words_and_addresses_of_old_letters_are_erased_and_nothing_else() -> None:
    old = a_letter(reference="old")
    waiting = a_letter(reference="waiting")
    fresh = a_letter(reference="fresh")
    Letter.objects.exclude(pk=waiting.pk).update(state=LetterState.HANDED, fault=ALINE)
    Letter.objects.filter(pk=old.pk).update(handed_at=NOON)
    Letter.objects.filter(pk=fresh.pk).update(handed_at=NOON + timedelta(days=2))

    assert erase_old_letters(NOON + timedelta(days=1)) == 1
    assert erase_old_letters(NOON + timedelta(days=1)) == 0
    old.refresh_from_db()
    assert old.reference == f"erased:{old.key}"
    for name in ("address", "party", "subject", "text", "html", "fault"):
        assert getattr(old, name) == "", name
    assert (old.kind, old.state, old.handed_at) == ("a-change", LetterState.HANDED, NOON)
    assert Letter.objects.filter(address=ALINE).count() == 2


def test_a_person_is_told_all_that_is_kept_about_an_address() -> None:
    a_letter()
    a_letter(address=BRUNO)
    refuse_category(ALINE, "reminders", at=NOON)
    written, refused = letters_of(" Aline@Example.org ")

    assert written["subject"] == "Measures: Tablets"
    assert "Tablets" in written["text"]
    assert refused["category"] == "reminders"


def test_a_person_is_forgotten_and_others_are_not() -> None:
    letter = a_letter()
    a_letter(address=BRUNO)
    refuse_category(ALINE, "reminders", at=NOON)

    assert erase_letters_of(ALINE, NOON) == 1
    assert letters_of(ALINE) == []
    assert len(letters_of(BRUNO)) == 1
    assert Preference.objects.count() == 0
    assert Letter.objects.get(pk=letter.pk).state == LetterState.DROPPED
    assert JournalLine.objects.get().change == {"letters": 1, "refusals": 1}


def test_nobody_is_forgotten_where_no_address_is_given() -> None:
    letter = a_letter()
    erase_letters_of(ALINE, NOON)

    assert erase_letters_of("", NOON) == 0
    assert Letter.objects.get(pk=letter.pk).reference.startswith("erased:")


def test_the_file_of_a_demonstration_goes_with_the_letter(
    tmp_path: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with override_settings(EMAIL_BACKEND=FOLDER, EMAIL_FILE_PATH=str(tmp_path)):
        letter = a_letter()
        hand_over(letter.pk, NOON)
        assert kept_file(letter.message_id).exists()
        with django_capture_on_commit_callbacks(execute=True):
            erase_letters_of(ALINE, NOON)

        assert not kept_file(letter.message_id).exists()
