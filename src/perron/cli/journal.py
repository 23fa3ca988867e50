"""``perron journal``: verify the chains of decisions, seal them, and keep the key."""

import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from django.utils import timezone

from perron.core.errors import HeadUnreadable
from perron.core.journal.attesting import read_head, verify_against, verify_seals
from perron.core.journal.sealing import (
    fingerprint,
    key_file,
    make_key,
    printed,
    public_hex,
    seal_journal,
    signing_key,
)
from perron.core.journal.verifying import Fault, verify_journal


def add_to(commands: Any) -> None:
    """Add ``perron journal …`` to the grammar."""
    group = commands.add_parser("journal", help="verify and seal the journal")
    verbs = group.add_subparsers(title="verbs", required=True)
    verify = verbs.add_parser("verify", help="check every line of every chain, and every seal")
    verify.add_argument(
        "--against",
        metavar="HEAD",
        action="append",
        default=[],
        help="something published earlier that must be found again: DAY:DIGEST as printed, "
        "CHAIN:NUMBER:DIGEST, or a file that holds a seal; may be given several times",
    )
    verify.add_argument("--key", default="", help="the public key that seals must be signed with")
    verify.set_defaults(command=_verify)
    verbs.add_parser("seal", help="seal today's heads now").set_defaults(command=_seal)
    key = verbs.add_parser("key", help="show the public key")
    key.add_argument("--new", action="store_true", help="draw a key where there is none yet")
    key.set_defaults(command=_key)


def _verify(arguments: Namespace) -> int:
    lines, found = verify_journal()
    faults: list[Fault] = [*found, *verify_seals(arguments.key)]
    for words in arguments.against:
        faults += verify_against(read_head(_published(words)), arguments.key)
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        print(f"{lines} lines read, {len(faults)} faults. The journal can't be relied on.")
        return 1
    print(f"{lines} lines read. Every chain holds.")
    return 0


def _published(words: str) -> str:
    """What was given, or what the file of that name holds."""
    path = Path(words)
    try:
        return path.read_text(encoding="utf-8") if path.is_file() else words
    except UnicodeDecodeError as garbled:
        raise HeadUnreadable(head=words[:80]) from garbled
    except OSError:  # a seal as JSON is longer than any file's name
        return words


def _seal(arguments: Namespace) -> int:
    del arguments
    seal = seal_journal(timezone.now())
    print(f"{printed(seal)} (key {fingerprint(seal.key)})")
    return 0


def _key(arguments: Namespace) -> int:
    if arguments.new and key_file().exists():
        print(f"There is a key at {key_file()} already. It was left as it is.", file=sys.stderr)
        return 1
    public = public_hex(make_key() if arguments.new else signing_key())
    print(f"{public}  (fingerprint {fingerprint(public)})")
    return 0
