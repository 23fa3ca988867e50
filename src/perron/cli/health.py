"""``perron health``: what is well and what is not, for a person or a machine."""

import json
from argparse import Namespace
from typing import Any

from django.utils import timezone

from perron.core.health import State, look_around


def add_to(commands: Any) -> None:
    """Add the command to the grammar."""
    health = commands.add_parser("health", help="say whether the site is well")
    health.add_argument("--json", action="store_true", help="for machines")
    health.set_defaults(command=_health)


def _health(arguments: Namespace) -> int:
    found = look_around(timezone.now())
    if arguments.json:
        print(json.dumps([_entry(check.name, finding) for check, finding in found], indent=1))
    else:
        for check, finding in found:
            print(f"{finding.state.value:<7} {check.name:<9} {finding.sentence}")
    return int(any(finding.state is State.FAULT for _, finding in found))


def _entry(name: str, finding: Any) -> dict[str, Any]:
    return {
        "check": name,
        "state": finding.state.value,
        "sentence": finding.sentence,
        "figures": dict(finding.figures),
    }
