"""What pages and the command line show about letters."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import override_settings

from perron.cli.commands import answer
from perron.core.queue import jobs
from perron.letters.enums import LetterState
from perron.letters.models import Letter
from perron.letters.pieces import letters_shown, words_kept
from perron.letters.services import faults
from perron.letters.services.couriers import NOWHERE, kept_file
from perron.letters.services.handing import hand_over
from perron.letters.services.health import state_of_post
from tests.letters.conftest import MailServer
from tests.letters.make import a_letter
from tests.letters.samples import CODE
from tests.letters.test_bounces import a_notification
from tests.make import NOON

pytestmark = pytest.mark.django_db
FOLDER = "perron.letters.services.couriers.FolderBackend"


def test_health_says_that_letters_wait_for_a_server_to_be_named() -> None:
    assert state_of_post().sentences(NOON) == []
    with override_settings(EMAIL_BACKEND=NOWHERE):
        a_letter()
        assert "EMAIL_URL" in state_of_post().sentences(NOON)[0]

    assert state_of_post().is_well(NOON)
    assert not state_of_post().is_well(NOON + timedelta(hours=1))
    assert "wait for longer" in state_of_post().sentences(NOON + timedelta(hours=1))[0]


def test_health_says_how_many_letters_are_uncertain() -> None:
    a_letter()
    Letter.objects.update(state=LetterState.UNCERTAIN)

    assert not state_of_post().is_well(NOON)
    assert state_of_post().sentences(NOON)[0].startswith("1 letter may have left or not")


def test_the_list_shows_no_words_and_what_may_be_decided() -> None:
    a_letter(CODE.name)
    Letter.objects.update(state=LetterState.UNCERTAIN, fault=faults.CUT_OFF)
    (row,) = letters_shown("uncertain", at=NOON)["rows"]

    assert "304 118" not in str(row)
    assert row["subject"] == ""
    assert row["may_send_again"]
    assert row["may_give_up"]
    assert letters_shown("handed", at=NOON)["rows"] == []


def test_in_a_demonstration_a_code_can_be_read_although_its_letter_is_forgotten(
    tmp_path: Path,
) -> None:
    with override_settings(EMAIL_BACKEND=FOLDER, EMAIL_FILE_PATH=str(tmp_path), EMBEDDED=True):
        letter = a_letter(CODE.name)
        hand_over(letter.pk, NOON)
        letter.refresh_from_db()

        assert letter.text == ""
        assert "304 118" in words_kept(letter)
        assert kept_file(letter.message_id).stat().st_mode & 0o077 == 0
        with override_settings(EMBEDDED=False):
            assert words_kept(letter) == ""


def test_the_jobs_hand_over_and_sweep(mail_server: MailServer) -> None:
    for number in range(2):
        a_letter(reference=f"tablets:{number}")
    jobs["letters.hand_over"].do(Letter.objects.earliest("pk").pk)
    jobs["letters.sweep"].do()

    assert len(mail_server.mails) == 2
    assert not any(jobs[name].atomic for name in ("letters.hand_over", "letters.sweep"))


def test_a_letter_to_try_the_server_is_written_and_handed_over(
    mail_server: MailServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(["letters", "test", "aline@example.org", "--language", "de"]) == 0
    assert "handed" in capsys.readouterr().out
    assert mail_server.mails[0]["Content-Language"] == "de"

    mail_server.at_rcpt = "550 never"
    assert answer(["letters", "test", "aline@example.org"]) == 1
    assert "550 never" in capsys.readouterr().out
    assert answer(["letters", "test", "nobody"]) == 1
    assert "no e-mail address" in capsys.readouterr().err


def test_the_command_line_lists_and_decides(capsys: pytest.CaptureFixture[str]) -> None:
    letter = a_letter()
    Letter.objects.update(state=LetterState.UNCERTAIN)

    assert answer(["letters", "list", "--state", "uncertain"]) == 0
    shown = capsys.readouterr()
    assert str(letter.key) in shown.out
    assert "may have left or not" in shown.err
    assert answer(["letters", "send-again", str(letter.key)]) == 0
    assert answer(["letters", "give-up", str(letter.key)]) == 0
    assert answer(["letters", "send-again", str(letter.key)]) == 1
    assert "not sent again" in capsys.readouterr().err
    assert answer(["letters", "give-up", "00000000-0000-0000-0000-000000000000"]) == 1


def test_a_notification_is_read_from_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter = a_letter()
    Letter.objects.update(state=LetterState.HANDED)
    file = tmp_path / "returned.eml"
    file.write_bytes(a_notification(letter))

    assert answer(["letters", "bounced", str(file)]) == 0
    assert "bounced" in capsys.readouterr().out
    file.write_bytes(b"Subject: I am away")
    assert answer(["letters", "bounced", str(file)]) == 1
