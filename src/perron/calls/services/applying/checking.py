"""What is missing or wrong in the answers of an application, by page and field, in sentences."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perron.calls.rules.definition import Definition, Field, FieldKind, Item
from perron.calls.services.applying.asked import Asked, asked_of
from perron.calls.services.applying.form import Answers, is_asked, known_facts, pages_of
from perron.calls.services.applying.values import is_empty, read_day
from perron.core.formats import money_in_words, number_in_words
from perron.core.money import euros

WHOLE = 10_000


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to put right: where it stands, and what it is."""

    page: str
    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What a field is looked at with: the catalogue, what is asked, where files are attached."""

    items: dict[str, Item]
    asked: Asked
    files: Collection[str]


def faults_of(
    definition: Definition,
    answers: Answers,
    facts: Answers,
    *,
    step: int,
    files: Collection[str] = (),
) -> list[Fault]:
    """Everything that keeps these answers from being handed in, in the order of the form.

    ``files`` names the fields to which a file is attached.
    """
    form, beside = definition.form, beside_of(definition, answers, files)
    known = known_facts(form, answers, facts)
    return [
        Fault(page.code, field.code, sentence)
        for page in pages_of(form, step)
        for field in page.fields
        if is_asked(field, known)
        for sentence in field_faults(field, answers.get(field.code), beside)
    ]


def beside_of(definition: Definition, answers: Answers, files: Collection[str]) -> Beside:
    """What every field of these answers is looked at with."""
    items = definition.catalogue.items if definition.catalogue else ()
    return Beside({one.code: one for one in items}, asked_of(definition, answers), files)


def field_faults(field: Field, value: Any, beside: Beside) -> Iterator[str]:
    """What is wrong with one answer."""
    empty = field.code not in beside.files if field.kind == FieldKind.FILE else is_empty(value)
    if empty:
        if field.required:
            is_file = field.kind == FieldKind.FILE
            yield _("No file is attached yet.") if is_file else _("Not answered yet.")
        return
    if field.kind in LOOKS:
        yield from LOOKS[field.kind](field, value, beside)


def _words(field: Field, value: Any, beside: Beside) -> Iterator[str]:
    del beside
    over = len(str(value)) - field.most if field.most else 0
    if over > 0:
        yield ngettext(
            "%(n)s character too many: %(most)s at most.",
            "%(n)s characters too many: %(most)s at most.",
            over,
        ) % {"n": number_in_words(over), "most": number_in_words(field.most)}
    short = field.least - len(str(value))
    if short > 0:
        yield _("Too short: write at least %(least)s characters.") % {"least": field.least}


def _number(field: Field, value: Any, beside: Beside) -> Iterator[str]:
    del beside
    number = _as_number(field, value)
    if number is None:
        yield _("“%(typed)s” is no number. Write digits only.") % {"typed": value}
        return
    say = _money if field.kind == "money" else number_in_words
    if field.most and number > field.most:
        yield _("%(most)s at most.") % {"most": say(field.most)}
    if number < field.least:
        yield _("%(least)s at least.") % {"least": say(field.least)}


def _as_number(field: Field, value: Any) -> Decimal | None:
    """A kept number: cents are whole, others may be kept as their digits."""
    if isinstance(value, int):
        return Decimal(value)
    try:
        return Decimal(value) if field.kind == "number" else None
    except ArithmeticError:
        return None


def _money(cents: int) -> str:
    return money_in_words(euros(cents))


def _choice(field: Field, value: Any, beside: Beside) -> Iterator[str]:
    del beside
    if value not in {one.code for one in field.choices}:
        yield _("Choose one of the answers.")


def _choices(field: Field, value: Any, beside: Beside) -> Iterator[str]:
    del beside
    if field.most and len(value) > field.most:
        yield _("Choose %(most)s at most.") % {"most": field.most}
    if len(value) < field.least:
        yield _("Choose %(least)s at least.") % {"least": field.least}


def _yes_no(field: Field, value: Any, beside: Beside) -> Iterator[str]:
    del field, beside
    if value not in {"yes", "no"}:
        yield _("Answer yes or no.")


def _date(field: Field, value: Any, beside: Beside) -> Iterator[str]:
    del field, beside
    if read_day(str(value)) is None:
        yield _("“%(typed)s” is no date. Write day, month and year.") % {"typed": value}


def _catalogue(field: Field, value: Any, beside: Beside) -> Iterator[str]:
    del field
    for code, pieces in value.items():
        item = beside.items.get(code)
        if item is None:
            yield _("“%(code)s” is not in the catalogue.") % {"code": code}
        elif not isinstance(pieces, int):
            yield _("“%(item)s”: “%(typed)s” is no number of pieces.") % {
                "item": item.name,
                "typed": pieces,
            }
        elif item.most and pieces > item.most:
            yield _("“%(item)s”: %(most)s at most.") % {"item": item.name, "most": item.most}
    asked = beside.asked
    if asked.too_much:
        yield _("The choice costs %(total)s: %(over)s more than the ceiling of %(ceiling)s.") % {
            "total": _money(asked.total),
            "over": _money(-(asked.left or 0)),
            "ceiling": _money(asked.ceiling or 0),
        }


def _budget(field: Field, value: Any, beside: Beside) -> Iterator[str]:
    del field
    for line in value:
        what = line.get("what") or _("a line without a name")
        amount = line.get("amount")
        if not line.get("what"):
            yield _("Say what each amount is for.")
        if not isinstance(amount, int) or amount < 0:
            yield _("“%(what)s”: “%(typed)s” is no amount.") % {"what": what, "typed": amount}
    asked = beside.asked
    if asked.fault == "cost_too_low":
        yield _("The costs are %(total)s; a project must cost at least %(least)s.") % {
            "total": _money(asked.total),
            "least": _money(asked.project_least),
        }
    elif asked.fault == "under_floor":
        yield _("This would be a grant of %(amount)s; the least is %(least)s.") % {
            "amount": _money(asked.total * asked.rate // WHOLE),
            "least": _money(asked.least),
        }


LOOKS: dict[str, Callable[[Field, Any, Beside], Iterator[str]]] = {
    "text": _words,
    "long": _words,
    "number": _number,
    "money": _number,
    "choice": _choice,
    "choices": _choices,
    "yes-no": _yes_no,
    "date": _date,
    FieldKind.CATALOGUE: _catalogue,
    FieldKind.BUDGET: _budget,
}
