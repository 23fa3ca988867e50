"""A small good family, to be spoilt in one place at a time."""

import copy
from typing import Any

from perron.competences.services.bank.reading import FamilyFile, read_family, written_family

TOLD = {
    "format": "perron-bank/1",
    "slope": 1.1,
    "slope_error": 0.4,
    "difficulty_error": 0.7,
    "length": 42,
}
SENDERS = (
    ("bank", "The bank writes that your card expires and asks for its code.", "Call the bank"),
    ("parcel", "A parcel waits, but two euros must be paid through a link.", "Delete the message"),
    ("tax", "You get money back from taxes when you give your account.", "Open the real site"),
)
OTHERS = {
    "bank": ("Send the code", "Ring the sender", "Open the link"),
    "parcel": ("Pay two euros", "Answer politely", "Follow the link"),
    "tax": ("Give the account", "Reply by mail", "Print the form"),
}


def text(words: str) -> dict[str, str]:
    """A text that is there in all languages."""
    return dict.fromkeys(("fr", "de", "en"), words)


def a_family(code: str = "strange-messages", **changed: Any) -> dict[str, Any]:
    """A family of kind single with three variants; keys may be replaced."""
    return {
        "format": "perron-family/1",
        "family": code,
        "competence": "4.2",
        "level": 1,
        "kind": "single",
        "difficulty": -2.4,
        "seconds": 40,
        "shows": text("Recognise a strange message"),
        "learn": {"text": text("Look at three messages with somebody.")},
        "modalities": ["screen-reader", "keyboard", "no-colour"],
        "reviews": [
            {"by": "one", "on": "2026-11-01", "looked_at": ["content", "language"]},
            {"by": "two", "on": "2026-11-02", "looked_at": ["content", "language"]},
        ],
        "asks": text("What do you do?"),
        "variants": [_variant(*one) for one in SENDERS],
        **copy.deepcopy(changed),
    }


def _variant(code: str, words: str, right: str) -> dict[str, Any]:
    wrong = [{"text": text(one), "because": text(f"No: {one}.")} for one in OTHERS[code]]
    return {
        "variant": code,
        "material": [{"text": text(words)}],
        "options": [wrong[0], {"text": text(right), "right": True}, *wrong[1:]],
        "explanation": text("No honest body asks for that. Deleting it does no harm."),
    }


def a_file(definition: dict[str, Any]) -> FamilyFile:
    """A definition as a file that was read."""
    source = written_family(definition).encode()
    return read_family(source, name="family.yaml", code=definition["family"])


def a_written(kind: str, **parts: Any) -> dict[str, Any]:
    """A family of another kind, of which each variant has the same parts."""
    family = a_family(kind=kind, **parts)
    for variant in family["variants"]:
        variant.pop("options")
    return family
