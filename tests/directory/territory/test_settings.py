"""territory.yaml, read and checked."""

from datetime import date
from pathlib import Path

import pytest

from perron.directory.imports.territory import (
    Credit,
    HandPoint,
    TerritoryRefused,
    TerritorySettings,
    read_settings,
)

FULL = """
importer: csv
region: "01"
as_of: 2026-02-03
points: points.csv
municipalities: towns.csv
districts: shires.csv
credits:
  - {name: The county, licence: CC0, url: "https://county.example"}
names:
  de: {"0101": Erle}
hand_points:
  "0102": {place: The mill, lon: 4.2, lat: 50, source: an old map}
"""


def a_file(folder: Path, text: str) -> Path:
    path = folder / "territory.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_all_entries_are_read(tmp_path: Path) -> None:
    assert read_settings(a_file(tmp_path, FULL)) == TerritorySettings(
        importer="csv",
        region="01",
        as_of=date(2026, 2, 3),
        points="points.csv",
        hand_points=(HandPoint("0102", 4.2, 50.0, "The mill", "an old map"),),
        names={"de": {"0101": "Erle"}},
        credits=(Credit("The county", "CC0", "https://county.example"),),
        municipalities="towns.csv",
        districts="shires.csv",
    )


def test_the_importer_alone_is_enough(tmp_path: Path) -> None:
    assert read_settings(a_file(tmp_path, "importer: csv")) == TerritorySettings(importer="csv")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("region: 1", "lacks the entry 'importer'"),
        ("importer: [", "cannot be read"),
        ("", "holds no settings"),
        ("- importer", "holds no settings"),
        ("importer: csv\nas_of: soon", "as_of is a day, written like 2025-01-31"),
        ("importer: csv\nnames: [de]", "not written as expected"),
        ("importer: csv\ncredits: [{name: x}]", "lacks the entry 'licence'"),
        ("importer: csv\nhand_points: {a: {lon: 4, lat: 50}}", "lacks the entry 'place'"),
        ("importer: csv\nhand_points: {a: {lon: east, lat: 50}}", "could not convert"),
        ("importer: csv\nhand_points: {a: {lon: 4, lat: 5000}}", "the point of a is no longitude"),
    ],
)
def test_settings_that_cannot_be_used_are_refused_with_the_reason(
    tmp_path: Path, text: str, sentence: str
) -> None:
    with pytest.raises(TerritoryRefused, match=sentence):
        read_settings(a_file(tmp_path, text))


def test_missing_settings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TerritoryRefused, match=r"territory\.yaml cannot be read"):
        read_settings(tmp_path / "territory.yaml")
