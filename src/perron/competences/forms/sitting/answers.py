"""What a form of a question holds, in the shape in which answers are marked."""

from typing import TypedDict

from django.http import QueryDict

from perron.competences.enums import Kind
from perron.competences.rules.asking import Shown

ANSWER = "answer"


def given_in(shown: Shown, sent: QueryDict) -> object:
    """The answer that was sent, by the question's kind; what is no answer is refused by its mark.

    Order is sent as a number for each text, and matching as a right side for each left one.
    """
    if shown.kind == Kind.MULTIPLE:
        return sent.getlist(ANSWER)
    if shown.kind == Kind.ORDER:
        return _ordered(shown, sent)
    if shown.kind == Kind.MATCH:
        return {one.token: sent.get(f"{ANSWER}-{one.token}", "") for one in shown.lefts}
    return "".join(sign for sign in sent.get(ANSWER, "") if sign.isprintable())


class Chosen(TypedDict):
    """What was sent, so that the page shows it again."""

    words: str
    tokens: list[str]
    sides: dict[str, str]


def chosen_in(shown: Shown, sent: QueryDict) -> Chosen:
    """The words, the choices, and what was chosen for each line."""
    lines = shown.lefts or shown.choices
    return {
        "words": sent.get(ANSWER, ""),
        "tokens": sent.getlist(ANSWER),
        "sides": {one.token: sent.get(f"{ANSWER}-{one.token}", "") for one in lines},
    }


def _ordered(shown: Shown, sent: QueryDict) -> list[str]:
    """The texts by their numbers; a number that stands twice makes an order that is refused."""
    numbers = {one.token: sent.get(f"{ANSWER}-{one.token}", "") for one in shown.choices}
    by_number = {number: token for token, number in numbers.items() if number}
    wanted = [str(place) for place in range(1, len(numbers) + 1)]
    found = [by_number[number] for number in wanted if number in by_number]
    return found if any(numbers.values()) else []
