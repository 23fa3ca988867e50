"""Words that stand on every page, or that depend on the region and the reader's language."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import override

from perron.core.journal.lines import Entry, record
from perron.core.journal.verifying import verify_journal
from perron.core.models import JournalHead
from perron.core.records.snapshots import take_snapshot
from perron.portal.forms.lists import ORGANISATIONS
from tests.make import NOON
from tests.portal.looking import words

Read = Callable[..., str]


def foot(page: str) -> str:
    """What stands below the page."""
    return words(page.partition('class="citation"')[2])


@pytest.mark.parametrize(
    "path", ["", "measures/", "measures/?state=running", "journal/", "search/"]
)
def test_the_foot_of_every_page_tells_its_address_and_the_last_kept_day(
    read: Read, path: str
) -> None:
    take_snapshot(by=None, at=NOON)
    said = foot(read(path))

    assert f"/en/{path}" in said
    assert "data as of" in said


@pytest.mark.parametrize("language", ["fr", "de"])
def test_districts_are_called_by_the_region_s_own_word(language: str) -> None:
    legend = next(facet.legend for facet in ORGANISATIONS.facets if facet.name == "district")

    with override(language):
        assert str(legend).casefold() == settings.REGION.district_word[language].casefold()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("verb", "said"),
    [
        ("organisation.confirmed", "Confirmation : organisation"),
        ("contact.added", "Ajout d’un contact : organisation"),
        ("affiliation.approved", "Représentation accordée : organisation"),
        ("organisation.foreseen", "Décision : organisation"),
    ],
)
def test_every_decision_in_the_journal_is_in_the_reader_s_words(
    client: Client, verb: str, said: str
) -> None:
    record("directory", Entry(verb, "organisation", "town"), by=None, at=NOON)

    page = words(client.get("/fr/journal/?kind=organisation").content.decode())

    assert said in page
    assert verb not in page


@pytest.mark.django_db
def test_a_fault_of_the_journal_is_told_in_the_reader_s_language() -> None:
    record("directory", Entry("organisation.added", "organisation", "town"), by=None, at=NOON)
    JournalHead.objects.filter(chain="directory").update(seq=7)
    _lines, faults = verify_journal()

    with override("de"):
        said = str(faults[-1])

    assert said.startswith("directory, Zeile ")
    assert said.endswith(": die Kette endet anders, als ihr letztes Glied angibt")
