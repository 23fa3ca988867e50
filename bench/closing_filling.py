"""Teams with complete drafts, and an edition that closes in so many seconds, for ``bench.closing``.

Prints one JSON document: when it closes, and for each team the address and the cookies with which
it hands in.
"""

import json
import os
import sys
from importlib import import_module
from typing import Any

import django

LEAST_ANSWER = 400  # characters, as teams write them


def text(words: str) -> dict[str, str]:
    return dict.fromkeys(("fr", "de", "en"), words)


def definition() -> dict[str, Any]:
    """An edition in kind with a page of long answers and a catalogue."""
    fields = [
        {"code": code, "kind": "long", "label": text(code), "required": True, "most": 4000}
        for code in ("aims", "strategy", "value", "durability")
    ]
    choice = {"code": "choice", "kind": "catalogue", "label": text("choice"), "required": True}
    page = {"code": "project", "title": text("Project"), "fields": [*fields, choice]}
    levels = [{"code": str(n), "points": n * 20_000, "text": text(str(n))} for n in range(6)]
    return {
        "format": "perron-edition/1",
        "code": "closing",
        "call": "closing",
        "kind": "in-kind",
        "name": text("Closing"),
        "languages": ["fr", "de"],
        "applicant": {"unit": "site"},
        "calendar": {"opens": "2020-01-01T09:00", "closes": "2099-01-01T22:00", "silence_days": 90},
        "eligibility": [],
        "form": {
            "version": 1,
            "steps": [{"code": "whole", "title": text("Whole"), "pages": [page]}],
        },
        "catalogue": {
            "ceiling": 1_500_000,
            "items": [{"code": "laptop", "name": text("Laptop"), "price": 60_000}],
        },
        "grant": {"rule": "catalogue"},
        "admissibility": [],
        "grid": {
            "scale": 100_000,
            "threshold": 50_000,
            "criteria": [{"code": "aims", "name": text("Aims"), "weight": 1, "levels": levels}],
        },
        "jury": {"reviews": 2, "gap": 15_000, "combine": "mean"},
        "ranking": {"ex_aequo": []},
        "award": {
            "method": "rank",
            "envelopes": [
                {"code": "kit", "name": text("Kit"), "source": "region", "amount": 870_000_000}
            ],
            "moneys": [{"code": "kit", "name": text("Kit"), "parts": {"kit": 10_000}}],
        },
        "publication": {"internal_days": 30},
        "remedy": {"days": 60, "words": text("Write to us.")},
        "retention": {"refused_days": 365, "awarded_days": 3650},
    }


def main() -> int:
    """Fill the database that the settings name with teams, whose cookies are printed."""
    teams, seconds = int(sys.argv[1]), float(sys.argv[2])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perron.config.settings")
    django.setup()
    tools = import_module("bench.closing_tools")
    edition = tools.an_open_edition(definition())
    answer = "The team writes what it wants to do with its class, and why. " * 12
    answers: dict[str, Any] = dict.fromkeys(
        ("aims", "strategy", "value", "durability"), answer[:LEAST_ANSWER]
    )
    answers["choice"] = {"laptop": 12}
    made = [tools.a_team(edition, number, answers) for number in range(teams)]
    print(json.dumps({"closes": tools.closing_in(edition, seconds), "teams": made}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
