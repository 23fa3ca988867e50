"""The documentation says what the code has: models, commands, settings, kinds of records."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from perron.cli.commands import parser
from perron.core.records.kinds import kinds

DOCS = Path(settings.ROOT) / "docs"
PARTS = {
    "Affiliation",
    "Contact",
    "DeclaredTotal",
    "Due",
    "FollowUp",
    "JournalHead",
    "JournalLine",
    "JournalPrivate",
    "MeasureNode",
    "MeasurePartner",
    "Merger",
    "ProgrammeNode",
    "ProgrammePartner",
    "Publication",
    "ReferenceNumber",
    "SeriesBreak",
    "Succession",
}


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_every_model_stands_in_the_glossary() -> None:
    words = set(re.findall(r"[A-Z][A-Za-z]+", read("reference/glossary.md")))
    models = {
        model.__name__ for model in apps.get_models() if model.__module__.startswith("perron.")
    }

    assert {name for name in models - words - PARTS if not name.startswith("Search")} == set()


def test_every_command_is_described() -> None:
    usage = re.search(r"\{([a-z,]+)\}", parser().format_usage())
    assert usage is not None

    described = read("reference/commands.md")
    assert {name for name in usage[1].split(",") if f"perron {name}" not in described} == set()


def test_every_setting_from_the_environment_is_described() -> None:
    source = (Path(settings.ROOT) / "src/perron/config/settings.py").read_text("utf-8")
    asked = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', source))

    assert {name for name in asked if f"`{name}`" not in read("reference/settings.md")} == set()


@pytest.mark.parametrize("section", [kind.section for kind in kinds.filed()])
def test_every_section_of_a_strategy_file_is_described(section: str) -> None:
    assert section in read("reference/strategy-files.md")
