"""What the first start does: territory, strategies, calls, questions, demonstration people."""

import json
import secrets
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from perron.accounts.enums import Role
from perron.accounts.models import User
from perron.accounts.services import NewPerson, open_account
from perron.calls.models import Edition
from perron.cli import bank
from perron.cli.calls import load_region
from perron.cli.territory import FILE, load_territory
from perron.competences.models import Family
from perron.core.documents.problems import DocumentRefused
from perron.core.records.files import load_strategy_file
from perron.core.records.kinds import kinds
from perron.directory.models import Municipality

DEMONSTRATION = (
    ("officer@demonstration.invalid", "Demonstration officer", Role.OFFICER),
    ("evaluator@demonstration.invalid", "Demonstration evaluator", Role.EVALUATOR),
    ("auditor@demonstration.invalid", "Demonstration auditor", Role.AUDITOR),
    ("decider@demonstration.invalid", "Demonstration decider", Role.DECIDER),
    ("contact@demonstration.invalid", "Demonstration contact", Role.CONTACT),
    ("administrator@demonstration.invalid", "Demonstration administrator", Role.ADMINISTRATOR),
)


def prepare_site() -> list[str]:
    """Fill an empty database; answer the demonstration sign-ins as lines to print."""
    folder: Path = settings.REGION.folder
    if (folder / FILE).exists() and not Municipality.objects.exists():
        load_territory()
    if not kinds["strategy"].rows().exists():
        for name in settings.REGION.strategies:
            path = folder / name
            load_strategy_file(path.read_bytes(), name=path.name, by=None, at=timezone.now())
            print(f"Loaded {path.name}.")
    if not Edition.objects.exists():
        for loaded in load_region():
            print(f"Loaded the call {loaded.edition.code}.")
    if not Family.objects.exists():
        _load_bank()
    return demonstration_people() if settings.EMBEDDED else []


def _load_bank() -> None:
    """Load the questions of the test; a site without them is still a site."""
    try:
        loaded = bank.load_region()
    except DocumentRefused as refused:
        print(f"The bank of questions was not loaded. {refused}")
    else:
        if loaded:
            print(f"Loaded {len(loaded.came)} families of questions.")


def demonstration_people() -> list[str]:
    """Make the demonstration people once; their passwords stay in a file only the owner reads."""
    kept = settings.VAR / "demonstration.json"
    if not User.objects.filter(is_demonstration=True).exists():
        passwords = {email: secrets.token_urlsafe(9) for email, _, _ in DEMONSTRATION}
        for email, name, role in DEMONSTRATION:
            open_account(
                NewPerson(email, name, role, passwords[email]),
                by=None,
                at=timezone.now(),
                demonstration=True,
            )
        kept.touch(mode=0o600)
        kept.write_text(json.dumps(passwords), encoding="utf-8")
    if not kept.exists():
        return []
    passwords = json.loads(kept.read_text(encoding="utf-8"))
    return [f"demonstration sign-in: {email}  {word}" for email, word in passwords.items()]
