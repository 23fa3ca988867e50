"""Records change in one way, whole or not at all, and each change is remembered."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from perron.core.errors import NotAllowed
from perron.core.models import Fact, JournalLine, Publication, Term
from perron.core.records.errors import RecordRefused, StillNamed
from perron.core.records.kinds import kinds
from perron.core.records.planning import Change, plan
from perron.core.records.proposing import publish_records
from perron.core.records.publishing import publish
from perron.strategy.models import Measure, Node
from tests.make import (
    NOON,
    a_fact,
    a_measure,
    a_plan,
    a_reference,
    an_evaluator,
    an_organisation,
    bruno,
    chantal,
    records,
)

pytestmark = pytest.mark.django_db


def test_a_published_record_reads_back_as_it_was_written() -> None:
    entry = a_measure(
        facts=[a_fact(), a_fact(number=18, dispute="line"), a_fact(number=550, dispute="line")],
        nodes=[{"node": "skills", "basis": "inferred", "sources": ["gazette"]}],
        partners=[{"organisation": "town", "role": "partner"}],
        milestones=[{"name": {"en": "Start"}, "due": "2019-01"}],
    )
    a_plan(measure=[entry])
    kind = kinds["measure"]

    assert kind.read(kind.with_keys(["tablets"]).get()) == entry


def test_publishing_the_same_again_changes_nothing_and_writes_no_line() -> None:
    a_plan(measure=[a_measure()])
    lines, number = JournalLine.objects.count(), Publication.objects.get().number

    assert publish_records(records(measure=[a_measure()]), by=None, at=NOON).changes == ()
    assert JournalLine.objects.count() == lines
    assert Publication.objects.get().number == number


def test_a_change_is_remembered_with_what_was_and_what_is() -> None:
    a_plan(measure=[a_measure()])

    publish_records(records(measure=[a_measure(state="running")]), by=chantal(), at=NOON)

    line = JournalLine.objects.filter(chain="strategy").order_by("-seq")[0]
    assert (line.verb, line.about_code, line.change) == (
        "measure.changed",
        "tablets",
        {"state": [None, "running"]},
    )


def test_every_publication_counts_one_more() -> None:
    a_plan()
    before = Publication.objects.get().number

    publish_records(records(measure=[a_measure()]), by=None, at=NOON)

    assert Publication.objects.get().number == before + 1


def test_a_stranger_may_not_publish_and_nothing_is_written() -> None:
    a_plan()

    with pytest.raises(NotAllowed, match="nothing was changed"):
        publish_records(records(measure=[a_measure()]), by=bruno(), at=NOON)

    assert not Measure.objects.exists()


def test_an_officer_does_not_write_the_evaluators_judgement() -> None:
    a_plan(measure=[a_measure()])
    judged = records(
        round=[
            {"code": "r", "version": "first", "body": "town", "name": {"en": "R"}, "date": "2017"}
        ]
    )

    with pytest.raises(NotAllowed):
        publish_records(judged, by=chantal(), at=NOON)
    publish_records(judged, by=an_evaluator(), at=NOON)


def test_an_unknown_code_is_refused_with_the_nearest_one() -> None:
    a_plan()

    with pytest.raises(RecordRefused, match="Did you mean “skills”"):
        publish_records(records(measure=[a_measure(nodes=[{"node": "skils"}])]), by=None, at=NOON)

    assert not Measure.objects.exists()


def test_a_loop_in_the_tree_is_refused_with_its_path() -> None:
    a_plan()
    nodes = [
        {"code": "skills", "version": "first", "level": "theme", "name": {"en": "A"}, "under": "b"},
        {"code": "b", "version": "first", "level": "theme", "name": {"en": "B"}, "under": "skills"},
    ]

    with pytest.raises(RecordRefused, match="skills → b → skills"):
        publish_records(records(node=nodes), by=None, at=NOON)

    assert Node.objects.get().under is None


def test_dates_out_of_order_are_refused() -> None:
    a_plan()

    with pytest.raises(RecordRefused, match="stands before"):
        publish_records(records(measure=[a_measure(start="2020-05", end="2019")]), by=None, at=NOON)


def test_partial_dates_that_only_look_out_of_order_pass() -> None:
    a_plan(measure=[a_measure(start="2020-05", end="2020")])

    assert Measure.objects.get().end == "2020"


def test_a_node_under_a_node_of_another_version_is_refused() -> None:
    a_plan()
    second = {"code": "second", "strategy": "plan", "name": {"en": "2"}, "adopted": None}
    node = {
        "code": "n",
        "version": "second",
        "level": "theme",
        "name": {"en": "N"},
        "under": "skills",
    }
    proposed = records(version=[second], node=[node])
    proposed["node"]["skills"] = {
        "code": "skills",
        "version": "first",
        "level": "theme",
        "name": {"en": "Skills"},
    }

    with pytest.raises(RecordRefused, match="another version"):
        publish_records(proposed, by=None, at=NOON)


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("0869.763.267", ""),
        ("0869.763.268", "wrong check digits"),
        ("12", "not an enterprise number"),
    ],
)
def test_an_enterprise_number_is_checked_by_its_digits(number: str, says: str) -> None:
    proposed = records(organisation=[an_organisation("agency", enterprise_number=number)])
    a_plan()

    if not says:
        publish_records(proposed, by=None, at=NOON)
        return
    with pytest.raises(RecordRefused, match=says):
        publish_records(proposed, by=None, at=NOON)


def test_a_number_without_unit_and_a_lonely_dispute_are_refused() -> None:
    a_plan()
    facts = [{"of": "budget", "number": 5, "sources": ["gazette"]}, a_fact(dispute="alone")]

    with pytest.raises(RecordRefused, match=r"no unit.*Only one fact"):
        publish_records(records(measure=[a_measure(facts=facts)]), by=None, at=NOON)


def test_what_is_still_named_cannot_be_removed() -> None:
    a_plan(measure=[a_measure(partners=[{"organisation": "town", "role": "partner"}])])
    kind = kinds["organisation"]
    before = kind.read(kind.with_keys(["town"]).get())

    with pytest.raises(StillNamed, match="Nothing was changed"):
        publish([Change(kind, "town", before, None)], by=None, at=NOON)


def test_facts_go_with_the_thing_they_are_about() -> None:
    a_plan(measure=[a_measure(facts=[a_fact()])])
    kind = kinds["measure"]
    before = kind.read(kind.with_keys(["tablets"]).get())

    publish([Change(kind, "tablets", before, None)], by=None, at=NOON)

    assert not Fact.objects.exists()


def test_reading_takes_the_same_queries_for_one_and_for_many() -> None:
    a_plan(measure=[a_measure(f"m{n}", facts=[a_fact()]) for n in range(3)])
    kind = kinds["measure"]
    counts: list[int] = []
    for keys in (["m0"], ["m0", "m1", "m2"]):
        with CaptureQueriesContext(connection) as queries:
            list(map(kind.read, kind.with_keys(keys)))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_a_person_who_demonstrates_leaves_a_mark_on_what_they_publish() -> None:
    a_plan(measure=[a_measure()])
    person = chantal()
    person.is_demonstration = True

    publish_records(records(measure=[a_measure(state="running")]), by=person, at=NOON)

    assert Measure.objects.get().demonstration


def test_terms_know_their_place_in_the_list() -> None:
    a_plan(reference=[a_reference("other")])

    assert Term.objects.filter(vocabulary="unit").count() == 4
    assert plan({}).changes == ()
