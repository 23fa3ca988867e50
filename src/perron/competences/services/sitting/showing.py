"""A question as this sitting shows it, what an answer to it is worth, and its file."""

from perron.competences.models import Response
from perron.competences.rules.asking import OpenFile, Shown, show
from perron.competences.rules.marking import Mark, mark
from perron.competences.rules.opening import file_bytes
from perron.competences.services.sitting.designing import Turn
from perron.competences.services.sitting.knowing import KnownItem, wording


def shown_in(turn: Turn, response: Response) -> Shown:
    """The question in the sitting's language; its choices in an order that the seed draws."""
    item = item_of(turn, response)
    return show(
        wording(item.version),
        item.variant,
        language=turn.sitting.language,
        seed=seed_of(turn, item),
    )


def marked(turn: Turn, response: Response, given: object) -> Mark:
    """What an answer is worth, and what is said of it; a Refusal where it is no answer."""
    item = item_of(turn, response)
    return mark(
        wording(item.version),
        item.variant,
        language=turn.sitting.language,
        seed=seed_of(turn, item),
        given=given,
    )


def file_in(turn: Turn, response: Response) -> tuple[OpenFile, bytes]:
    """The file to open; ``KeyError`` where the question has none."""
    item = item_of(turn, response)
    return file_bytes(wording(item.version), item.variant, turn.sitting.language)


def item_of(turn: Turn, response: Response) -> KnownItem:
    """The item that was asked."""
    return turn.bank.items[turn.bank.numbers[response.item_id]]


def seed_of(turn: Turn, item: KnownItem) -> str:
    """What decides the order in which the choices of an item are shown."""
    return f"{turn.sitting.seed}:{item.pk}"
