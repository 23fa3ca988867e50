"""The command line: every door that is not a page."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module

# The commands that need no site: the first word decides what is loaded.
ENGINES = {"adaptive", "awards", "survey"}


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and answer its exit status: 0 done, 1 refused, 2 not understood."""
    said = sys.argv[1:] if words is None else words
    room = "engines" if said and said[0] in ENGINES else "site"
    if room == "engines":
        # Threads of linear algebra that wait for each other cost more than they save on few cores;
        # whoever has cores to spare says so. It has to be said before the library is loaded.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    return int(import_module(f"perron.cli.{room}").answer(said))
