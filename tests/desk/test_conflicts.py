"""Two officers at one record: both versions are shown, and the draft goes on from the newer one."""

from typing import Any

import pytest

from perron.accounts.enums import Role
from perron.core.errors import NotAllowed
from perron.core.models import Draft
from perron.core.records.kinds import kinds
from perron.core.records.planning import Change
from perron.core.records.publishing import publish
from perron.desk.services import carry_on, publish_draft, save_draft
from perron.desk.services.conflicts import Clash, clashes_of, has_moved
from perron.desk.services.drafts import base_of, published_record
from tests.desk.make import a_town, person, published, republish
from tests.make import NOON, a_fact, a_measure, chantal

pytestmark = pytest.mark.django_db
MEASURE = kinds["measure"]


def begun(**parts: Any) -> Draft:
    """A draft of a published measure."""
    a_town()
    republish("measure", a_measure(facts=[a_fact(number=11.2)]))
    base = base_of(published_record(MEASURE, "tablets"))
    record = a_measure(**{"facts": [a_fact(number=11.2)], **parts})
    return save_draft(MEASURE, record, base=base, by=chantal(), at=NOON)


def quicker(**parts: Any) -> None:
    """Somebody publishes the measure with other parts."""
    republish("measure", a_measure(**{"facts": [a_fact(number=11.2)], **parts}))


def test_nothing_has_moved_before_somebody_publishes() -> None:
    draft = begun(state="running")
    assert not has_moved(draft)

    quicker(summary={"en": "Quicker"})
    assert has_moved(draft)


def test_what_both_changed_is_told_apart_from_what_only_the_other_did() -> None:
    draft = begun(state="running", start="2019")
    quicker(state="open", summary={"en": "Quicker"})

    assert clashes_of(draft) == [
        Clash("summary", None, {"en": "Quicker"}, both=False),
        Clash("state", "running", "open", both=True),
    ]


def test_what_both_wrote_alike_is_no_clash() -> None:
    draft = begun(state="open")
    quicker(state="open")

    assert clashes_of(draft) == []


def test_several_publications_are_walked_back_to_where_the_draft_began() -> None:
    draft = begun(state="running")
    quicker(summary={"en": "One"}, facts=[a_fact(number=12.5)])
    quicker(summary={"en": "Two"}, facts=[a_fact(number=12.5)])

    assert [(clash.key, clash.both) for clash in clashes_of(draft)] == [
        ("summary", False),
        ("facts", False),
    ]


def test_without_a_known_beginning_every_difference_is_a_question() -> None:
    draft = begun(state="running")
    Draft.objects.update(base="f" * 64)
    draft.refresh_from_db()
    quicker(summary={"en": "Quicker"})

    assert {(clash.key, clash.both) for clash in clashes_of(draft)} == {
        ("summary", True),
        ("state", True),
    }


def test_a_record_that_was_removed_meanwhile_is_made_anew_from_the_draft() -> None:
    draft = begun(state="running")
    now = published("measure", "tablets")
    publish([Change(MEASURE, "tablets", now, None)], by=None, at=NOON)

    assert has_moved(draft)
    assert clashes_of(draft) == []
    kept = carry_on(draft, {}, by=draft.author, at=NOON)
    publish_draft(kept, by=draft.author, at=NOON)
    assert published("measure", "tablets")["state"] == "running"


def test_a_draft_goes_on_with_the_parts_one_chose_and_is_then_published() -> None:
    draft = begun(state="running", start="2019")
    quicker(state="open", start="2020", summary={"en": "Quicker"})

    kept = carry_on(draft, {"state": "theirs"}, by=draft.author, at=NOON)

    assert not has_moved(kept)
    publish_draft(kept, by=draft.author, at=NOON)
    assert published("measure", "tablets") == a_measure(
        state="open", start="2019", summary={"en": "Quicker"}, facts=[a_fact(number=11.2)]
    ) | {"facts": published("measure", "tablets")["facts"]}


def test_a_part_that_the_other_took_away_goes() -> None:
    draft = begun(state="running")
    republish("measure", a_measure())

    kept = carry_on(draft, {}, by=draft.author, at=NOON)

    assert not kept.record.get("facts")
    assert kept.record["state"] == "running"


def test_only_the_author_goes_on() -> None:
    draft = begun(state="running")

    with pytest.raises(NotAllowed):
        carry_on(draft, {}, by=person(Role.ADMINISTRATOR), at=NOON)
