"""publiccode.yml has every key that the standard (0.5) demands and that can be filled truly."""

import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from django.conf import settings

from perron.core.region import UI_LANGUAGES

FILE = Path(settings.ROOT) / "publiccode.yml"
TEXT = FILE.read_text("utf-8")
DATA: dict[str, Any] = yaml.safe_load(TEXT)
MANDATORY = (
    "publiccodeYmlVersion",
    "name",
    "platforms",
    "categories",
    "developmentStatus",
    "softwareType",
    "description.en.shortDescription",
    "description.en.longDescription",
    "description.en.features",
    "legal.license",
    "maintenance.type",
    "localisation.localisationReady",
    "localisation.availableLanguages",
)
TO_FILL = ("url", "maintenance/contacts")


def value(path: str) -> Any:
    found: Any = DATA
    for key in path.replace("/", ".").split("."):
        found = found.get(key) if isinstance(found, dict) else None
    return found


@pytest.mark.parametrize("key", MANDATORY)
def test_a_mandatory_key_has_a_value(key: str) -> None:
    assert value(key) not in (None, "", [])


@pytest.mark.parametrize("key", TO_FILL)
def test_what_only_the_publisher_knows_is_asked_for_until_it_is_there(key: str) -> None:
    comment = [line.split()[1] for line in TEXT.splitlines() if line.startswith("#   ")]

    assert (value(key) is None) == (key in comment)


def test_no_address_is_made_up() -> None:
    host = urlsplit(value("url") or "").hostname or ""

    assert not host.endswith((".invalid", ".example", "example.com", "example.org", "localhost"))


def test_texts_have_the_length_that_catalogues_show() -> None:
    for texts in DATA["description"].values():
        assert len(texts["shortDescription"]) <= 150
        assert 150 <= len(texts["longDescription"]) <= 10_000


def test_it_says_the_same_as_the_project() -> None:
    project = tomllib.loads((Path(settings.ROOT) / "pyproject.toml").read_text("utf-8"))["project"]

    assert DATA["name"].lower() == project["name"]
    assert DATA["legal"]["license"] == project["license"]
    assert DATA["localisation"]["availableLanguages"] == list(UI_LANGUAGES)


def test_a_version_is_named_once_it_was_released() -> None:
    changes = (Path(settings.ROOT) / "CHANGELOG.md").read_text("utf-8")
    released = [line for line in changes.splitlines() if line.startswith("## [")][1:]

    assert ("softwareVersion" in DATA) == bool(released)
