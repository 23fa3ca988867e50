"""Measures and programmes, as a visitor reads them."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from perron.core.records.kinds import kinds
from perron.core.records.proposing import publish_records
from perron.core.records.snapshots import take_snapshot
from perron.strategy.models import Measure
from tests.make import NOON, an_organisation, bruno, chantal, records
from tests.portal.looking import main_of, part, words

Read = Callable[..., str]


def school_2020() -> dict[str, object]:
    """The record of the measure that most tests are about, as published."""
    kind = kinds["measure"]
    return kind.read(kind.with_keys(["school-2020"]).get())


def state_line(page: str) -> str:
    """What the first line about a measure says."""
    return words(part(page, 'class="state-line"', "</header>"))


def test_the_first_screen_says_state_holder_and_period(read: Read) -> None:
    state = state_line(read("measures/school-2020/"))

    assert "completed with Lakes Agency begun in January 2020 ended on 4 March 2020" in state


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"state": "running", "end": ""}, "running with Lakes Agency since January 2020"),
        ({"state": "planned", "end": ""}, "planned with Lakes Agency begins in January 2020"),
        ({"end": "2020-01"}, "completed with Lakes Agency in January 2020"),
        (
            {"state": "unknown", "end": ""},
            "No source says where it stands with Lakes Agency begun in January 2020",
        ),
    ],
)
def test_only_what_goes_on_does_so_since_a_day(
    read: Read, parts: dict[str, object], said: str
) -> None:
    entry = {**school_2020(), **parts}
    publish_records(records(measure=[entry]), by=None, at=NOON)

    assert said in state_line(read("measures/school-2020/"))


def test_expected_and_reached_stand_side_by_side_on_one_scale(read: Read) -> None:
    pair = part(read("measures/school-2020/"), 'class="pair"', "</li>")

    assert "Expected 500 schools January 2020" in words(pair)
    assert "Reached 679 schools 12 June 2020" in words(pair)
    assert 'width="73.6%"' in pair
    assert 'width="100%"' in pair


def test_two_grants_that_disagree_stand_side_by_side(read: Read) -> None:
    conflict = words(part(read("measures/school-2020/"), 'id="dispute-grant"', "conflict-note"))

    assert "€8.7M" in conflict
    assert "about €8.9M" in conflict
    assert "€8.8M" not in conflict


def test_a_promise_whose_result_is_disputed_leads_to_the_dispute(read: Read) -> None:
    entry = school_2020()
    counted = {"of": "applications", "unit": "files", "sources": ["gazette"]}
    reached = {**counted, "sense": "reached", "dispute": "count"}
    facts = [
        {**counted, "sense": "expected", "number": 900},
        {**reached, "number": 955},
        {**reached, "number": 781},
    ]
    publish_records(records(measure=[{**entry, "facts": facts}]), by=None, at=NOON)

    pair = part(read("measures/school-2020/"), 'class="pair"', "</li>")
    assert 'href="#dispute-count"' in pair
    assert "No source says what was reached" not in pair


def test_a_measure_without_figures_says_that_the_record_is_silent(read: Read) -> None:
    said = words(main_of(read("measures/quiet/")))

    assert "No source that we know gives a figure for this measure." in said
    assert "No evaluation has judged this measure by name." in said
    assert "No source says who holds it." in said


def test_a_past_milestone_without_a_result_is_not_called_a_failure(read: Read) -> None:
    said = words(part(read("measures/school-2020/"), "Equipment delivered", "</li>"))

    assert "no source says that it was reached" in said
    assert "failed" not in said


def test_a_milestone_still_to_come_and_one_without_a_date_say_so(read: Read) -> None:
    steps = [{"name": {"en": "Harvest"}, "due": "2999"}, {"name": {"en": "Feast"}}]
    publish_records(records(measure=[school_2020() | {"milestones": steps}]), by=None, at=NOON)
    page = read("measures/school-2020/")

    assert "2999 Harvest to come" in words(part(page, 'class="timeline"', "</ol>"))
    assert "no date Feast no date known" in words(part(page, 'class="timeline"', "</ol>"))


def test_each_card_opens_with_what_the_round_before_asked_for(read: Read) -> None:
    page = read("measures/school-2020/")
    newest = part(page, 'id="card-2023-school"', "</article>")
    memory = words(part(newest, 'class="memory"', "Findings"))

    assert "sources of concern" in memory
    assert "End the competition between schools." in memory
    assert "9 November 2022 done Continuous programming without calls." in memory
    assert newest.index('class="memory"') < newest.index("Findings")
    assert page.index("card-2023-school") < page.index("card-2021-school")
    assert 'class="memory"' not in part(page, 'id="card-2021-school"', "</article>")


def test_a_recommendation_that_nobody_answered_is_overdue_after_its_date(read: Read) -> None:
    one = words(part(read("measures/school-2020/"), 'id="count-pupils"', "</li>"))

    assert "no answer known overdue due 2022" in one


def test_a_white_card_is_a_judgement_of_its_own(read: Read) -> None:
    card = part(read("measures/coding-week/"), 'id="card-2021-coding"', "</article>")

    assert "no judgement card: white" in words(card)
    assert "#i-dash" in card


def test_what_changed_is_told_in_words(read: Read) -> None:
    entry = school_2020() | {"state": "stopped", "name": {"fr": "Appel 2020", "en": "Call 2020"}}
    entry["audience"] = ["schools"]
    publish_records(records(measure=[entry]), by=chantal(), at=NOON)

    said = words(part(read("measures/school-2020/"), 'id="history"'))
    assert "Changed at the desk" in said
    assert "state completed stopped" in said
    assert "en: Digital School call 2020" in said
    assert "audience families" in said


def test_a_link_that_changed_is_told_by_its_name(read: Read) -> None:
    publish_records(
        records(organisation=[an_organisation("mill", kind="agency")]), by=None, at=NOON
    )
    partners = [{"organisation": "mill", "role": "partner"}]
    entry = school_2020() | {"partners": partners}
    publish_records(records(measure=[entry]), by=chantal(), at=NOON)

    told = part(read("measures/school-2020/"), 'id="history"')
    assert '<a href="/en/organisations/mill/">Mill</a> <code class="tiny">mill</code>' in told


def test_a_page_is_cited_by_its_address_and_the_day_that_was_kept(read: Read) -> None:
    taken = take_snapshot(by=None, at=timezone.now())
    cited = part(read("measures/school-2020/"), 'class="cite-line"', "</aside>")

    assert f"{settings.SITE_ADDRESS}/en/measures/school-2020/" in cited
    assert f"/en/snapshots/{taken.day.isoformat()}/" in cited


def test_every_source_of_the_page_is_listed_once_under_its_number(read: Read) -> None:
    page = read("measures/school-2020/")
    listed = part(page, 'class="source-list"', "</ol>")

    assert listed.count('id="source-gazette"') == 1
    assert listed.count('id="source-daily"') == 1
    first = listed[listed.index('id="source-') :].partition('"')[2].partition('"')[0]
    assert words(part(page, f'href="#{first}"', "</a>")).endswith("1")


def test_only_those_who_may_edit_are_offered_to(read: Read, client: Client) -> None:
    address = "/en/desk/edit/measure/school-2020/"
    assert address not in read("measures/school-2020/")

    client.force_login(bruno())
    assert address not in read("measures/school-2020/")

    client.force_login(chantal())
    assert address in read("measures/school-2020/")


def test_a_demonstration_measure_says_so(read: Read) -> None:
    Measure.objects.filter(code="quiet").update(demonstration=True)

    assert 'class="ribbon' in read("measures/quiet/")


def test_a_programme_keeps_its_identity_through_the_versions(read: Read) -> None:
    said = words(part(read("programmes/school/"), "One programme through the versions"))

    assert "First version 10 December 2015 Skills and jobs theme" in said
    assert "Second version 6 December 2018 Digital skills theme" in said
    assert "Third version 2 September 2022 Innovation ambition inferred by us" in said


def test_a_programme_says_in_which_versions_no_source_places_it(read: Read) -> None:
    said = words(part(read("programmes/coding/"), "One programme through the versions"))

    assert said.count("No source places it in this version.") == 2


def test_a_programme_shows_who_what_and_when(read: Read) -> None:
    page = read("programmes/school/")
    said = words(main_of(page))

    assert "holder Lakes Agency coordination" in said
    assert "funder Government of the Lakes" in said
    assert "Digital School call 2020" in words(part(page, 'id="measures"'))
    dated = words(part(page, 'id="timeline"'))
    assert dated.index("The programme begins") < dated.index("Applications closed reached")
    assert dated.index("schools equipped: 1,724 schools") < dated.index("The programme ends")


@pytest.mark.parametrize("language", ["fr", "de", "en"])
def test_numbers_and_money_are_written_as_the_reader_writes_them(read: Read, language: str) -> None:
    said = words(read("programmes/school/", language)).replace("\u202f", " ").replace("\xa0", " ")

    assert {
        "fr": ("1 724", "120 M €", "120 000 000 €"),
        "de": ("1.724", "120 Mio. €", "120.000.000 €"),
        "en": ("1,724", "€120M", "€120,000,000"),
    }[language] == tuple(
        form
        for form in (
            *("1 724", "1.724", "1,724", "120 M €", "120 Mio. €", "€120M"),
            *("120 000 000 €", "120.000.000 €", "€120,000,000"),
        )
        if form in said
    )
