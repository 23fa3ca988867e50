"""Twenty questions of parliament and press find their answers in at most four clicks."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from perron.cli.territory import load_territory
from perron.core.models import Reference
from perron.core.records.files import load_strategy_file
from perron.strategy.models import Measure
from tests.make import NOON
from tests.questions.asking import MARK, QUESTIONS, Question, page
from tests.questions.reading import one_line
from tests.questions.walking import Walk

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("_site")]

START = "/fr/"
CLICKS = 4
OTHERS = {"de": "DE Deutsch", "en": "EN English"}
EACH = pytest.mark.parametrize("one", QUESTIONS, ids=[one["code"] for one in QUESTIONS])
NUMBER = re.compile(r"\d{1,3}(?:[ .,]\d{3}\b)+(?:[.,]\d+)?|\d+(?:[.,]\d+)?")
KEPT: dict[str, Walk] = {}


@pytest.fixture(scope="module")
def _site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The site with the strategy that comes along, loaded once and put away after the last test."""
    del django_db_setup
    with django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        load_territory()
        for name in settings.REGION.strategies:
            content = (settings.REGION.folder / name).read_bytes()
            load_strategy_file(content, name=name, by=None, at=NOON)
        yield
        KEPT.clear()
        transaction.set_rollback(True)


def walked(one: Question) -> Walk:
    """The way to the answer of a question, gone once."""
    if one["code"] not in KEPT:
        walk = Walk(Client(), START)
        for click in one["clicks"]:
            walk.click(click)
        KEPT[one["code"]] = walk
    return KEPT[one["code"]]


def digits(words: str) -> set[str]:
    """The numbers of some words without what groups their digits in one language or another."""
    return {re.sub(r"\D", "", found) for found in NUMBER.findall(one_line(MARK.sub("", words)))}


def test_there_are_twenty_questions_each_asked_by_somebody() -> None:
    assert len({one["code"] for one in QUESTIONS}) == len(QUESTIONS) == 20
    assert {one["asked"]["how"] for one in QUESTIONS} == {"parliament", "press", "need"}
    published = dict(Reference.objects.values_list("code", "url"))
    assert [one["address"] for one in QUESTIONS] == [
        published[one["asked"]["record"]] for one in QUESTIONS
    ]


@EACH
def test_at_most_four_clicks_lead_to_the_answer_with_its_date_and_its_source(one: Question) -> None:
    assert len(one["clicks"]) <= CLICKS
    walk = walked(one)

    assert walk.address == START + one["page"]
    missing = [words for words in one["answer"] if one_line(words) not in walk.page.words]
    assert missing == []
    assert one.get("date", "") in walk.page.words
    if "gap" in one:
        assert one_line(one["gap"]["fr"]) in walk.page.words
    assert "gap" in one or ("date" in one and any(map(MARK.search, one["answer"])))


@EACH
def test_the_address_of_the_answer_can_be_cited(one: Question) -> None:
    walk = walked(one)

    assert "Pour citer" in walk.markup
    address = settings.SITE_ADDRESS.rstrip("/") + START + one["page"]
    assert address in walk.markup


@EACH
@pytest.mark.parametrize("language", OTHERS)
def test_the_same_page_answers_in_the_other_languages(one: Question, language: str) -> None:
    answer = walked(one)
    walk = Walk(Client(), answer.address)
    walk.click(OTHERS[language])

    assert walk.address == f"/{language}/{one['page']}"
    assert f'<html lang="{language}"' in walk.markup
    said = {mark for words in one["answer"] for mark in MARK.findall(words)}
    assert said <= set(MARK.findall(walk.page.words))
    wanted = {number for words in one["answer"] for number in digits(words)}
    assert wanted - digits(walk.page.words) == set()
    if "gap" in one:
        assert one_line(one["gap"][language]) in walk.page.words


def test_a_measure_without_a_holder_says_so_on_its_own_page_and_no_other_does() -> None:
    sentence = "Aucune source ne dit qui la porte."
    listed = set(walked_codes("unnamed"))
    client = Client()
    silent = {
        code
        for code in Measure.objects.values_list("code", flat=True)
        if sentence in client.get(f"/fr/measures/{code}/").content.decode()
    }

    assert listed == silent
    assert listed.isdisjoint(walked_codes("named"))


def walked_codes(held: str) -> list[str]:
    """The measures in the file of the list narrowed by whether a holder is named."""
    found: Any = Client().get("/fr/download/measures.json", {"held": held}).json()
    return [entry["code"] for entry in found["measures"]]


def test_the_page_for_journalists_is_made_of_the_questions() -> None:
    path = Path(settings.ROOT) / "docs" / "explain" / "questions.md"

    assert path.read_text(encoding="utf-8") == page()
