"""Evaluation rounds: walls of cards, sums in front of the reader, recommendations remembered."""

from collections.abc import Callable

from perron.core.records.proposing import publish_records
from tests.make import NOON, records
from tests.portal.looking import main_of, part, words

Read = Callable[..., str]


def test_declared_totals_are_added_up_before_the_reader(read: Read) -> None:
    page = read("evaluations/first-report/")

    assert "13 + 11 + 17 + 4 + 5 = 50 cards" in words(page)
    assert page.count('class="card-cell"') == 50


def test_a_round_whose_cards_have_no_names_says_so(read: Read) -> None:
    said = words(main_of(read("evaluations/first-report/")))

    assert "Which measure got which card is not public" in said
    assert "The measures are not named." in said


def test_every_colour_is_given_in_words_too(read: Read) -> None:
    rows = part(read("evaluations/first-report/"), 'class="card-wall"', 'class="wall-sum"')

    for said in ("13 positive green", "4 inaction red", "5 no judgement white"):
        assert said in words(rows)


def test_a_round_opens_with_what_the_one_before_asked_for(read: Read) -> None:
    page = main_of(read("evaluations/third-report/"))
    before = words(part(page, 'id="before"'))

    assert page.index('id="before"') < page.index('id="cards"')
    assert "1 no answer known 1 done" in before
    assert "Digital School call 2020 Count the pupils reached in one way." in before
    assert "asked of Lakes Agency due June 2022" in before


def test_what_the_page_said_already_is_not_said_again_on_the_card(read: Read) -> None:
    page = main_of(read("evaluations/third-report/"))

    assert page.count("Continuous programming without calls.") == 1
    assert "Before: sources of concern Second report" in words(part(page, 'id="card-2023-school"'))


def test_a_round_after_one_without_named_recommendations_says_so(read: Read) -> None:
    before = words(part(read("evaluations/second-report/"), 'id="before"'))

    assert "No recommendation of that round is known by name." in before


def test_named_cards_are_counted_and_lead_to_their_measures(read: Read) -> None:
    wall = part(read("evaluations/second-report/"), 'class="card-wall"', "</section>")

    assert "1 + 1 = 2 cards" in words(wall)
    assert 'href="/en/measures/coding-week/"' in wall


def test_all_rounds_stand_newest_first_with_the_answers_so_far(read: Read) -> None:
    said = words(main_of(read("evaluations/")))

    assert said.index("Third report") < said.index("Second report") < said.index("First report")
    assert "3 recommendations so far: 2 no answer known 1 done" in said


def test_a_declared_total_and_named_cards_are_not_mixed(read: Read) -> None:
    card = {
        "code": "card-2017-school",
        "round": "first-report",
        "measure": "school-2020",
        "colour": "green",
    }
    publish_records(records(card=[card]), by=None, at=NOON)
    page = read("evaluations/first-report/")

    assert "13 + 11 + 17 + 4 + 5 = 50 cards" in words(page)
    assert page.count("card-cell") == 50 + page.count("card-cells")
    assert "1 of the cards are known by name" in words(page)
