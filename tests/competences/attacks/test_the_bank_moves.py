"""The bank changes between a question and its answer, holds little, or holds nothing."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from perron.competences.enums import FlagKind, ItemState, SittingState
from perron.competences.errors.sitting import NothingToAsk
from perron.competences.models import BankState, Family, FamilyVersion, Item, Response, Sitting
from perron.competences.services.bank.loading import load_bank
from perron.competences.services.calibrating.concluding import raise_flag
from perron.competences.services.sitting.designing import state_of
from perron.core.documents.problems import DocumentRefused
from tests.competences.bank.written import a_family, a_file
from tests.competences.sitting.made import (
    SETTINGS,
    a_bank,
    a_sitting,
    begun,
    changed,
    form_of,
    given_for,
    turn,
)
from tests.make import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh(db: None) -> None:
    del db
    cache.clear()


def address(sitting: Sitting, part: str = "") -> str:
    return f"/en/skills/{sitting.key}/{part}"


def waiting(sitting: Sitting) -> Response:
    found = turn(sitting).waiting
    assert found is not None
    return found


def right_form(sitting: Sitting) -> dict[str, Any]:
    now = turn(sitting)
    return form_of(given_for(now, right=True), now)


def go_on(browser: Client, sitting: Sitting, questions: int) -> None:
    """Answer rightly, so many times."""
    for _question in range(questions):
        place = waiting(sitting).place
        reply = browser.post(address(sitting, f"{place}/"), right_form(sitting), follow=True)
        assert reply.status_code == 200


def test_a_variant_reworded_meanwhile_is_marked_in_its_old_words(client: Client) -> None:
    a_bank()
    sitting = begun(client)
    form, old = right_form(sitting), waiting(sitting).item
    version = old.version
    newer = FamilyVersion.objects.get(pk=version.pk)
    FamilyVersion.objects.filter(pk=version.pk).update(state="replaced")
    newer.pk, newer.number = None, 2
    newer.definition = {**version.definition, "kind": "short"}
    newer.definition["variants"] = [{"variant": "only", "asks": "else", "accept": ["nothing"]}]
    newer.save()
    Item.objects.filter(pk=old.pk).update(state=ItemState.RETIRED)
    Item.objects.create(
        family=old.family, version=newer, variant="only", digest="new", b=0, languages=["fr"]
    )
    changed()

    reply = client.post(address(sitting, "1/"), form, follow=True)

    assert reply.status_code == 200
    assert Response.objects.get(place=1).score == 1
    go_on(client, sitting, 5)


def test_a_family_withdrawn_meanwhile_is_replaced_or_its_answer_kept(client: Client) -> None:
    a_bank()
    answering, looking = begun(client), begun(client)
    for sitting in (answering, looking):
        Family.objects.filter(items=waiting(sitting).item_id).update(withdrawn_at=NOON)
    changed()

    assert client.post(address(answering, "1/"), {"do": "unknown"}).status_code == 302
    reply = client.get(address(looking, "1/"), follow=True)

    assert reply.redirect_chain[-1][0] == address(looking, "2/")
    for sitting in (answering, looking):
        go_on(client, sitting, 4)


def test_what_is_flagged_meanwhile_counts_for_nothing(client: Client) -> None:
    a_bank()
    sitting = begun(client)
    go_on(client, sitting, 3)
    for response in Response.objects.filter(place__lte=4):
        raise_flag(response.item_id, FlagKind.DRIFT, {"easier": 9.0}, at=NOON)
    changed()

    reply = client.post(address(sitting, "4/"), {"do": "unknown"})

    assert reply.status_code == 302
    assert len(state_of(turn(sitting)).kept) == 0
    for part in ("", "1/", "4/", "picture/", "pause/"):
        assert client.get(address(sitting, part), follow=True).status_code == 200, part
    client.post(address(sitting, "pause/"), {"do": "end"})
    assert client.get(address(sitting, "picture/")).status_code == 200
    sitting.refresh_from_db()
    assert (sitting.state, sitting.profile) == (SittingState.ENDED, {})


def test_everything_withdrawn_ends_the_test_with_what_is_known(client: Client) -> None:
    a_bank()
    sitting = begun(client)
    go_on(client, sitting, 2)
    Family.objects.update(withdrawn_at=NOON)
    changed()

    place = waiting(sitting).place
    assert client.get(address(sitting, f"{place}/"), follow=True).status_code == 200
    assert client.get(address(sitting, "picture/")).status_code == 200
    sitting.refresh_from_db()
    assert sitting.state == SittingState.ENDED
    assert sitting.profile["answers"] == 2


@pytest.mark.parametrize("deed", [("harder/", "harder"), ("pause/", "one-more"), ("1/", "unknown")])
def test_every_button_still_works_when_nothing_is_left_to_ask(
    client: Client, deed: tuple[str, str]
) -> None:
    a_bank()
    sitting = begun(client)
    Family.objects.update(withdrawn_at=NOON)
    changed()

    assert client.post(address(sitting, deed[0]), {"do": deed[1]}, follow=True).status_code == 200
    assert client.get(address(sitting, "picture/")).status_code == 200


def test_a_broken_file_keeps_the_bank_and_the_sitting_as_they_were(client: Client) -> None:
    a_bank()
    sitting = begun(client)
    before = BankState.objects.values().get(), waiting(sitting).item_id
    spoilt = a_family()
    del spoilt["variants"][0]["explanation"]

    with pytest.raises(DocumentRefused):
        load_bank([a_file(a_family("good-one")), a_file(spoilt)], SETTINGS, by=None, at=NOON)

    assert (BankState.objects.values().get(), waiting(sitting).item_id) == before
    assert not Family.objects.filter(code="good-one").exists()
    go_on(client, sitting, 1)


def test_settings_changed_meanwhile_hold_for_later_tests_only(client: Client) -> None:
    a_bank()
    sitting = begun(client)
    changed(settings={**SETTINGS, "length": 6, "first_picture": 5})

    go_on(client, sitting, 12)

    sitting.refresh_from_db()
    assert (sitting.answered, sitting.state) == (12, SittingState.ENDED)


def test_an_item_in_a_competence_that_did_not_exist_fits_into_an_open_test(client: Client) -> None:
    a_bank()
    sitting = begun(client)
    go_on(client, sitting, 5)
    load_bank([a_file(a_family())], {**SETTINGS}, by=None, at=NOON)

    go_on(client, sitting, 7)

    assert client.get(address(sitting, "picture/")).status_code == 200


def test_a_region_without_questions_says_so_and_begins_nothing(client: Client) -> None:
    for path in ("", "begin/", "back/", "figures/", "framework/"):
        assert client.get(f"/en/skills/{path}").status_code == 200, path

    reply = client.post("/en/skills/begin/", {})

    assert reply.status_code == 503
    assert "Nothing was begun" in reply.content.decode()
    assert not Sitting.objects.exists()


@pytest.mark.parametrize(
    "held", [{"languages": ["de"]}, {"modalities": []}, {"state": ItemState.FLAGGED}]
)
def test_a_bank_without_a_question_for_somebody_says_so(held: dict[str, Any]) -> None:
    a_bank()
    Item.objects.update(**held)
    changed()

    with pytest.raises(NothingToAsk):
        a_sitting(modalities=("screen-reader",))
    assert not Sitting.objects.exists()


def test_a_bank_with_a_few_questions_for_somebody_asks_those(client: Client) -> None:
    a_bank()
    few = list(Item.objects.order_by("pk").values_list("pk", flat=True)[:5])
    Item.objects.exclude(pk__in=few).update(modalities=["no-colour"])
    changed()
    sitting = begun(client, modalities=["keyboard"])

    go_on(client, sitting, 5)

    assert set(Response.objects.values_list("item_id", flat=True)) == set(few)
    sitting.refresh_from_db()
    assert sitting.state == SittingState.ENDED


@pytest.mark.parametrize(
    "form",
    [
        {"modalities": ["telepathy"]},
        {"message": "perfect"},
        {"age_band": "\x00"},
        {"goal": "\x00' or 1"},
        {"goal": "x" * 10_000},
        {"message": ["alone", "not"]},
        {"counts": "maybe", "shared_computer": "\x00"},
    ],
)
def test_a_beginning_of_the_wrong_shape_is_told_or_left_out(client: Client, form: Any) -> None:
    a_bank()
    reply = client.post("/en/skills/begin/", form)

    assert reply.status_code in {302, 422}
    assert Sitting.objects.count() == (reply.status_code == 302)
