"""Commands of the site: imported once Django is ready, because they import models."""

import os
from collections.abc import Sequence
from importlib import import_module

import django


def answer(words: Sequence[str]) -> int:
    """Run one command of all of them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perron.config.settings")
    django.setup()
    return int(import_module("perron.cli.commands").answer(words))
