"""Every command of the table, and the line that its decision leaves in the journal."""

import json
import sys
from argparse import Action, ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from perron.cli.commands import answer, parser
from perron.core.models import JournalLine, Snapshot
from perron.letters.models import Letter
from tests.calls.make import a_definition
from tests.core.test_files import SMALL
from tests.make import NOON
from tests.rights.bank_region import bank_files
from tests.rights.commands import COMMANDS, OPERATOR, SAID
from tests.rights.region import Numbers

pytestmark = pytest.mark.django_db
TYPED = "pont-des-arches-21\n"


def grammar(top: ArgumentParser, before: str = "") -> Iterator[tuple[str, set[str]]]:
    """Every command with the names of what it takes."""
    actions: list[Action] = vars(top)["_actions"]
    below = [one for one in actions if isinstance(one, _SubParsersAction)]
    if not below:
        yield before, {word for one in actions for word in (one.dest, *one.option_strings)}
    for group in below:
        for word, further in group.choices.items():
            yield from grammar(further, f"{before} {word}".strip())


def test_the_table_holds_every_command_and_every_decision_is_tried() -> None:
    assert sorted(dict(grammar(parser()))) == sorted(COMMANDS)
    assert {who for who, _verb in COMMANDS.values()} == {OPERATOR}
    assert sorted(SAID) == sorted(name for name, (_who, verb) in COMMANDS.items() if verb)


def test_no_command_takes_the_name_or_the_password_of_whoever_types_it() -> None:
    asked = {word.strip("-") for _name, words in grammar(parser()) for word in words}

    assert asked & {"password", "user", "login", "as", "by", "actor", "token", "role-of"} == set()


@pytest.fixture
def things(numbers: Numbers, tmp_path: Path) -> dict[str, Any]:
    """What the commands are about."""
    plan, sheet = tmp_path / "plan.yaml", tmp_path / "organisations.csv"
    plan.write_text(SMALL, encoding="utf-8")
    sheet.write_text("code,name.en,kind\nforge,Forge,public\n", encoding="utf-8")
    call = tmp_path / "call.json"
    call.write_text(json.dumps(a_definition(code="new-call")), encoding="utf-8")
    refused = Letter.objects.create(
        kind="test",
        address="aline@example.org",
        text="x",
        state="refused",
        written_at=NOON,
        not_before=NOON,
    )
    made = {"plan": plan, "sheet": sheet, "call": call, "file": tmp_path / "all.zip"}
    made |= bank_files(tmp_path)
    return {**numbers, **made, "refused": refused.key}


@pytest.mark.parametrize("command", SAID)
def test_a_decision_at_the_command_line_is_in_the_journal(
    command: str, things: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", StringIO(TYPED))
    with transaction.atomic():
        before = list(JournalLine.objects.values_list("pk", flat=True))
        Snapshot.objects.all().delete()

        status = answer([*command.split(), *SAID[command].format(**things).split()])

        written = JournalLine.objects.exclude(pk__in=before)
        lines = set(written.values_list("verb", "actor"))
        transaction.set_rollback(True)
    assert status == 0
    assert (COMMANDS[command][1], "command-line") in lines
    assert {actor for _verb, actor in lines} == {"command-line"}
