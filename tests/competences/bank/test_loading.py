"""From files into the bank and back: the same change nothing, a broken one leaves all as it was."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings

from perron.competences.enums import ItemState, VersionState
from perron.competences.models import BankState, Family, FamilyVersion, Item
from perron.competences.services.bank.live import live_bank
from perron.competences.services.bank.loading import dumped_bank, load_bank
from perron.competences.services.bank.revising import next_revision
from perron.core.documents.problems import DocumentRefused
from perron.core.errors import NotAllowed
from perron.core.journal.verifying import verify_chain
from perron.core.models import JournalLine
from tests.competences.bank.written import TOLD, a_family, a_file, text
from tests.make import NOON, bruno

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)


def load(*families: dict[str, Any], at: Any = NOON) -> Any:
    return load_bank([a_file(one) for one in families], TOLD, by=None, at=at)


def test_a_family_comes_with_one_item_for_each_variant() -> None:
    loaded = load(a_family())

    assert loaded.came == ("strange-messages",)
    items = Item.objects.askable()
    assert [item.variant for item in items] == ["bank", "parcel", "tax"]
    assert {(item.a, item.b, item.c, item.se_a, item.se_b) for item in items} == {
        (1.1, -2.4, 0.25, 0.4, 0.7)
    }
    assert set(items[0].languages) == set(settings.REGION.languages)


def test_the_same_files_again_change_nothing() -> None:
    load(a_family())
    lines, state = JournalLine.objects.count(), BankState.objects.get()

    loaded = load(a_family(), at=LATER)

    assert not loaded.is_change
    assert loaded.stayed == 1
    assert JournalLine.objects.count() == lines
    assert BankState.objects.get().stamp == state.stamp


def test_a_variant_that_was_reworded_is_another_item_and_the_old_one_rests() -> None:
    load(a_family())
    known = {item.variant: item.pk for item in Item.objects.all()}
    changed = a_family()
    changed["variants"][0]["material"] = [{"text": text("Your bank asks for a photograph now.")}]

    loaded = load(changed, at=LATER)

    assert loaded.changed == ("strange-messages",)
    now = {item.variant: item.pk for item in Item.objects.askable()}
    assert now["parcel"] == known["parcel"]
    assert now["bank"] != known["bank"]
    old = Item.objects.get(pk=known["bank"])
    assert (old.state, old.version.state) == (ItemState.RETIRED, VersionState.REPLACED)
    assert Item.objects.get(pk=known["tax"]).version.state == VersionState.PUBLISHED


def test_going_back_to_the_old_words_finds_the_old_item() -> None:
    load(a_family())
    known = set(Item.objects.askable().values_list("pk", flat=True))
    changed = a_family()
    changed["variants"][0]["asks"] = text("What now?")
    load(changed, at=LATER)

    load(a_family(), at=LATER + timedelta(days=1))

    assert set(Item.objects.askable().values_list("pk", flat=True)) == known


def test_what_was_measured_survives_another_explanation() -> None:
    load(a_family())
    Item.objects.filter(variant="bank").update(b=-1.0, calibrated_at=NOON)
    changed = a_family(difficulty=-2.0)
    changed["variants"][0]["explanation"] = text("A bank never asks. Call it yourself.")

    load(changed, at=LATER)

    items = {item.variant: item.b for item in Item.objects.askable()}
    assert items == {"bank": -1.0, "parcel": -2.0, "tax": -2.0}


def test_once_others_were_measured_a_new_item_counts_for_nothing_yet() -> None:
    load(a_family())
    Item.objects.update(calibrated_at=NOON)

    load(a_family(), a_family("other-messages", asks=text("And now?")), at=LATER)

    states = set(Item.objects.filter(family__code="other-messages").values_list("state", flat=True))
    assert states == {ItemState.NEW}


def test_a_broken_family_keeps_all_out_and_the_bank_is_as_it_was() -> None:
    load(a_family())
    stamp = BankState.objects.get().stamp

    with pytest.raises(DocumentRefused, match=r"family\.yaml:\d+"):
        load(a_family("fine"), a_family("broken", difficulty=2.0), at=LATER)

    assert list(Family.objects.values_list("code", flat=True)) == ["strange-messages"]
    assert BankState.objects.get().stamp == stamp


def test_a_bank_is_written_back_to_the_same_bytes() -> None:
    load(a_family(), a_family("another-one", asks=text("And this?")))
    written = [content for _family, content in dumped_bank()]

    assert len(written) == 2
    FamilyVersion.objects.filter(pk=0).delete()
    assert [content for _family, content in dumped_bank()] == written
    assert 'competence: "4.2"' in written[0]


def test_a_load_writes_a_line_for_each_family_and_the_chain_holds() -> None:
    load(a_family(), a_family("another-one"))

    verbs = JournalLine.objects.filter(chain="competences").values_list("verb", "about_code")
    assert sorted(verbs) == [
        ("family.loaded", "another-one"),
        ("family.loaded", "strange-messages"),
    ]
    assert list(verify_chain("competences")) == []


def test_a_stranger_loads_nothing() -> None:
    with pytest.raises(NotAllowed):
        load_bank([a_file(a_family())], by=bruno(), at=NOON)


def test_the_live_bank_is_read_once_until_it_changes(
    django_assert_num_queries: Any,
) -> None:
    assert live_bank().items == ()
    load(a_family())

    first = live_bank()
    with django_assert_num_queries(1):
        assert live_bank() is first
    assert [item.variant for item in first.items] == ["bank", "parcel", "tax"]
    item = first.items[0]
    assert (item.competence, item.area, item.kind, item.is_new) == ("4.2", "4", "single", False)
    with django_assert_num_queries(0):
        assert first.definition(item.version_id)["family"] == "strange-messages"
    assert first.settings["slope"] == 1.1

    next_revision(LATER)

    assert live_bank() is not first
    assert live_bank().revision == first.revision + 1


def test_the_words_of_a_replaced_version_are_still_found() -> None:
    load(a_family())
    old = FamilyVersion.objects.get()
    load(a_family(asks=text("And now?")), at=LATER)

    assert live_bank().definition(old.pk)["asks"]["en"] == "What do you do?"
