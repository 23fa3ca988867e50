"""Marking an answer: right or not, what is right, and why."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from perron.competences.enums import Kind
from perron.competences.errors.bank import (
    AnswerMisshapen,
    AnswerMissing,
    AnswerNoNumber,
    AnswerTooLong,
    ChooseOtherwise,
    PairMissing,
    PlaceTwice,
)
from perron.competences.rules.asking import (
    CHOSEN,
    drawn_places,
    drawn_right,
    to_choose,
)
from perron.competences.rules.bank.shape import Variant, spoken, variant_of
from perron.competences.rules.matching import is_accepted, numbers_in

MOST_CHARACTERS = 200
MOST_TOKENS = 20


class Link(NamedTuple):
    """Where to learn more: an address, and whose it is."""

    address: str
    name: str


@dataclass(frozen=True, slots=True)
class Mark:
    """An answer that was looked at.

    ``score`` is 1 or 0. ``right`` is the right answer in words, one line for each part; ``said``
    the given one likewise; ``because`` what there is to say of the options that were
    chosen.
    """

    score: int
    right: tuple[str, ...]
    said: tuple[str, ...]
    because: tuple[str, ...]
    explanation: str
    learn_text: str
    learn_link: Link | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was asked: what its answer is held against."""

    kind: str
    variant: Variant
    language: str
    seed: int | str

    def words(self, value: Any) -> str:
        """A text of it in the language in which it was asked."""
        return spoken(value, self.language)


Judged = tuple[bool, tuple[str, ...], tuple[str, ...]]


def mark(
    definition: Mapping[str, Any],
    code: str,
    *,
    language: str,
    seed: int | str,
    given: object,
) -> Mark:
    """Mark what was given; None says “I don't know”.

    Given is a token for ``single``, a list of tokens for ``multiple``, all tokens in their order
    for ``order``, a token of the right for each of the left for ``match``, words for ``short`` and
    ``file``. Raises a refusal where it is none of that, ``KeyError`` for an unknown variant.
    """
    kind = definition["kind"]
    asked = Asked(kind, variant_of(definition, code), language, seed)
    is_right, said, because = (False, (), ()) if given is None else JUDGES[kind](asked, given)
    told = definition["learn"]
    link = told.get("link")
    return Mark(
        score=int(is_right),
        right=right_words(asked),
        said=said,
        because=because,
        explanation=asked.words(asked.variant.get("explanation", "")),
        learn_text=asked.words(told["text"]),
        learn_link=Link(link["address"], asked.words(link["name"])) if link else None,
    )


def right_words(asked: Asked) -> tuple[str, ...]:
    """The right answer in words, one line for each part."""
    variant, words = asked.variant, asked.words
    if asked.kind in CHOSEN:
        return tuple(words(one["text"]) for one in variant.get("options") if one.get("right"))
    if asked.kind == Kind.ORDER:
        return tuple(words(text) for text in variant.get("order"))
    if asked.kind == Kind.MATCH:
        return tuple(_pair(words(one["left"]), words(one["right"])) for one in variant.get("pairs"))
    unit = words(variant.get("unit", ""))
    if variant.get("number") is not None:
        return (f"{_plain(variant.get('number'), asked.language)} {unit}".strip(),)
    return (f"{words(variant.get('accept')[0])} {unit}".strip(),)


def _pair(left: str, right: str) -> str:
    return f"{left} → {right}"


def _plain(number: object, language: str) -> str:
    text = str(number)
    return text if language == "en" else text.replace(".", ",")


def _single(asked: Asked, given: object) -> Judged:
    if not isinstance(given, str):
        raise AnswerMisshapen
    return _multiple(asked, [given] if given else [])


def _multiple(asked: Asked, given: object) -> Judged:
    places = _chosen(given, drawn_places(asked.kind, asked.variant, asked.seed))
    choose = to_choose(asked.kind, asked.variant)
    if not places:
        raise AnswerMissing
    if len(set(places)) != choose or len(places) != choose:
        raise ChooseOtherwise(choose=choose)
    options = [asked.variant.get("options")[place] for place in places]
    said = tuple(asked.words(one["text"]) for one in options)
    because = tuple(asked.words(one["because"]) for one in options if one.get("because"))
    return all(one.get("right") for one in options), said, because


def _order(asked: Asked, given: object) -> Judged:
    drawn = drawn_places(Kind.ORDER, asked.variant, asked.seed)
    places = _chosen(given, drawn)
    if not places:
        raise AnswerMissing
    if sorted(places) != list(range(len(drawn))):
        raise PlaceTwice
    texts = asked.variant.get("order")
    said = tuple(asked.words(texts[place]) for place in places)
    return places == list(range(len(texts))), said, ()


def _chosen(given: object, drawn: Sequence[tuple[int, Any]]) -> list[int]:
    """The places in the file of what was chosen by tokens."""
    if not isinstance(given, list | tuple) or len(given) > MOST_TOKENS:
        raise AnswerMisshapen
    return [drawn[_number(token, len(drawn))][0] for token in given]


def _number(token: object, count: int) -> int:
    """The place, from 0, that a token stands for."""
    if not isinstance(token, str) or token not in map(str, range(1, count + 1)):
        raise AnswerMisshapen
    return int(token) - 1


def _match(asked: Asked, given: object) -> Judged:
    if not isinstance(given, Mapping) or len(given) > MOST_TOKENS:
        raise AnswerMisshapen
    pairs = asked.variant.get("pairs")
    shown = drawn_right(asked.variant, asked.seed)
    chosen = {
        _number(left, len(pairs)): right for left, right in given.items() if right not in ("", None)
    }
    if len(chosen) < len(pairs):
        raise PairMissing
    rights = [shown[_number(chosen[place], len(shown))] for place in range(len(pairs))]
    said = tuple(
        _pair(asked.words(pair["left"]), asked.words(right))
        for pair, right in zip(pairs, rights, strict=True)
    )
    return all(pair["right"] == one for pair, one in zip(pairs, rights, strict=True)), said, ()


def _written(asked: Asked, given: object) -> Judged:
    if not isinstance(given, str):
        raise AnswerMisshapen
    if len(given) > MOST_CHARACTERS:
        raise AnswerTooLong(most=MOST_CHARACTERS)
    if not any(sign.isalnum() for sign in given):
        raise AnswerMissing
    said = (" ".join(given.split()),)
    variant = asked.variant
    if variant.get("number") is None:
        slips = variant.get("slips", 0)
        is_right = is_accepted(given, variant.get("accept"), language=asked.language, slips=slips)
        return is_right, said, ()
    values = numbers_in(given)
    if not values:
        raise AnswerNoNumber
    wanted, within = (Decimal(str(variant.get(key, 0))) for key in ("number", "within"))
    return any(abs(value - wanted) <= within for value in values), said, ()


JUDGES: Mapping[str, Callable[[Asked, object], Judged]] = {
    Kind.SINGLE: _single,
    Kind.MULTIPLE: _multiple,
    Kind.SHORT: _written,
    Kind.FILE: _written,
    Kind.ORDER: _order,
    Kind.MATCH: _match,
}
