"""What to learn next, in words, and where help is near."""

from typing import Any

from django.utils.translation import gettext as _

from perron.competences.pieces.profile.rows import name_of
from perron.competences.rules.bank.shape import spoken
from perron.competences.rules.nearing import LEAST, Step
from perron.competences.rules.telling import in_ten
from perron.competences.services.bank.live import live_bank
from perron.competences.services.profile.helping import Near, places_near
from perron.core.formats import number_in_words
from perron.core.text import Text
from perron.directory.models import Municipality

Piece = dict[str, Any]


def step_pieces(steps: list[Step], language: str) -> list[Piece]:
    """The families that lie nearest; their words are in the language of the sitting."""
    return [_step(one, language) for one in steps]


def _step(step: Step, language: str) -> Piece:
    definition = live_bank().definition(step.version)
    learn = definition["learn"]
    link = learn.get("link")
    return {
        "name": spoken(definition["shows"], language),
        "competence": name_of(step.competence),
        "code": step.competence,
        "text": spoken(learn["text"], language),
        "link": {"address": link["address"], "name": spoken(link["name"], language)}
        if link
        else None,
        "why": _why(step),
    }


def _why(step: Step) -> str:
    words = {"chance": in_ten(step.chance)}
    if step.is_near and step.was_missed:
        return (
            _("It did not go well this time, but it is near: %(chance)s to manage it now.") % words
        )
    if step.is_near:
        return _("It lies just ahead of you: %(chance)s to manage it now.") % words
    if step.chance < LEAST:
        return _("A first step, best taken with somebody beside you.")
    return _("You probably know it already (%(chance)s): show it to somebody else.") % words


def municipalities(chosen: str) -> list[Piece]:
    """What may be chosen as one's own municipality."""
    rows = Municipality.objects.only("code", "name")
    return [
        {"code": one.code, "name": str(Text(one.name)), "is_chosen": one.code == chosen}
        for one in rows
    ]


def help_near(code: str) -> Piece | None:
    """The places nearest to a municipality; None where none is chosen, or it is unknown."""
    home = Municipality.objects.filter(code=code).first() if code else None
    if home is None:
        return None
    return {"name": str(home.name), "places": [_place(one) for one in places_near(home)]}


def _place(near: Near) -> Piece:
    place = near.place
    known = near.kilometres < float("inf")
    return {
        "code": place.code,
        "name": place.name,
        "kind": place.kind,
        "street": place.street,
        "postal_code": place.postal_code,
        "municipality": place.municipality.name if place.municipality else "",
        "is_here": near.kilometres == 0,
        "kilometres": number_in_words(max(1, round(near.kilometres))) if known else "",
    }
