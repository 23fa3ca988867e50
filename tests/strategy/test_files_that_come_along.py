"""The strategy files of the regions that come along are canonical, and say who holds a measure."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test.utils import override_settings

from perron.core.records.files import StrategyFile, read_strategy_file, unnamed_records, written
from perron.core.region import read_region

ALL = sorted(path for path in settings.REGIONS.glob("*/*.yaml") if path.stem == path.parent.name)


@pytest.fixture(scope="module", params=ALL, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


@pytest.fixture(scope="module")
def file(path: Path) -> StrategyFile:
    with override_settings(REGION=read_region(path.parent)):
        return read_strategy_file(path.read_bytes(), name=path.name, alone=True)


def test_the_file_is_written_as_a_dump_would_write_it(path: Path, file: StrategyFile) -> None:
    assert written(file.strategy, file.records) == path.read_text("utf-8")
    assert unnamed_records(file.records) == []


def test_whoever_is_in_charge_of_a_measure_holds_it(file: StrategyFile) -> None:
    roles = {
        term["code"]: term.get("nature")
        for term in file.records["term"].values()
        if term["list"] == "role"
    }
    in_charge = {"coordinator", "lead", "operator", "steering"}

    assert {code for code, nature in roles.items() if nature == "holder"} == in_charge & set(roles)
    assert "holder" in roles.values()
