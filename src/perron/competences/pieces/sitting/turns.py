"""The page of one question: what is asked, or what became of the answer."""

from itertools import zip_longest
from typing import Any

from django.urls import reverse

from perron.competences.enums import SittingState
from perron.competences.models import Response
from perron.competences.rules.asking import Block
from perron.competences.services.sitting.designing import Turn, design_of
from perron.competences.services.sitting.showing import marked, shown_in


def progress_of(turn: Turn, response: Response) -> dict[str, Any]:
    """How far it is, without pressure: the number, of about how many, and the next stop."""
    terms = turn.bank.terms
    before = [one for one in turn.kept if one.place < response.place]
    design = design_of(turn.sitting, turn.bank)
    length = design.plan.length + len(design.places)
    first = min(int(turn.sitting.design.get("first_picture", terms.first_picture)), length)
    number = len(before) + 1
    target = first if number <= first else length
    return {
        "number": number,
        "first": first,
        "is_first": number <= first,
        "length": length,
        "steps": [_step(one, number) for one in range(1, first + 1)] if number <= first else [],
        "part": number,
        "of": target,
    }


def _step(one: int, number: int) -> str:
    return "done" if one < number else "now" if one == number else "next"


def question_of(turn: Turn, response: Response, sides: dict[str, str]) -> dict[str, Any]:
    """What the page of a question that waits shows; ``sides``: what was chosen for each line."""
    shown = shown_in(turn, response)
    return {
        "shown": shown,
        "blocks": [_block(one) for one in shown.material],
        "lines": [
            {"token": one.token, "text": one.text, "number": sides.get(one.token, "")}
            for one in (shown.lefts or shown.choices)
        ],
        "place": response.place,
        "asked": response.pk,
        "language": turn.sitting.language,
        "file_url": reverse("competences:file", args=[turn.sitting.key, response.place]),
    }


def _block(block: Block) -> dict[str, Any]:
    """A block; each cell of a table knows its column's title, for the phone."""
    rows = [list(zip_longest(block.head, row, fillvalue="")) for row in block.rows]
    return {"told": block, "rows": rows}


def outcome_of(turn: Turn, response: Response) -> dict[str, Any]:
    """What the page of an answered question shows: right or not, why, and what to learn."""
    mark = marked(turn, response, response.given)
    return {
        "is_right": bool(response.score),
        "unknown": response.unknown,
        "mark": mark,
        "counts": response.counts,
        **question_of(turn, response, {}),
        "next_url": next_address(turn, response),
        "is_over": turn.sitting.state == SittingState.ENDED,
    }


def next_address(turn: Turn, response: Response | None) -> str:
    """Where one goes on: the first picture after its answers, else the question that waits."""
    key = turn.sitting.key
    waiting = turn.waiting
    first = int(turn.sitting.design["first_picture"])
    is_first_picture = (
        response is not None
        and len(turn.kept) == first
        and max(one.place for one in turn.kept) == response.place
    )
    if waiting is None or is_first_picture:
        return reverse("competences:picture", args=[key])
    return reverse("competences:turn", args=[key, waiting.place])
