"""All commands, and the one place where a refusal becomes a line and an exit status."""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence

from django.db.utils import OperationalError, ProgrammingError
from django.utils import translation

from perron.cli import (
    adaptive,
    awards,
    backups,
    bank,
    calls,
    directory,
    health,
    journal,
    letters,
    people,
    serving,
    snapshots,
    strategy,
    survey,
    territory,
)
from perron.core.documents.problems import DocumentRefused
from perron.core.errors import Refusal

GROUPS = (
    serving,
    strategy,
    territory,
    directory,
    calls,
    bank,
    people,
    journal,
    snapshots,
    letters,
    backups,
    health,
    adaptive,
    awards,
    survey,
)


def parser() -> ArgumentParser:
    """The grammar of the command line."""
    top = ArgumentParser(prog="perron", description="A region's digital strategy, in the open.")
    commands = top.add_subparsers(title="commands", required=True)
    for group in GROUPS:
        group.add_to(commands)
    return top


def answer(words: Sequence[str]) -> int:
    """Run one command; refusals are one sentence on standard error, all of it in English."""
    arguments = parser().parse_args(words)
    try:
        with translation.override("en"):
            return int(arguments.command(arguments) or 0)
    except (Refusal, DocumentRefused) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except FileNotFoundError as missing:
        print(f"There is no file {missing.filename}. Nothing was changed.", file=sys.stderr)
        return 1
    except (OperationalError, ProgrammingError) as fault:
        print(
            f"The database does not answer ({fault}). Is it prepared? perron migrate",
            file=sys.stderr,
        )
        return 1
    except BrokenPipeError:
        return 0
