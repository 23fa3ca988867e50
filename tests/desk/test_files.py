"""Files are kept for an hour, for their owner alone, and never when they are too large."""

import pytest

from perron.accounts.enums import Role
from perron.core.documents.problems import DocumentRefused
from perron.core.errors import NotAllowed
from perron.core.records.files import dump_strategy
from perron.desk.errors import FileGone, TooLarge
from perron.desk.services import check_strategy, keep_file, kept_file, load_strategy
from perron.desk.services.files import LARGEST, KeptFile
from perron.strategy.models import Strategy
from tests.desk.make import a_rich_plan, a_town, person
from tests.make import NOON, bruno, chantal

pytestmark = pytest.mark.django_db


def test_a_file_is_found_again_by_its_owner() -> None:
    officer = chantal()
    token = keep_file("plan.yaml", b"format: x", by=officer)

    assert kept_file(token, by=officer) == KeptFile("plan.yaml", b"format: x")


def test_nobody_else_finds_it() -> None:
    token = keep_file("plan.yaml", b"format: x", by=chantal())

    with pytest.raises(FileGone, match="Choose it once more"):
        kept_file(token, by=person(Role.ADMINISTRATOR))


@pytest.mark.parametrize("token", ["", "nonsense", "a" * 10_000, "\x00"])
def test_an_invented_token_finds_nothing(token: str) -> None:
    with pytest.raises(FileGone):
        kept_file(token, by=chantal())


def test_a_file_of_more_than_five_megabytes_is_not_kept() -> None:
    with pytest.raises(TooLarge, match="larger than 5 MB"):
        keep_file("plan.yaml", b"x" * (LARGEST + 1), by=chantal())


def test_who_loads_no_files_keeps_none() -> None:
    stranger, file = bruno(), KeptFile("plan.yaml", b"")

    with pytest.raises(NotAllowed):
        keep_file("plan.yaml", b"", by=stranger)
    with pytest.raises(NotAllowed):
        kept_file("x", by=stranger)
    with pytest.raises(NotAllowed):
        check_strategy(file, by=stranger, at=NOON)
    with pytest.raises(NotAllowed):
        load_strategy(file, by=stranger, at=NOON)


def test_a_strategy_file_is_looked_at_before_it_is_loaded() -> None:
    a_town()
    officer = chantal()
    source = dump_strategy("plan").replace("en: Plan", "en: The new plan").encode()
    file = KeptFile("plan.yaml", source)

    looked_at = check_strategy(file, by=officer, at=NOON)

    assert [change.key for change in looked_at.plan.changes] == ["plan"]
    assert str(Strategy.objects.get().name) == "Plan"
    load_strategy(file, by=officer, at=NOON)
    assert str(Strategy.objects.get().name) == "The new plan"


def test_a_file_with_faults_is_refused_with_all_of_them() -> None:
    with pytest.raises(DocumentRefused, match="problem"):
        check_strategy(KeptFile("plan.yaml", b"format: x\n"), by=chantal(), at=NOON)


def test_an_officer_does_not_load_the_judgement_of_evaluators() -> None:
    a_rich_plan()
    source = dump_strategy("plan").replace("Well done", "Badly done").encode()

    with pytest.raises(NotAllowed, match="card-1"):
        load_strategy(KeptFile("plan.yaml", source), by=chantal(), at=NOON)
