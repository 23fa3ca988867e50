"""A version is written by one person and let in by a second; nothing is overwritten."""

from datetime import timedelta
from typing import Any

import pytest

from perron.accounts.enums import Role
from perron.accounts.models import User
from perron.competences.enums import VersionState
from perron.competences.errors.bank import (
    AuthorCannotReview,
    DraftMoved,
    DraftUnready,
    FamilyKept,
    InTheMaking,
    NotInState,
    NotYourDraft,
    OtherFamily,
)
from perron.competences.models import Family, FamilyVersion, Item
from perron.competences.services.bank.drafting import (
    begin_draft,
    discard_draft,
    hand_in,
    publish_version,
    save_draft,
    send_back,
    withdraw_family,
)
from perron.competences.services.bank.loading import load_bank
from perron.core.errors import NoReason, NotAllowed
from perron.core.models import JournalLine
from tests.competences.bank.written import TOLD, a_family, a_file, text
from tests.make import NOON, bruno, chantal

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


def second() -> User:
    """Another person who works for the agency."""
    return User.objects.create_user(
        "denis@example.org", "rue-haute-22-a", name="Denis", role=Role.OFFICER
    )


def drafted(by: User, **changed: Any) -> FamilyVersion:
    return begin_draft(a_family(**changed), by=by, at=NOON)


def test_a_version_goes_from_its_author_past_a_second_person_into_the_bank() -> None:
    author, reader = chantal(), second()
    version = drafted(author)
    assert not Item.objects.exists()

    hand_in(version, by=author, at=NOON)
    publish_version(version, by=reader, at=LATER)

    version.refresh_from_db()
    assert version.state == VersionState.PUBLISHED
    assert version.definition["reviews"][-1]["by"] == reader.actor_name
    assert Item.objects.askable().count() == 3
    verbs = list(JournalLine.objects.filter(chain="competences").values_list("verb", flat=True))
    assert sorted(verbs) == ["family.begun", "family.handed_in", "family.published"]


def test_nobody_lets_in_what_they_wrote() -> None:
    author = chantal()
    version = drafted(author)
    hand_in(version, by=author, at=NOON)

    with pytest.raises(AuthorCannotReview):
        publish_version(version, by=author, at=LATER)
    with pytest.raises(AuthorCannotReview):
        send_back(version, "No.", by=author, at=LATER)


def test_a_version_is_sent_back_with_a_remark() -> None:
    author, reader = chantal(), second()
    version = drafted(author)
    hand_in(version, by=author, at=NOON)

    with pytest.raises(NoReason):
        send_back(version, "  ", by=reader, at=LATER)
    back = send_back(version, "The second option is right too.", by=reader, at=LATER)

    assert (back.state, back.remark) == (VersionState.DRAFT, "The second option is right too.")


def test_the_older_of_two_windows_is_refused() -> None:
    author = chantal()
    version = drafted(author)
    seen = version.digest
    save_draft(version, a_family(seconds=50), seen, by=author, at=LATER)

    with pytest.raises(DraftMoved):
        save_draft(version, a_family(seconds=60), seen, by=author, at=LATER)

    version.refresh_from_db()
    assert version.definition["seconds"] == 50


def test_a_draft_is_its_authors() -> None:
    version, other = drafted(chantal()), second()

    for deed in (hand_in, discard_draft):
        with pytest.raises(NotYourDraft):
            deed(version, by=other, at=LATER)
    with pytest.raises(NotYourDraft):
        save_draft(version, a_family(), version.digest, by=other, at=LATER)


def test_a_draft_keeps_its_family() -> None:
    author = chantal()
    version = drafted(author)

    with pytest.raises(OtherFamily):
        save_draft(version, a_family("another"), version.digest, by=author, at=LATER)


def test_what_does_not_pass_the_check_is_not_handed_in() -> None:
    author = chantal()
    version = drafted(author, difficulty=2.0)

    with pytest.raises(DraftUnready):
        hand_in(version, by=author, at=LATER)


def test_one_version_is_in_the_making_at_a_time() -> None:
    author = chantal()
    version = drafted(author)
    with pytest.raises(InTheMaking):
        drafted(author)

    discard_draft(version, by=author, at=LATER)

    assert not Family.objects.exists()
    assert drafted(author).number == 1


def test_a_deed_on_what_has_moved_on_is_refused() -> None:
    author = chantal()
    version = drafted(author)
    hand_in(version, by=author, at=NOON)

    with pytest.raises(NotInState):
        hand_in(version, by=author, at=LATER)


def test_another_version_replaces_the_one_in_the_bank() -> None:
    author, reader = chantal(), second()
    load_bank([a_file(a_family())], TOLD, by=None, at=NOON)
    version = drafted(author, asks=text("What would you do?"))
    assert Item.objects.askable().count() == 3

    hand_in(version, by=author, at=NOON)
    publish_version(version, by=reader, at=LATER)

    states = dict(FamilyVersion.objects.values_list("number", "state"))
    assert states == {1: VersionState.REPLACED, 2: VersionState.PUBLISHED}
    assert set(Item.objects.askable().values_list("version__number", flat=True)) == {2}


def test_a_family_is_withdrawn_for_a_reason_and_comes_back_by_a_new_version() -> None:
    author, reader = chantal(), second()
    load_bank([a_file(a_family())], TOLD, by=None, at=NOON)
    family = Family.objects.get()

    with pytest.raises(NoReason):
        withdraw_family(family, " ", by=author, at=LATER)
    withdraw_family(family, "The service closed.", by=author, at=LATER)

    assert not Item.objects.askable().exists()
    with pytest.raises(FamilyKept):
        withdraw_family(family, "Again.", by=author, at=LATER)
    version = drafted(author, seconds=70)
    hand_in(version, by=author, at=LATER)
    publish_version(version, by=reader, at=LATER)
    assert Item.objects.askable().count() == 3


def test_a_stranger_writes_nothing() -> None:
    with pytest.raises(NotAllowed):
        drafted(bruno())
