"""What a person sees of a question: in one language, in an order drawn by lot, without its key."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import comb, perm
from typing import Any, NamedTuple

from perron.competences.enums import Kind
from perron.competences.rules.bank.shape import Variant, spoken, variant_of


class Choice(NamedTuple):
    """Something to choose; its token is its place among those shown, from 1."""

    token: str
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of material; which parts say something depends on its kind.

    ``text``: lines are paragraphs. ``message``: sender, to, title (its subject), date, lines (its
    paragraphs). ``address``: title. ``list``: title, lines. ``table``: title, head, rows.
    ``screen``: title, lines, buttons.
    """

    kind: str
    title: str = ""
    lines: tuple[str, ...] = ()
    sender: str = ""
    to: str = ""
    date: str = ""
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    buttons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file to open: its name, its type, and how the web calls that."""

    name: str
    type: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A question as it is shown.

    ``choices`` are the options, or what is to be put in order; ``choose`` is how many; ``lefts``
    and ``rights`` are the sides to be matched, of which some on the right may stay over.
    """

    kind: str
    material: tuple[Block, ...]
    asks: str
    choices: tuple[Choice, ...] = ()
    choose: int = 1
    lefts: tuple[Choice, ...] = ()
    rights: tuple[Choice, ...] = ()
    unit: str = ""
    is_number: bool = False
    file: OpenFile | None = None


MEDIA_TYPES: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "vcf": "text/vcard; charset=utf-8",
    "eml": "message/rfc822",
    "html": "text/html; charset=utf-8",
    "svg": "image/svg+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
CHOSEN = (Kind.SINGLE, Kind.MULTIPLE)


def show(definition: Mapping[str, Any], code: str, *, language: str, seed: int | str) -> Shown:
    """A variant as it is shown in a sitting; the same seed draws the same order.

    Raises ``KeyError`` where the family has no such variant.
    """
    variant = variant_of(definition, code)
    kind = definition["kind"]
    choices = drawn_choices(kind, variant, seed)
    right = drawn_right(variant, seed)
    return Shown(
        kind=kind,
        material=tuple(
            _block(name, body, language) for name, body, _ in variant.blocks() if name != "file"
        ),
        asks=spoken(variant.get("asks", ""), language),
        choices=_tokens(choices, language),
        choose=to_choose(kind, variant),
        lefts=_tokens([pair["left"] for pair in variant.get("pairs", ())], language),
        rights=_tokens(right, language),
        unit=spoken(variant.get("unit", ""), language),
        is_number=variant.get("number") is not None,
        file=_file(variant, language),
    )


def to_choose(kind: str, variant: Variant) -> int:
    """How many options are to be chosen: as many as are right."""
    if kind not in CHOSEN:
        return 1
    return sum(bool(one.get("right")) for one in variant.get("options", ()))


def drawn_choices(kind: str, variant: Variant, seed: int | str) -> list[Any]:
    """Texts of the options, or of what is to be put in order, as they are shown."""
    return [text for _place, text in drawn_places(kind, variant, seed)]


def drawn_places(kind: str, variant: Variant, seed: int | str) -> list[tuple[int, Any]]:
    """The same with the place that each has in the family's file.

    What is to be put in order is never shown in its right order.
    """
    if kind in CHOSEN:
        texts = [one["text"] for one in variant.get("options", ())]
    else:
        texts = list(variant.get("order", ()))
    if variant.get("fixed"):
        return list(enumerate(texts))
    places = drawn(len(texts), variant.code, seed)
    if kind == Kind.ORDER and places == list(range(len(texts))):
        places = places[1:] + places[:1]
    return [(place, texts[place]) for place in places]


def drawn_right(variant: Variant, seed: int | str) -> list[Any]:
    """The right sides as they are shown, each once, those that belong to nothing among them."""
    texts: list[Any] = []
    for text in [*(pair["right"] for pair in variant.get("pairs", ())), *variant.get("extra", ())]:
        if text not in texts:
            texts.append(text)
    return [texts[place] for place in drawn(len(texts), f"{variant.code}:right", seed)]


def drawn(count: int, what: str, seed: int | str) -> list[int]:
    """An order of the numbers below ``count``, drawn by a digest: the same on every machine."""
    lots = [hashlib.sha256(f"{seed}:{what}:{place}".encode()).digest() for place in range(count)]
    return sorted(range(count), key=lambda place: lots[place])


def guessing(definition: Mapping[str, Any], code: str) -> float:
    """The chance of somebody who chooses blindly: 0 where one writes."""
    variant = variant_of(definition, code)
    kind = definition["kind"]
    if kind in CHOSEN:
        return 1 / comb(len(variant.get("options")), to_choose(kind, variant))
    if kind == Kind.ORDER:
        return 1 / perm(len(variant.get("order")))
    if kind == Kind.MATCH:
        left, right = len(variant.get("pairs")), len(drawn_right(variant, 0))
        return 1 / (perm(right, left) if right >= left else right**left)
    return 0.0


def _tokens(texts: Sequence[Any], language: str) -> tuple[Choice, ...]:
    return tuple(Choice(str(at), spoken(text, language)) for at, text in enumerate(texts, 1))


def _file(variant: Variant, language: str) -> OpenFile | None:
    body = variant.file()
    if body is None:
        return None
    return OpenFile(spoken(body["name"], language), body["type"], MEDIA_TYPES[body["type"]])


def paragraphs(text: str) -> tuple[str, ...]:
    """The lines of a text that hold something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _block(kind: str, body: Any, language: str) -> Block:
    if kind == "text":
        return Block(kind, lines=paragraphs(spoken(body, language)))
    if kind == "address":
        return Block(kind, title=spoken(body, language))
    if kind == "message":
        return Block(
            kind,
            title=spoken(body.get("subject", ""), language),
            lines=paragraphs(spoken(body["body"], language)),
            sender=spoken(body["from"], language),
            to=spoken(body.get("to", ""), language),
            date=spoken(body.get("date", ""), language),
        )
    return Block(
        kind,
        title=spoken(body.get("title", ""), language),
        lines=tuple(_all(body.get("items", body.get("lines", ())), language)),
        head=tuple(_all(body.get("head", ()), language)),
        rows=tuple(tuple(_all(row, language)) for row in body.get("rows", ())),
        buttons=tuple(_all(body.get("buttons", ()), language)),
    )


def _all(texts: Sequence[Any], language: str) -> Iterator[str]:
    return (spoken(text, language) for text in texts)
