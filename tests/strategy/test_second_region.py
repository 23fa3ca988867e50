"""A second region runs on the same code with other languages, levels, money and territory."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

SECOND = "digital-switzerland"
SCRIPT = """
import django; django.setup()
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}  # seconds less
call_command("migrate", run_syncdb=True, verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
from perron.cli.commands import answer
folder = settings.REGION.folder
assert answer(["territory", "load"]) == 0
for name in settings.REGION.strategies:
    assert answer(["strategy", "load", str(folder / name)]) == 0
    assert answer(["strategy", "load", str(folder / name)]) == 0
from perron.core.records.files import dump_strategy
assert dump_strategy(name.removesuffix(".yaml")) == (folder / name).read_text("utf-8"), "dump"
from django.test import Client
from django.utils import translation
page = Client().get("/de/programmes/digisante/").content.decode()
print("CHF" in page, "lang=\\"de\\"" in page)
print(Client().get("/fr/programmes/").status_code, Client().get("/nl/").status_code)
from perron.core import formats
translation.activate("de"); print(formats.money_in_words(391700000))
"""


@pytest.mark.slow
def test_the_second_region_loads_dumps_and_shows_itself(tmp_path: Path) -> None:
    surroundings = {
        **os.environ,
        "PERRON_REGION": SECOND,
        "PERRON_VAR": str(tmp_path),
        "DATABASE_URL": "",
    }
    found = subprocess.run(  # noqa: S603 -- our own words
        [sys.executable, "-W", "ignore", "-c", SCRIPT],
        env=surroundings,
        cwd=settings.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert found.returncode == 0, found.stderr
    assert "Nothing changes." in found.stdout
    assert found.stdout.splitlines()[-3:] == ["True True", "200 404", "CHF\u00a0391’700’000"]
