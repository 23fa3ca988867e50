"""Strategy files are loaded whole or not at all, and a dump loads back to itself."""

import json
from pathlib import Path

import pytest
from django.conf import settings

from perron.core.documents.problems import DocumentRefused
from perron.core.models import JournalLine, Reference
from perron.core.records.errors import NotAStrategy
from perron.core.records.files import (
    dump_strategy,
    file_schema,
    load_strategy_file,
    read_strategy_file,
    unnamed_records,
)
from perron.strategy.models import Measure, Node, Version
from tests.make import NOON

pytestmark = pytest.mark.django_db

SMALL = """\
format: perron-strategy/1
strategy:
  code: plan
  name:
    en: Plan
terms:
  - list: level
    code: theme
    name:
      en: Theme
references:
  - code: gazette
    title:
      en: The gazette
versions:
  - code: first
    strategy: plan
    name:
      en: First
    adopted: 2018-12-06
    sources: [gazette]
nodes:
  - code: skills
    version: first
    level: theme
    name:
      en: Skills
measures:
  - code: tablets
    strategy: plan
    name:
      en: Tablets
    nodes:
      - node: skills
"""


def load(text: str, **options: bool) -> str:
    loaded = load_strategy_file(text.encode(), name="plan.yaml", by=None, at=NOON, **options)
    return ",".join(f"{change.verb} {change.key}" for change in loaded.plan.changes)


def refusal(text: str) -> str:
    with pytest.raises(DocumentRefused) as refused:
        load(text)
    return str(refused.value)


def test_a_file_is_loaded_and_loading_it_again_changes_nothing() -> None:
    assert "added tablets" in load(SMALL)
    lines = JournalLine.objects.count()

    assert load(SMALL) == ""
    assert JournalLine.objects.count() == lines


def test_a_dry_run_says_what_would_change_and_changes_nothing() -> None:
    assert "added tablets" in load(SMALL, dry_run=True)

    assert not Measure.objects.exists()
    assert not JournalLine.objects.exists()


def test_dump_load_dump_gives_the_same_bytes() -> None:
    load(SMALL)
    first = dump_strategy("plan")
    assert load(first) == ""

    assert dump_strategy("plan") == first


def test_an_edited_file_changes_only_what_was_edited() -> None:
    load(SMALL)

    assert load(SMALL.replace("en: Tablets", "en: Tablets for all")) == "changed tablets"


def test_what_the_file_no_longer_holds_stays_unless_pruned() -> None:
    load(SMALL)
    shorter = SMALL[: SMALL.index("measures:")]

    assert load(shorter) == ""
    assert Measure.objects.exists()
    assert load(shorter, prune=True) == "removed tablets"
    assert not Measure.objects.exists()


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("adopted: 2018-12-06", "adopted: 2018-13-06", 20, "2018-13-06"),
        ("    adopted: 2018-12-06\n", "", 16, "adopted"),
        ("sources: [gazette]", "sources: [gazete]", 21, "Did you mean “gazette”"),
        ("level: theme", "level: thema", 25, "Did you mean “level/theme”"),
        ("    level: theme", "    level: theme\n    under: skills", 26, "circle"),
        ("code: tablets", "code: Tablets!", 29, "Tablets!"),
        ("strategy: plan\n    name:\n      en: Tablets", "strategi: plan", 29, "strategy"),
        ("      - node: skills", "      - node: skills\n      - node: skills", 35, "twice"),
        ("format: perron-strategy/1", "format: other/2", 1, "perron-strategy/1"),
    ],
)
def test_a_broken_file_is_refused_whole_with_the_line(
    *, old: str, new: str, line: int, says: str
) -> None:
    broken = refusal(SMALL.replace(old, new, 1))

    assert f"plan.yaml:{line}:" in broken
    assert says in broken
    assert not Version.objects.exists()
    assert not Reference.objects.exists()


def test_a_code_used_twice_is_refused_with_both_lines() -> None:
    again = "  - code: first\n    strategy: plan\n    name: {en: x}\n    adopted: null\nnodes:"

    broken = refusal(SMALL.replace("nodes:", again, 1))

    assert "plan.yaml:22:" in broken
    assert "line 16" in broken


def test_every_problem_is_told_at_once() -> None:
    broken = refusal(SMALL.replace("2018-12-06", "soon").replace("code: tablets", "code: T"))

    assert "2 problems" in broken


def test_a_silent_record_is_written_as_null() -> None:
    load(SMALL.replace("adopted: 2018-12-06", "adopted: null"))

    assert Version.objects.get().adopted == ""
    assert "    adopted: null\n" in dump_strategy("plan")


def test_the_place_0_says_nothing_and_loading_it_again_changes_nothing() -> None:
    zero = SMALL.replace("    level: theme\n", "    level: theme\n    place: 0\n")
    load(zero)

    assert load(zero) == ""
    assert "place" not in dump_strategy("plan")


def test_a_code_of_another_strategy_is_refused() -> None:
    load(SMALL)
    other = SMALL.replace("code: plan", "code: other").replace("strategy: plan", "strategy: other")

    assert "another strategy" in refusal(other)
    assert Node.objects.get().version.strategy.code == "plan"


def test_what_nothing_names_is_said_because_a_dump_leaves_it_out() -> None:
    spare = "references:\n  - code: spare\n    title:\n      en: Spare"
    file = read_strategy_file(SMALL.replace("references:", spare, 1).encode(), name="plan.yaml")

    assert [key for _, key in unnamed_records(file.records)] == ["spare"]


def test_dumping_an_unknown_strategy_names_the_known_ones() -> None:
    load(SMALL)

    with pytest.raises(NotAStrategy, match="plan"):
        dump_strategy("other")


def test_the_shipped_schema_is_the_one_that_the_code_makes() -> None:
    shipped = Path(settings.ROOT) / "docs" / "reference" / "strategy.schema.json"

    assert json.loads(shipped.read_text("utf-8")) == json.loads(
        json.dumps(file_schema(), default=str)
    )


def with_organisations(*codes: str) -> str:
    """The small file with organisations that all have the same enterprise number."""
    kind = "terms:\n  - {list: organisation-kind, code: public, name: {en: Public}}\n"
    number = 'name: {en: O}, kind: public, enterprise_number: "0403170701"'
    entries = "".join(f"  - {{code: {code}, {number}}}\n" for code in codes)
    text = SMALL.replace("terms:\n", kind, 1)
    return text.replace("references:", f"organisations:\n{entries}references:", 1)


def test_an_enterprise_number_belongs_to_one_organisation_in_the_file() -> None:
    broken = refusal(with_organisations("town", "twin"))

    assert "plan.yaml:14: organisations.twin.enterprise_number:" in broken
    assert "“0403170701” belongs to “town” already." in broken


def test_an_enterprise_number_belongs_to_one_organisation_of_all_that_are_published() -> None:
    load(with_organisations("town"))

    assert load(with_organisations("town")) == ""
    assert "belongs to “town” already" in refusal(with_organisations("twin"))
