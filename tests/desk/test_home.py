"""The desk's first page says what is begun, what waits and what happened, for each role."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from perron.accounts.enums import Role
from perron.core.journal.lines import Entry, record
from perron.core.models import JournalLine
from perron.core.records.kinds import kinds
from perron.desk.pieces.changes import recent_deeds
from perron.desk.pieces.work import (
    Lack,
    claims_waiting,
    last_day,
    missing_sources,
    missing_translations,
    stale_indicators,
    unconfirmed_organisations,
)
from perron.desk.services import begin_record
from perron.directory.models import Organisation
from perron.directory.services.claims import claim_organisation, decide_claim
from perron.directory.services.pages import confirm_organisation
from tests.desk.make import DESK, OTHERS, a_rich_plan, a_town, at_desk, person, republish, shown
from tests.directory.make import speaks_for
from tests.make import NOON, a_fact, a_measure, aline, bruno, chantal

pytestmark = pytest.mark.django_db
LANGUAGES = settings.REGION.languages


def everywhere(words: str) -> dict[str, str]:
    return dict.fromkeys(LANGUAGES, words)


def lacks(found: list[Lack], key: str) -> list[tuple[tuple[str | int, ...], str]]:
    return [(lack.path, lack.language) for lack in found if lack.key == key]


def test_a_text_is_missing_in_each_language_that_does_not_have_it() -> None:
    a_town()
    republish(
        "measure",
        a_measure(
            "full",
            name=everywhere("Full"),
            summary={"en": "Short"},
            facts=[a_fact(), a_fact(text={"de": "Etwas"})],
            milestones=[{"name": everywhere("Start")}, {"name": {"fr": "Fin"}}],
        ),
    )

    found = lacks(missing_translations(), "full")

    assert sorted(found, key=str) == [
        (("facts", 1, "text"), "en"),
        (("facts", 1, "text"), "fr"),
        (("milestones", 1, "name"), "de"),
        (("milestones", 1, "name"), "en"),
        (("summary",), "de"),
        (("summary",), "fr"),
    ]


def test_words_of_lists_are_looked_at_too() -> None:
    a_town()

    assert lacks(missing_translations(), "unit/euro") == [(("name",), "fr"), (("name",), "de")]


def test_the_territory_is_not_counted() -> None:
    a_rich_plan()

    assert {lack.kind for lack in missing_translations()}.isdisjoint({"municipality", "district"})


def test_what_names_no_source_is_found_in_things_and_their_parts() -> None:
    a_town()
    nodes = [{"node": "skills", "sources": ["gazette"]}]
    partners = [
        {"organisation": "town", "role": "partner", "sources": ["gazette"]},
        {"organisation": "mill", "role": "partner"},
    ]
    republish("measure", a_measure("half", sources=["gazette"], nodes=nodes, partners=partners))
    republish("measure", a_measure("bare"))

    assert lacks(missing_sources(), "half") == [(("partners", 1, "sources"), "")]
    assert lacks(missing_sources(), "bare") == [(("sources",), "")]


def test_a_part_with_two_sources_is_counted_once() -> None:
    a_town()
    republish("reference", {"code": "paper", "title": {"en": "Paper"}})
    milestones: list[dict[str, Any]] = [
        {"name": {"en": "A"}, "sources": ["gazette", "paper"]},
        {"name": {"en": "B"}},
    ]
    republish("measure", a_measure("two", sources=["paper"], milestones=milestones))

    assert lacks(missing_sources(), "two") == [(("milestones", 1, "sources"), "")]


def test_looking_for_gaps_asks_as_much_of_many_records_as_of_one() -> None:
    a_rich_plan()

    def questions() -> int:
        with CaptureQueriesContext(connection) as queries:
            missing_translations()
            missing_sources()
        return len(queries)

    few = questions()
    republish("measure", a_measure("more", facts=[a_fact() for _ in range(5)]))
    assert few == questions() > 2
    assert questions() <= 2


@pytest.mark.parametrize(
    ("periodicity", "newest", "is_stale"),
    [
        ("yearly", "2024", False),
        ("yearly", "2023", True),
        ("biennial", "2022", False),
        ("biennial", "2021", True),
        ("quarterly", "2025-09", False),
        ("quarterly", "2025-07", True),
        ("monthly", "2025-12-30", False),
        ("monthly", "2025-12-29", True),
        ("once", "1999", False),
        ("irregular", "1999", False),
    ],
)
def test_a_figure_grows_old_at_twice_its_rhythm(
    periodicity: str, newest: str, *, is_stale: bool
) -> None:
    a_rich_plan()
    use = OTHERS["indicator"]["use"]
    values = [{"period": newest, "number": 1, "sources": ["gazette"]}]
    republish("indicator", {**use, "periodicity": periodicity, "values": values})

    assert bool(stale_indicators(NOON)) == is_stale


def test_a_rhythm_without_any_value_is_old() -> None:
    a_rich_plan()
    use = {key: part for key, part in OTHERS["indicator"]["use"].items() if key != "values"}
    republish("indicator", use)

    assert [one.code for one in stale_indicators(NOON)] == ["use"]


@pytest.mark.parametrize(
    ("partial", "last"),
    [("2018", "2018-12-31"), ("2018-02", "2018-02-28"), ("2018-12-06", "2018-12-06")],
)
def test_a_partial_date_ends_with_its_last_day(partial: str, last: str) -> None:
    assert last_day(partial).isoformat() == last


def test_a_confirmation_is_waited_for_every_year() -> None:
    a_town()
    confirm_organisation(Organisation.objects.get(code="town"), by=chantal(), at=NOON)

    codes = unconfirmed_organisations(NOON).values_list("code", flat=True)
    assert list(codes) == ["mill"]
    assert unconfirmed_organisations(NOON + timedelta(days=366)).count() == 2


def test_claims_wait_in_the_order_in_which_they_came() -> None:
    a_town()
    town, mill = (Organisation.objects.get(code=code) for code in ("town", "mill"))
    person_ = aline()
    later = NOON + timedelta(days=1)
    claim_organisation(town, by=person_, at=later, reason="Mine")
    first = claim_organisation(mill, by=person_, at=NOON, reason="Mine")
    answered = claim_organisation(mill, by=bruno(), at=NOON, reason="No, mine")
    decide_claim(answered, approve=False, by=chantal(), at=NOON, reason="No.")

    assert [one.organisation.code for one in claims_waiting()] == ["mill", "town"]
    assert claims_waiting()[0] == first


def test_recent_decisions_name_who_decided() -> None:
    a_town()
    officer = chantal()
    republish("measure", a_measure("new"), by=officer)
    confirm_organisation(Organisation.objects.get(code="mill"), by=officer, at=NOON)
    entry = Entry("plan.dreamt", "dream", "x")
    record("core", entry, by=bruno(), at=NOON + timedelta(minutes=1))
    bruno_line = JournalLine.objects.get(verb="plan.dreamt")
    type(officer).objects.filter(email="bruno@example.org").delete()

    deeds = recent_deeds(3)

    assert [(deed.who, deed.what, deed.code) for deed in deeds][:1] == [
        ("a former colleague", "dream", "x")
    ]
    said = {(deed.who, deed.what, deed.url) for deed in recent_deeds(50)}
    assert ("Chantal", "measure added", "/en/measures/new/") in said
    assert ("Chantal", "organisation confirmed", "/en/organisations/mill/") in said
    assert ("command line", "term added", "") in said
    assert bruno_line.about_code == "x"


def test_what_is_gone_has_no_link() -> None:
    a_town()
    record("directory", Entry("organisation.merged", "organisation", "old"), by=None, at=NOON)
    record("directory", Entry("directory.imported", "organisation", ""), by=None, at=NOON)

    deeds = {deed.what: deed.url for deed in recent_deeds(20)}
    assert deeds["organisation merged"] == ""
    assert deeds["organisation: a spreadsheet was loaded"] == ""


def test_an_officer_sees_drafts_work_and_ways_to_begin() -> None:
    a_rich_plan()
    officer = chantal()
    begin_record(kinds["measure"], {"code": "robots"}, by=officer, at=NOON)

    page = shown(at_desk(officer).get(f"{DESK}/"))

    assert "robots measure (new) saved" in page
    assert re.search(r"Texts without Deutsch \d+", page)
    assert "Figures grown old 1" in page
    assert "Organisations not confirmed 1" in page
    assert "Load a spreadsheet" in page
    assert "Recently decided" in page
    assert "Evaluation card Find and edit" not in page


def test_an_evaluator_sees_what_concerns_judgement() -> None:
    a_rich_plan()

    page = shown(at_desk(person(Role.EVALUATOR)).get(f"{DESK}/"))

    assert "Evaluation card Find and edit" in page
    assert "Organisations not confirmed" not in page
    assert "Load a spreadsheet" not in page


def test_an_auditor_sees_everything_and_no_way_to_change_it() -> None:
    a_rich_plan()
    begin_record(kinds["measure"], {"code": "robots"}, by=chantal(), at=NOON)
    desk = at_desk(person(Role.AUDITOR))

    page = shown(desk.get(f"{DESK}/"))
    assert "Chantal" in page
    assert "Find, change, begin" not in page
    for work in ("translations", "sources", "figures", "organisations"):
        assert f"{DESK}/edit/" not in desk.get(f"{DESK}/work/{work}/").content.decode()


def test_a_contact_sees_own_organisations_only() -> None:
    a_town()
    contact, officer = aline(), chantal()
    speaks_for(contact, Organisation.objects.get(code="mill"), officer=officer)
    claim_organisation(Organisation.objects.get(code="town"), by=contact, at=NOON, reason="Mine")

    page = at_desk(contact).get(f"{DESK}/")

    assert f'href="{DESK}/organisations/mill/"' in page.content.decode()
    assert "Approved" in shown(page)
    assert "Take my claim back" in shown(page)
    assert "What waits" not in shown(page)


def test_a_contact_without_an_organisation_is_told_what_to_do() -> None:
    a_town()

    assert "You do not speak for an organisation yet" in shown(at_desk(bruno()).get(f"{DESK}/"))


def test_a_refused_claim_says_why() -> None:
    a_town()
    contact = aline()
    claim = claim_organisation(
        Organisation.objects.get(code="mill"), by=contact, at=NOON, reason="Mine"
    )
    decide_claim(claim, approve=False, by=chantal(), at=NOON, reason="Not on the list.")

    assert "Not on the list." in shown(at_desk(contact).get(f"{DESK}/"))


def test_a_missing_translation_leads_to_its_field() -> None:
    a_rich_plan()
    desk = at_desk(chantal())

    page = desk.get(f"{DESK}/work/translations/?language=de&kind=measure").content.decode()

    address = f"{DESK}/edit/measure/tablets/"
    assert f'href="{address}#f-milestones-0-name-de"' in page
    assert "#f-name-fr" not in page
    assert 'id="f-milestones-0-name-de"' in desk.get(address).content.decode()


def test_a_missing_source_leads_to_its_field() -> None:
    a_rich_plan()
    desk = at_desk(chantal())

    page = desk.get(f"{DESK}/work/sources/?kind=measure").content.decode()

    assert f'href="{DESK}/edit/measure/tablets/#f-partners-0-sources"' in page
    assert 'id="f-partners-0-sources"' in desk.get(f"{DESK}/edit/measure/tablets/").content.decode()


def test_lists_of_work_say_when_nothing_is_missing() -> None:
    desk = at_desk(chantal())

    assert "Nothing is missing here." in shown(desk.get(f"{DESK}/work/translations/"))
    assert "No figure has grown old." in shown(desk.get(f"{DESK}/work/figures/"))
    assert "confirmed its page" in shown(desk.get(f"{DESK}/work/organisations/"))
    assert "There is none yet." in shown(desk.get(f"{DESK}/records/measure/"))


def test_records_are_found_by_name_or_code() -> None:
    a_rich_plan()
    desk = at_desk(chantal())

    assert "Tablets" in shown(desk.get(f"{DESK}/records/measure/?q=TABL"))
    assert "Nothing is called “robots”." in shown(desk.get(f"{DESK}/records/measure/?q=robots"))


def test_saved_times_are_the_region_s_own() -> None:
    a_town()
    officer = chantal()
    begin_record(kinds["measure"], {"code": "robots"}, by=officer, at=NOON)

    page = shown(at_desk(officer).get(f"{DESK}/edit/measure/robots/"))

    local = timezone.localtime(NOON)
    assert f"Draft saved at {local:%H:%M:%S}." in page
