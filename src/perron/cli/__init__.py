"""The command line: every door that is not a page."""

import sys
from collections.abc import Sequence
from importlib import import_module

# The commands that need no site: the first word decides what is loaded.
ENGINES = {"awards"}


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and answer its exit status: 0 done, 1 refused, 2 not understood."""
    said = sys.argv[1:] if words is None else words
    room = "engines" if said and said[0] in ENGINES else "site"
    return int(import_module(f"perron.cli.{room}").answer(said))
