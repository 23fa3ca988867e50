"""A small bank of all kinds of questions, and somebody who answers them."""

import uuid
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.test import Client

from perron.competences.enums import Kind, VersionState
from perron.competences.models import BankState, Family, FamilyVersion, Item, Sitting
from perron.competences.rules.asking import Shown
from perron.competences.services.sitting.answering import answer
from perron.competences.services.sitting.designing import Turn, turn_of
from perron.competences.services.sitting.knowing import known_bank
from perron.competences.services.sitting.opening import Beginning, open_sitting
from perron.competences.services.sitting.showing import marked, shown_in
from tests.make import NOON

SETTINGS = {
    "length": 12,
    "first_picture": 4,
    "least": 1,
    "most": 4,
    "least_of_area": 2,
    "exposure": 0.3,
    "prior": {"mean": -0.8, "sd": 1.5},
    "correlations": {"within": 0.8, "across": 0.65},
    "steps": {"1": -2.2, "3": -0.3, "5": 1.4},
}
KINDS = (*Kind.values, Kind.SINGLE, Kind.SINGLE)
LANGUAGES = ("fr", "de", "en")
MINUTE = timedelta(minutes=1)


def said(words: str) -> dict[str, str]:
    """A text in all languages."""
    return {language: f"{words} ({language})" for language in LANGUAGES}


PARTS: dict[str, dict[str, Any]] = {
    Kind.SINGLE: {
        "options": [
            {"text": said("good"), "right": True, "because": said("because it is")},
            {"text": said("bad")},
            {"text": said("worse")},
        ]
    },
    Kind.MULTIPLE: {
        "options": [
            {"text": said("good"), "right": True},
            {"text": said("fine"), "right": True},
            {"text": said("bad")},
        ]
    },
    Kind.SHORT: {"accept": ["seven"], "slips": 1},
    Kind.ORDER: {"order": [said("first"), said("second"), said("third")]},
    Kind.MATCH: {
        "pairs": [
            {"left": said("one"), "right": said("eins")},
            {"left": said("two"), "right": said("zwei")},
        ],
        "extra": [said("drei")],
    },
    Kind.FILE: {
        "material": [{"file": {"name": "list.csv", "type": "csv", "content": "a;b\n1;7\n"}}],
        "accept": ["7"],
    },
}


def a_bank(families: int = 80) -> None:
    """Families in ten competences of five areas, each with one variant, easy ones first."""
    kinds = [KINDS[number % len(KINDS)] for number in range(families)]
    held = Family.objects.bulk_create(
        Family(
            code=f"family-{number}",
            competence=f"{number % 5 + 1}.{number % 2 + 1}",
            level=1,
            kind=kind,
        )
        for number, kind in enumerate(kinds)
    )
    versions = FamilyVersion.objects.bulk_create(
        FamilyVersion(
            family=family,
            number=1,
            definition=_definition(number, kinds[number]),
            digest=str(number),
            state=VersionState.PUBLISHED,
            made_at=NOON,
            changed_at=NOON,
            published_at=NOON,
        )
        for number, family in enumerate(held)
    )
    Item.objects.bulk_create(
        Item(
            family=version.family,
            version=version,
            variant="only",
            digest=version.digest,
            languages=list(LANGUAGES),
            modalities=["screen-reader", "keyboard", "no-colour"],
            b=-3.0 + 4.0 * number / families,
        )
        for number, version in enumerate(versions)
    )
    changed(settings=SETTINGS)


def _definition(number: int, kind: str) -> dict[str, Any]:
    link = {"address": "https://learn.example", "name": "Learning"}
    variant = {
        "variant": "only",
        "asks": said(f"What of {number}?"),
        "explanation": said("so it is"),
        **PARTS[kind],
    }
    learn = {"text": said("try it"), "link": link}
    return {"kind": kind, "shows": said(f"do {number}"), "learn": learn, "variants": [variant]}


def changed(**fields: Any) -> None:
    """Say that the bank changed, as whoever changes it does."""
    state, _made = BankState.objects.get_or_create(pk=1, defaults={"changed_at": NOON})
    for name, value in fields.items():
        setattr(state, name, value)
    state.stamp = uuid.uuid4()
    state.save()


def a_sitting(seed: int = 1, **told: Any) -> Sitting:
    """A sitting that has just begun."""
    return open_sitting(Beginning(language="fr", **told), by=None, at=NOON, seed=seed)


def turn(sitting: Sitting) -> Turn:
    """Where a sitting stands now."""
    return turn_of(Sitting.objects.get(pk=sitting.pk), known_bank())


def given_for(now: Turn, *, right: bool) -> Any:
    """A right or a wrong answer to the question that waits."""
    waiting = now.waiting
    assert waiting is not None
    shown = shown_in(now, waiting)
    tokens = [one.token for one in shown.choices]
    tries: dict[str, list[Any]] = {
        Kind.SINGLE: tokens,
        Kind.MULTIPLE: [[a, b] for a in tokens for b in tokens if a < b],
        Kind.ORDER: [
            [a, b, c] for a in tokens for b in tokens for c in tokens if len({a, b, c}) == 3
        ],
        Kind.MATCH: [{"1": a, "2": b} for a in "123" for b in "123" if a != b],
        Kind.SHORT: ["seven", "nine hundred"],
        Kind.FILE: ["7", "8"],
    }
    return next(one for one in tries[shown.kind] if marked(now, waiting, one).score == int(right))


def answered(sitting: Sitting, *scores: int, at: datetime = NOON) -> list[int]:
    """Answer so many questions, rightly or not; the keys of the items that were asked."""
    asked = []
    for number, score in enumerate(scores, 1):
        now = turn(sitting)
        waiting = now.waiting
        assert waiting is not None
        given = given_for(now, right=bool(score))
        answer(sitting, waiting.place, partial(_same, given), at=at + number * MINUTE)
        asked.append(waiting.item_id)
    return asked


def _same(given: Any, _shown: Shown) -> Any:
    return given


def form_of(given: Any, now: Turn) -> dict[str, Any]:
    """The form that a browser would send."""
    waiting = now.waiting
    assert waiting is not None
    kind = shown_in(now, waiting).kind
    if kind == Kind.ORDER:
        return {f"answer-{token}": str(place) for place, token in enumerate(given, 1)}
    if kind == Kind.MATCH:
        return {f"answer-{left}": right for left, right in given.items()}
    return {"answer": given}


def begun(browser: Client, **told: Any) -> Sitting:
    """A sitting that a browser began."""
    reply = browser.post("/en/skills/begin/", {"counts": "on", **told})
    assert reply.status_code == 302, reply.content
    return Sitting.objects.get(key=reply["Location"].split("/")[3])
