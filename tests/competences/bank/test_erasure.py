"""Who wrote a question is found, given out and forgotten; the question stays."""

import pytest

from perron.competences.models import FamilyVersion
from perron.competences.services.bank.drafting import begin_draft
from perron.competences.services.bank.holding import erase_versions, export_versions
from perron.core.personal import Subject
from perron.core.personal.wording import WORDS
from tests.competences.bank.written import a_family
from tests.make import NOON, bruno, chantal

pytestmark = pytest.mark.django_db


def test_versions_are_given_out_to_their_author_and_outlive_the_name() -> None:
    author, other = chantal(), bruno()
    begin_draft(a_family("pictured-family"), by=author, at=NOON)
    mine, theirs = Subject(str(author.key)), Subject(str(other.key))

    assert {key for row in export_versions(mine) for key in row} <= set(WORDS)
    assert [row["what"] for row in export_versions(mine)] == ["pictured-family"]
    assert export_versions(theirs) == []
    assert (erase_versions(theirs, NOON), erase_versions(mine, NOON)) == (0, 1)
    assert export_versions(mine) == []
    assert FamilyVersion.objects.get().author is None
