"""Commands of the engines: they need no site, and load no Django."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence

from perron.cli import adaptive, awards, survey


def parser() -> ArgumentParser:
    """The grammar of the engines' commands, a part of that of all."""
    top = ArgumentParser(prog="perron", description="A region's digital strategy, in the open.")
    commands = top.add_subparsers(title="commands", required=True)
    adaptive.add_to(commands)
    awards.add_to(commands)
    survey.add_to(commands)
    return top


def answer(words: Sequence[str]) -> int:
    """Run one command; a reader that goes away, as ``head`` does, is no fault."""
    arguments = parser().parse_args(words)
    try:
        status = int(arguments.command(arguments))
        sys.stdout.flush()
    except BrokenPipeError:
        # What is left in the buffer goes nowhere, so that the interpreter's end stays silent too.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("Stopped. Nothing was written.", file=sys.stderr)
        return 1
    return status
