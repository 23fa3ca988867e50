"""A strategy file written before a merger is read as naming the organisation that stays."""

from pathlib import Path

import pytest

from perron.accounts.models import User
from perron.cli.commands import answer
from perron.core.documents.problems import DocumentRefused
from perron.core.models import JournalLine
from perron.core.records.codecs import Links
from perron.core.records.files import Loaded, dump_strategy, load_strategy_file, read_strategy_file
from perron.core.records.proposing import publish_records
from perron.core.records.survivors import parts_once, renamed, with_survivors
from perron.directory.models import Organisation
from perron.directory.services.merging import merge_organisations
from perron.strategy.models import Measure, Strategy
from tests.directory.make import a_region
from tests.make import NOON, a_fact, a_measure, a_reference, an_organisation, chantal, records

pytestmark = pytest.mark.django_db

LEFT_OUT = "organisation “twin”: merged into “town” on 2 March 2026; left out."
READ_AS = "organisation “twin”: merged into “town” on 2 March 2026; read as that one."
PARTNERS = [
    {"organisation": "mill", "role": "partner"},
    {"organisation": "town", "role": "partner", "sources": ["gazette"]},
    {"organisation": "twin", "role": "partner", "sources": ["register"]},
]


def load(text: str, **options: bool) -> Loaded:
    return load_strategy_file(text.encode(), name="plan.yaml", by=None, at=NOON, **options)


def told(loaded: Loaded) -> tuple[list[str], list[str]]:
    changes = [f"{change.verb} {change.kind.name} {change.key}" for change in loaded.plan.changes]
    return [str(merged) for merged in loaded.plan.merged], changes


@pytest.fixture
def old() -> str:
    """The file of a plan that names the twin in several places, as it was before the merger."""
    a_region(an_organisation("twin"), an_organisation("mill"))
    measures = [
        a_measure(partners=PARTNERS),
        a_measure("robots", partners=[{"organisation": "twin", "role": "partner"}]),
    ]
    publish_records(
        {
            **records(reference=[a_reference("register")], measure=measures),
            "strategy": {"plan": {"code": "plan", "name": {"en": "Plan"}, "agency": "twin"}},
        },
        by=None,
        at=NOON,
    )
    return dump_strategy("plan")


def merge() -> None:
    twin, town = (Organisation.objects.get(code=code) for code in ("twin", "town"))
    merge_organisations(twin, town, by=chantal(), at=NOON)


def test_loading_the_old_file_does_not_bring_the_duplicate_back(old: str) -> None:
    merge()
    now, lines = dump_strategy("plan"), JournalLine.objects.count()

    assert told(load(old)) == ([LEFT_OUT], [])

    assert not Organisation.objects.filter(code="twin").exists()
    assert dump_strategy("plan") == now
    assert JournalLine.objects.count() == lines


def test_what_else_the_old_file_says_is_loaded_and_a_second_load_changes_nothing(old: str) -> None:
    merge()
    edited = old.replace("en: Robots", "en: Robots for all")

    assert told(load(edited)) == ([LEFT_OUT], ["changed measure robots"])
    assert told(load(edited)) == ([LEFT_OUT], [])
    robots = Measure.objects.get(code="robots")
    assert robots.partners.get().organisation.code == "town"
    assert Strategy.objects.get().agency == Organisation.objects.get(code="town")


def test_a_file_that_only_names_the_old_code_is_read_as_naming_the_new_one(old: str) -> None:
    merge()
    only_named = old.replace("  - code: twin\n    name:\n      en: Twin\n    kind: public\n", "")
    assert only_named != old

    assert told(load(only_named)) == ([READ_AS], [])


def test_a_partner_named_under_both_codes_stands_once_with_both_sources(old: str) -> None:
    merge()

    file = read_strategy_file(old.encode(), name="plan.yaml")

    assert file.records["measure"]["tablets"]["partners"] == [
        PARTNERS[0],
        {"organisation": "town", "role": "partner", "sources": ["gazette", "register"]},
    ]


def test_a_fault_behind_a_doubled_part_is_told_on_its_own_line(old: str) -> None:
    merge()
    last = "      - organisation: twin\n        role: partner\n        sources: [register]\n"
    wrong = "      - organisation: nobody\n        role: partner\n"
    broken = old.replace(last, last + wrong)
    line = broken[: broken.index("organisation: nobody")].count("\n") + 1

    with pytest.raises(DocumentRefused, match=rf"plan\.yaml:{line}: .*“nobody”"):
        load(broken)


def test_a_chain_of_mergers_leads_to_the_one_that_stays(old: str) -> None:
    merge()
    town, mill = (Organisation.objects.get(code=code) for code in ("town", "mill"))
    merge_organisations(town, mill, by=User.objects.get(), at=NOON)

    said, _changes = told(load(old, dry_run=True))

    assert [words.partition(":")[0] for words in said] == [
        "organisation “town”",
        "organisation “twin”",
    ]
    assert all("merged into “mill”" in words for words in said)


def test_a_code_that_was_given_anew_is_itself_again(old: str) -> None:
    merge()
    publish_records(records(organisation=[an_organisation("twin")]), by=None, at=NOON)

    said, changes = told(load(old))

    assert said == []
    assert "changed strategy plan" in changes


def test_check_and_a_dry_run_tell_of_the_merger(
    old: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    merge()
    file = tmp_path / "old.yaml"
    file.write_text(old, encoding="utf-8")

    assert answer(["strategy", "check", str(file)]) == 0
    assert f"  note: {LEFT_OUT}" in capsys.readouterr().out
    for options in (["--dry-run"], []):
        assert answer(["strategy", "load", str(file), *options]) == 0
        assert capsys.readouterr().out.splitlines() == [LEFT_OUT, "Nothing changes."]


def test_the_records_that_were_given_stay_as_they_were() -> None:
    a_region(an_organisation("twin"))
    merge()
    before = {"strategy": {"plan": {"code": "plan", "name": {"en": "P"}, "agency": "twin"}}}

    after, met = with_survivors(before)

    assert after["strategy"]["plan"]["agency"] == "town"
    assert before["strategy"]["plan"]["agency"] == "twin"
    assert [it.filed for it in met] == [False]


def test_a_list_of_codes_names_the_one_that_stays_once() -> None:
    codecs = (Links(key="funders", kind="organisation"), Links(key="sources", kind="reference"))
    entry = {"funders": ["mill", "twin", "town"], "sources": ["twin"]}

    after = renamed(codecs, entry, {("organisation", "twin"): "town"})

    assert after == {"funders": ["mill", "town"], "sources": ["twin"]}


def test_parts_that_differ_in_more_than_their_sources_stay_apart() -> None:
    facts = [a_fact(), a_fact(number=7), a_fact(sources=["register"])]

    assert parts_once(facts) == [a_fact(sources=["gazette", "register"]), a_fact(number=7)]
