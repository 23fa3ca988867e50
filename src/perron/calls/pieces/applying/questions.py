"""A page of an application as its template shows it: each question, its answer, what is wrong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from perron.calls.models import Application
from perron.calls.rules.definition import Definition, Field, FieldKind, Page
from perron.calls.services.applying.asked import Asked, asked_of, pieces_of
from perron.calls.services.applying.checking import Beside, beside_of, field_faults
from perron.calls.services.applying.form import is_asked, known_facts, pages_of, sent_name
from perron.calls.services.applying.values import is_empty
from perron.core.formats import money_in_words, number_in_words, percent_in_words
from perron.core.money import euros
from perron.core.templatetags.perron import spoken

SPARE_LINES = 3
MOST_RADIOS = 6  # longer lists are drawn as one field to choose from
SIGNED_LANGUAGES = ("fr", "de")
Shown = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """An application with its rules read, and the files attached to each field."""

    application: Application
    definition: Definition
    files: Mapping[str, list[Shown]]

    def asked_on(self, page: Page) -> list[Field]:
        """The questions of a page whose conditions hold."""
        kept = self.application
        known = known_facts(self.definition.form, kept.answers, kept.facts)
        return [field for field in page.fields if is_asked(field, known)]


def questions_of(sheet: Sheet, page: Page, *, judged: bool) -> list[Shown]:
    """The questions of a page; ``judged``: with what is wrong in each."""
    return questions_for(sheet, sheet.asked_on(page), judged=judged)


def questions_for(sheet: Sheet, fields: Iterable[Field], *, judged: bool) -> list[Shown]:
    """These questions with their answers."""
    beside = beside_of(sheet.definition, sheet.application.answers, frozenset(sheet.files))
    return [_question(sheet, field, beside, judged=judged) for field in fields]


def _question(sheet: Sheet, field: Field, beside: Beside, *, judged: bool) -> Shown:
    value = sheet.application.answers.get(field.code)
    shown: Shown = {
        "code": field.code,
        "name": sent_name(field),
        "id": f"q-{field.code}",
        "kind": field.kind.value,
        "label": spoken(field.label),
        "help": spoken(field.help) if field.help else "",
        "limit": _limit(field),
        "most": field.most if field.kind in {FieldKind.TEXT, FieldKind.LONG} else 0,
        "required": field.required,
        "from_fact": bool(field.fact),
        "errors": list(field_faults(field, value, beside)) if judged else [],
        "value": typed(field, value),
    }
    return shown | _parts(sheet, field, value)


def _parts(sheet: Sheet, field: Field, value: Any) -> Shown:
    """What a question of this kind shows beside its answer."""
    if field.kind in {FieldKind.CHOICE, FieldKind.CHOICES}:
        chosen = value if isinstance(value, list) else [value]
        return {
            "options": [
                {"code": one.code, "label": spoken(one.label), "chosen": one.code in chosen}
                for one in field.choices
            ],
            "as_list": field.kind == FieldKind.CHOICE and len(field.choices) > MOST_RADIOS,
        }
    if field.kind == FieldKind.YES_NO:
        return {"yes_no": [("yes", _("Yes")), ("no", _("No"))]}
    if field.kind == FieldKind.CATALOGUE:
        return {"items": _items(sheet, value)}
    if field.kind == FieldKind.BUDGET:
        return {"lines": _lines(value)}
    if field.kind == FieldKind.FILE:
        return {"files": sheet.files.get(field.code, []), "accept": ", ".join(field.accept)}
    return {}


def _limit(field: Field) -> str:
    """How long or how great an answer may be, in words."""
    if not field.most:
        return ""
    if field.kind in {FieldKind.TEXT, FieldKind.LONG}:
        return _("%(most)s characters at most") % {"most": number_in_words(field.most)}
    if field.kind == FieldKind.FILE:
        return _("%(most)s files at most") % {"most": field.most}
    if field.kind == FieldKind.MONEY:
        return _("%(most)s at most") % {"most": money_in_words(euros(field.most))}
    return _("%(most)s at most") % {"most": number_in_words(field.most)}


def _items(sheet: Sheet, value: Any) -> list[Shown]:
    given = value if isinstance(value, dict) else {}
    catalogue = sheet.definition.catalogue
    pieces = pieces_of(sheet.definition.form, sheet.application.answers)
    return [
        {
            "code": item.code,
            "name": spoken(item.name),
            "price": money_in_words(euros(item.price)),
            "cents": item.price,
            "most": item.most,
            "number": given.get(item.code, ""),
            "amount": money_in_words(euros(item.price * pieces.get(item.code, 0))),
        }
        for item in (catalogue.items if catalogue else ())
    ]


def _lines(value: Any) -> list[Shown]:
    given = value if isinstance(value, list) else []
    lines = [{"what": one["what"], "amount": _cents(one["amount"])} for one in given]
    return lines + [{"what": "", "amount": ""} for _spare in range(SPARE_LINES)]


def _cents(value: Any) -> str:
    """Cents as one types an amount; what could not be read stays as it was typed."""
    if not isinstance(value, int) or isinstance(value, bool):
        return str(value)
    whole = f"{euros(value)}".removesuffix(".00")
    return whole.replace(".", ",") if get_language() in SIGNED_LANGUAGES else whole


def typed(field: Field, value: Any) -> Any:
    """An answer as one types it in the reader's language."""
    if value is None:
        return ""
    if field.kind == FieldKind.MONEY:
        return _cents(value)
    if field.kind == FieldKind.NUMBER and get_language() in SIGNED_LANGUAGES:
        return str(value).replace(".", ",")
    return value


