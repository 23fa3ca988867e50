"""``perron journal``: verify the chains of decisions."""

import sys
from argparse import Namespace
from typing import Any

from perron.core.journal.verifying import verify_journal


def add_to(commands: Any) -> None:
    """Add ``perron journal …`` to the grammar."""
    group = commands.add_parser("journal", help="verify the journal")
    verbs = group.add_subparsers(title="verbs", required=True)
    verify = verbs.add_parser("verify", help="check every line of every chain")
    verify.set_defaults(command=_verify)


def _verify(arguments: Namespace) -> int:
    del arguments
    lines, faults = verify_journal()
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        print(f"{lines} lines read, {len(faults)} faults. The journal can't be relied on.")
        return 1
    print(f"{lines} lines read. Every chain holds.")
    return 0
