"""``perron letters``: what leaves, what came back, and what a person decides about it."""

import sys
from argparse import Namespace
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from perron.letters.enums import LetterState
from perron.letters.errors import LetterUnknown
from perron.letters.models import Letter
from perron.letters.offers import TEST
from perron.letters.pieces import letters_shown
from perron.letters.services.bounces import receive_bounce
from perron.letters.services.couriers import is_mail_named, kept_file
from perron.letters.services.handing import give_up, hand_over, send_again
from perron.letters.services.writing import Addressee, write_letter


def add_to(commands: Any) -> None:
    """Add ``perron letters …`` to the grammar."""
    group = commands.add_parser("letters", help="what leaves, and what came back")
    verbs = group.add_subparsers(title="verbs", required=True)
    show = verbs.add_parser("list", help="the newest letters, without their words")
    show.add_argument("--state", choices=LetterState.values, default="")
    show.set_defaults(command=_list)
    again = verbs.add_parser("send-again", help="let a letter leave once more")
    again.set_defaults(command=_send_again)
    ended = verbs.add_parser("give-up", help="let a letter wait no more")
    ended.set_defaults(command=_give_up)
    for verb in (again, ended):
        verb.add_argument("key", type=UUID)
    test = verbs.add_parser("test", help="write a letter and hand it over at once")
    test.add_argument("address")
    languages = dict(settings.LANGUAGES)
    test.add_argument("--language", choices=languages, default=settings.LANGUAGE_CODE)
    test.set_defaults(command=_test)
    bounced = verbs.add_parser("bounced", help="read a delivery status notification")
    bounced.add_argument("file", help="a mail as it arrived, or - for standard input")
    bounced.set_defaults(command=_bounced)


def _list(arguments: Namespace) -> int:
    shown = letters_shown(arguments.state, at=timezone.now())
    for row in shown["rows"]:
        fault = f"  {row['fault']}" if row["fault"] else ""
        address = row["address"] or "(forgotten)"
        print(f"{row['written_at']:%Y-%m-%d %H:%M}  {row['key']}  {row['state']}  {address}{fault}")
    print(f"{len(shown['rows'])} letters.")
    for warning in shown["warnings"]:
        print(warning, file=sys.stderr)
    return 0


def _send_again(arguments: Namespace) -> int:
    send_again(_letter(arguments.key), by=None, at=timezone.now())
    print("The letter waits for its turn again.")
    return 0


def _give_up(arguments: Namespace) -> int:
    give_up(_letter(arguments.key), by=None, at=timezone.now())
    print("The letter is given up.")
    return 0


def _test(arguments: Namespace) -> int:
    at = timezone.now()
    letter = write_letter(
        TEST.name,
        to=Addressee(arguments.address, arguments.language),
        reference=f"test:{at.isoformat()}",
        context={},
        at=at,
    )
    hand_over(letter.pk, at)
    letter.refresh_from_db()
    print(f"{letter.key}: {letter.state}. {letter.fault}".strip())
    if not is_mail_named():
        print("No mail server is named (EMAIL_URL): the letter is kept and waits.")
    elif kept_file(letter.message_id).exists():
        print(f"It lies in {kept_file(letter.message_id)}")
    return 0 if letter.state == LetterState.HANDED else 1


def _bounced(arguments: Namespace) -> int:
    if arguments.file == "-":
        content = sys.stdin.buffer.read()
    else:
        content = Path(arguments.file).read_bytes()
    letter = receive_bounce(content)
    print(f"{letter.key}: {letter.state}. {letter.fault}")
    return 0


def _letter(key: UUID) -> Letter:
    letter = Letter.objects.filter(key=key).first()
    if letter is None:
        raise LetterUnknown(key=key)
    return letter