def in_words(field: Field, value: Any, definition: Definition) -> list[str]:
    """An answer as one reads it, in as many texts as it has parts."""
    if is_empty(value):
        return []
    words = WORDS[field.kind](field, value, definition) if field.kind in WORDS else str(value)
    return [words] if isinstance(words, str) else words


def _choice_words(field: Field, value: Any, definition: Definition) -> list[str]:
    del definition
    wanted = value if isinstance(value, list) else [value]
    return [str(one.label) for one in field.choices if one.code in wanted]


def _yes_no_words(field: Field, value: Any, definition: Definition) -> str:
    del field, definition
    return _("yes") if value == "yes" else _("no")


def _money_words(field: Field, value: Any, definition: Definition) -> str:
    del definition
    if not isinstance(value, int):
        return str(value)
    is_money = field.kind == FieldKind.MONEY
    return money_in_words(euros(value)) if is_money else number_in_words(value)


def _catalogue_words(field: Field, value: Any, definition: Definition) -> list[str]:
    del field
    items = definition.catalogue.items if definition.catalogue else ()
    return [
        f"{value[one.code]} × {one.name} ({money_in_words(euros(one.price))})"
        for one in items
        if one.code in value
    ]


def _budget_words(field: Field, value: Any, definition: Definition) -> list[str]:
    del field, definition
    return [
        f"{line['what']}: {money_in_words(euros(line['amount']))}"
        if isinstance(line["amount"], int)
        else f"{line['what']}: {line['amount']}"
        for line in value
    ]


WORDS: dict[FieldKind, Any] = {
    FieldKind.CHOICE: _choice_words,
    FieldKind.CHOICES: _choice_words,
    FieldKind.YES_NO: _yes_no_words,
    FieldKind.MONEY: _money_words,
    FieldKind.NUMBER: _money_words,
    FieldKind.CATALOGUE: _catalogue_words,
    FieldKind.BUDGET: _budget_words,
}


def sum_of(sheet: Sheet, fields: Iterable[Field]) -> Shown | None:
    """What the choice or the budget on this page comes to; None where neither stands on it."""
    kinds = {field.kind for field in fields}
    if not kinds & {FieldKind.CATALOGUE, FieldKind.BUDGET}:
        return None
    return sum_in_words(asked_of(sheet.definition, sheet.application.answers))


def sum_in_words(asked: Asked) -> Shown:
    """What is asked for and what is left, in words."""
    left = asked.left
    shown: Shown = {
        "total": money_in_words(euros(asked.total)),
        "amount": money_in_words(euros(asked.amount)),
        "rate": percent_in_words(Decimal(asked.rate) / 100) if asked.rate else "",
        "over": asked.too_much,
        "least": money_in_words(euros(asked.least)) if asked.least else "",
    }
    if left is not None and not asked.rate:
        shown |= {
            "ceiling": money_in_words(euros(asked.ceiling or 0)),
            "ceiling_cents": asked.ceiling,
            "left": money_in_words(euros(abs(left))),
        }
    elif asked.ceiling is not None:
        shown["ceiling"] = money_in_words(euros(asked.ceiling))
    return shown


def progress_of(sheet: Sheet, now: str, faulty: Mapping[str, int]) -> list[Shown]:
    """The pages of the form as a journey: which are done, which one is open."""
    pages = pages_of(sheet.definition.form, sheet.application.step)
    return [
        {
            "code": page.code,
            "title": spoken(page.title),
            "state": "now" if page.code == now else "next" if faulty.get(page.code) else "done",
            "missing": faulty.get(page.code, 0),
        }
        for page in pages
    ]
