"""The command line: every door that is not a page."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module

import django


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and answer its exit status: 0 done, 1 refused, 2 not understood.

    The commands are imported once Django is ready, because they import models.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perron.config.settings")
    django.setup()
    commands = import_module("perron.cli.commands")
    return int(commands.answer(sys.argv[1:] if words is None else words))
