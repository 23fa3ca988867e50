"""Every leaf of the shipped strategy file is found on a page, in every language of the region."""

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.numbers import get_currency_symbol
from django.conf import settings
from django.test import Client
from django.utils import timezone, translation

from perron.core.dates import in_words
from perron.core.documents.reading import read_document
from perron.core.formats import money_in_words, number_in_words, short_money
from perron.core.records.codecs import (
    PARTIAL_DATE,
    Choice,
    Codec,
    Link,
    Links,
    Many,
    Number,
    Plain,
    Translated,
    Word,
    Words,
)
from perron.core.records.files import load_strategy_file
from perron.core.records.kinds import Kind, kinds
from perron.core.text import Text
from perron.core.words import word

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

FILE = Path(settings.REGION.folder) / settings.REGION.strategies[0]
ADDRESSES = {"code", "list", "place", "strategy", "dispute", "nature"}
MISSING_SHOWN = 30
SIGN = get_currency_symbol(settings.REGION.currency)


def seen(page: str) -> str:
    """The words of a page and the addresses in it, with single plain spaces."""
    links = " ".join(re.findall(r'(?:href|datetime|lang)="([^"]*)"', page))
    words = re.sub(r"<[^>]+>", " ", page)
    return plain(html.unescape(f"{words} {links}"))


def plain(words: str) -> str:
    return re.sub(r"[\s\u00a0\u202f\u2009]+", " ", words).casefold()


Forms = tuple[str, ...]


def expected(codec: Codec, value: Any) -> Iterator[Forms]:
    """For each leaf, the forms of which a page must show one."""
    if codec.key in ADDRESSES or value is None or getattr(codec, "type", "") == "boolean":
        return
    if isinstance(codec, Many):
        for part in value:
            for inner in codec.codecs:
                yield from expected(inner, part.get(inner.key))
        return
    say = next(say for kind, say in SAID if isinstance(codec, kind))
    for one in value if isinstance(value, list) else [value]:
        yield say(codec, one)


def word_forms(codec: Any, value: str) -> Forms:
    entry = word(codec.vocabulary, value)
    return str(entry.name), SIGN if entry.nature == "money" else str(entry.name)


def link_forms(codec: Any, value: str) -> Forms:
    return (kinds[codec.kind].address(value) or value,)


def plain_forms(codec: Any, value: Any) -> Forms:
    if codec.format == PARTIAL_DATE:
        return in_words(str(value)), str(value)
    return str(value), number_in_words(value) if isinstance(value, int) else str(value)


SAID: tuple[tuple[Any, Callable[[Any, Any], Forms]], ...] = (
    (Translated, lambda _codec, value: (str(Text(value)),)),
    (Number, lambda _codec, n: (number_in_words(n), money_in_words(n), short_money(n))),
    (Choice, lambda codec, value: (str(codec.choices(value).label),)),
    ((Word, Words), word_forms),
    ((Link, Links), link_forms),
    (Plain, plain_forms),
)


def records_of(data: dict[str, Any]) -> Iterator[tuple[Kind, dict[str, Any]]]:
    """Every record of the file whose kind has a page."""
    for kind in kinds.filed():
        entries = data.get(kind.section, [])
        for entry in [entries] if kind.single else entries:
            if kind.page:
                yield kind, entry


def missing_in(language: str, data: dict[str, Any], client: Client) -> Iterator[str]:
    """What the pages of this language do not say."""
    everything: list[str] = []
    for kind, entry in records_of(data):
        address = kind.address(kind.key_of(entry))
        answer = client.get(address)
        assert answer.status_code == 200, address
        page = seen(answer.text)
        everything.append(page)
        for codec in kind.codecs:
            for forms in expected(codec, entry.get(codec.key)):
                if not any(plain(form) in page for form in forms):
                    yield f"{address} {codec.key}: {forms[0][:80]}"
    union = " ".join(everything)
    for term in data["terms"]:
        if plain(str(Text(term["name"]))) not in union and term.get("nature") != "money":
            yield f"{language} term {term['list']}/{term['code']}: {Text(term['name'])}"


def test_every_leaf_of_the_shipped_file_is_found_on_a_page(client: Client) -> None:
    load_strategy_file(FILE.read_bytes(), name=FILE.name, by=None, at=timezone.now())
    data = dict(read_document(FILE.read_bytes(), name=FILE.name).data)
    missing: list[str] = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            missing += missing_in(language, data, client)

    assert not missing, f"{len(missing)} leaves:\n" + "\n".join(missing[:MISSING_SHOWN])
